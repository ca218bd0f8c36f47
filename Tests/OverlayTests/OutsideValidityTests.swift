// What other projects say of good and bad polygons, and what is said of them here: the cases of JTS and GEOS that ask whether a
// polygon is valid, and every polygon of all their other cases, which must at least be taken without harm.

import Foundation
import Geometry
import Overlay
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct OutsideValidityTests {
  /// G01 says what the corpus says. The kernel refuses no valid polygon, and an invalid one only where its sums would be wrong:
  /// where it takes one, the rings merely touch, and to repair it changes no area.
  @Test func validOrNot() async throws {
    guard let cases = try polygons() else { return }
    let asked = cases.filter { $0.isValid != nil }
    let (column, invalid, unsound) = try await verdicts(asked)
    let repaired = try await column.repaired(workers: 2)
    let repairs = Dictionary(uniqueKeysWithValues: repaired.repairs.map { ($0.row, $0) })
    let collapsed = Set(repaired.failures.map(\.row))
    var (valid, touching, empty) = (0, 0, 0)
    for (row, one) in asked.enumerated() {
      #expect((invalid[row] == nil) == one.isValid, "\(one.name): \(invalid[row] ?? "valid") \(one.text.prefix(200))")
      if one.isValid! {
        valid += 1
        #expect(!unsound.contains(row), "\(one.name) is refused: \(one.text.prefix(200))")
      } else if !unsound.contains(row) {
        let own = column.area(ofRow: row)
        if let repair = repairs[row] {
          touching += 1
          #expect(
            abs(repair.change) <= 1e-9 * own, "\(one.name) is summed: \(invalid[row] ?? "") \(one.text.prefix(200))")
        } else {
          empty += 1
          #expect(collapsed.contains(row) && own == 0, "\(one.name) is summed: \(one.text.prefix(200))")
        }
      }
    }
    print(
      "validity: \(asked.count) polygons, \(valid) valid, \(asked.count - valid) not, of which \(unsound.count) cannot be summed over,"
        + " \(touching) touch themselves and \(empty) have no area")
    #expect(asked.count > 300 && valid > 100 && unsound.count > 50)
  }

  /// Whatever stands in a corpus is judged, repaired and laid over itself; nothing traps, and what is repaired is valid.
  @Test func everyPolygonIsTaken() async throws {
    guard let cases = try polygons() else { return }
    let (column, invalid, unsound) = try await verdicts(cases)
    let repaired = try await column.repaired(workers: 2)
    #expect(repaired.repairs.count + repaired.failures.count == invalid.count)
    let prepared = try await PreparedColumn(repaired.geometry)
    let left = Set(repaired.failures.map(\.row))
    let again = try await unsoundRows(of: prepared, workers: 2).map(\.row)
    #expect(Set(again).isSubset(of: left), "\(Set(again).subtracting(left).map { cases[$0].name })")
    var kernel = OverlapKernel()
    for row in 0..<column.count where !left.contains(row) && !repaired.geometry.isEmpty(row: row) {
      let area = repaired.geometry.area(ofRow: row)
      let (own, error) = kernel.area(row, of: prepared, row, of: prepared)
      #expect(abs(own - area) <= 4 * error + 1e-9 * area, "\(cases[row].name): \(own) of \(area)")
    }
    print("polygons of all cases: \(cases.count), \(invalid.count) invalid, \(unsound.count) cannot be summed over")
    #expect(cases.count > 1000)
  }

  private func verdicts(_ cases: [OutsidePolygon]) async throws -> (GeometryColumn, [Int: String], Set<Int>) {
    let column = TestSupport.polygons(cases.map(\.parts))
    let invalid = try await invalidRows(of: column, workers: 2)
    let unsound = try await unsoundRows(of: PreparedColumn(column), workers: 2)
    let reasons = Dictionary(uniqueKeysWithValues: invalid.map { ($0.row, $0.reason) })
    return (column, reasons, Set(unsound.map(\.row)))
  }

  private func polygons() throws -> [OutsidePolygon]? {
    guard let folder = OutsideCases.folder("overlay-cases") else { return nil }
    return try OutsideCases.files(in: folder, withExtension: "xml").flatMap { file in
      try OutsidePolygon.all(in: folder + "/" + file, name: file)
    }
  }
}

/// A polygon of a case, and whether the case says that it is valid.
struct OutsidePolygon {
  let name: String
  let text: String
  let parts: [Part]
  var isValid: Bool?

  static func all(in path: String, name: String) throws -> [OutsidePolygon] {
    let reader = PolygonReader(name: name)
    let parser = XMLParser(data: try Data(contentsOf: URL(fileURLWithPath: path)))
    parser.delegate = reader
    _ = parser.parse()
    return reader.polygons
  }
}

/// Reads the operands `<a>` and `<b>` of `<case>` elements, and the answers of `<op name="isValid">` about the first.
private final class PolygonReader: NSObject, XMLParserDelegate {
  private(set) var polygons: [OutsidePolygon] = []
  private let name: String
  private var number = 0
  private var own: [OutsidePolygon] = []
  private var asksForValidity = false
  private var text = ""

  init(name: String) { self.name = name }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    text = ""
    if element == "case" { (number, own) = (number + 1, []) }
    if element == "op" {
      asksForValidity = attributes["name"]?.lowercased() == "isvalid" && attributes["arg1"]?.uppercased() == "A"
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    switch element {
    case "a", "b":
      // Members of a collection may overlap each other, parts of a polygon may not: those are other questions.
      guard text.uppercased().hasPrefix("POLYGON") || text.uppercased().hasPrefix("MULTIPOLYGON") else { return }
      guard let parts = parts(wkt: text), !parts.joined().isEmpty else { return }
      own.append(OutsidePolygon(name: "\(name) case \(number) \(element)", text: text, parts: parts))
    case "op":
      if asksForValidity, own.first?.name.hasSuffix(" a") == true { own[0].isValid = text == "true" }
    case "case": polygons += own
    default: break
    }
  }
}
