// Overlay cases of other projects, read from where `TAOHE_OUTSIDE_DATA` says: the XML of locationtech/jts and GEOS, and the
// GeoJSON of georust/geo. Only what concerns areas of two polygons is kept.

import Foundation
import Geometry
import TestSupport

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Two polygons, and what another program says of them.
struct OutsideCase {
  var name: String
  var a: [Part] = []
  var b: [Part] = []
  var answers: [(operation: String, parts: [Part])] = []
  /// The case asks that results be rounded to a grid.
  var isRounded = false
}

enum OutsideCases {
  /// The folder of outside data; `nil` and a word where it is not given.
  static func folder(_ name: String) -> String? {
    guard let root = ProcessInfo.processInfo.environment["TAOHE_OUTSIDE_DATA"] else {
      print("skipped: TAOHE_OUTSIDE_DATA does not say where \(name) is")
      return nil
    }
    return root + "/" + name
  }

  static func files(in folder: String, withExtension ending: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix("." + ending) }.sorted()
  }

  static func xml(_ path: String, name: String) throws -> [OutsideCase] {
    let reader = CaseReader(name: name)
    let parser = XMLParser(data: try Data(contentsOf: URL(fileURLWithPath: path)))
    parser.delegate = reader
    _ = parser.parse()
    return reader.cases
  }

  /// A feature collection of two operands and results that name their operation.
  static func geoJSON(_ path: String, name: String) throws -> OutsideCase? {
    struct Collection: Decodable { let features: [Feature] }
    struct Feature: Decodable {
      let geometry: Shape
      let properties: Properties?
    }
    struct Properties: Decodable { let operation: String? }
    struct Shape: Decodable {
      let parts: [[[[Double]]]]
      init(from decoder: any Decoder) throws {
        enum Key: CodingKey { case type, coordinates }
        let values = try decoder.container(keyedBy: Key.self)
        switch try values.decode(String.self, forKey: .type) {
        case "Polygon": parts = [try values.decode([[[Double]]].self, forKey: .coordinates)]
        case "MultiPolygon": parts = try values.decode([[[[Double]]]].self, forKey: .coordinates)
        default: parts = []
        }
      }
      var asParts: [Part] { parts.map { $0.map { $0.map { ($0[0], $0[1]) } } } }
    }
    let collection = try JSONDecoder().decode(Collection.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    guard collection.features.count >= 3 else { return nil }
    var read = OutsideCase(name: name)
    (read.a, read.b) = (collection.features[0].geometry.asParts, collection.features[1].geometry.asParts)
    let names = ["diff": "difference", "xor": "symdifference"]
    for feature in collection.features.dropFirst(2) {
      guard let operation = feature.properties?.operation else { continue }
      read.answers.append((names[operation] ?? operation, feature.geometry.asParts))
    }
    return read
  }
}

/// Reads `<case>` elements: operands `<a>` and `<b>`, and `<op name= arg1= arg2=>` with the answer as text.
private final class CaseReader: NSObject, XMLParserDelegate {
  private(set) var cases: [OutsideCase] = []
  private let name: String
  private var current: OutsideCase?
  private var isUsable = false
  private var operation: String?
  private var isRounded = false
  private var text = ""

  init(name: String) { self.name = name }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    text = ""
    switch element {
    case "precisionModel": isRounded = attributes["scale"] != nil
    case "case":
      current = OutsideCase(name: "\(name) case \(cases.count + 1)", isRounded: isRounded)
      isUsable = true
    case "op":
      let operands = [attributes["arg1"], attributes["arg2"]].map { $0?.uppercased() }
      let known = ["intersection", "union", "difference", "symdifference", "overlayareatest"]
      var named = attributes["name"]?.lowercased() ?? ""
      if named.hasSuffix("ng") { named.removeLast(2) }
      operation = known.contains(named) && attributes["arg3"] == nil && operands == ["A", "B"] ? named : nil
      if operands == ["B", "A"], ["intersection", "union", "symdifference"].contains(named) { operation = named }
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
  ) {
    switch element {
    case "a": current?.a = operand()
    case "b": current?.b = operand()
    case "op":
      guard let operation else { return }
      if operation == "overlayareatest" {
        current?.answers.append((operation, []))
      } else if let parts = geometry() {
        current?.answers.append((operation, parts))
      }
    case "case":
      if let current, isUsable { cases.append(current) }
      current = nil
    default: break
    }
  }

  /// An operand; a case with one that is not a polygon is of no use here.
  private func operand() -> [Part] {
    let parts = geometry() ?? []
    if parts.isEmpty { isUsable = false }
    return parts
  }

  private func geometry() -> [Part]? {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return text.hasPrefix("0") ? partsOfHex(text) : parts(wkt: text)
  }

  private func partsOfHex(_ text: String) -> [Part]? {
    let digits = text.filter { !$0.isWhitespace }.compactMap(\.hexDigitValue)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    var builder = GeometryBuilder(.polygon)
    guard (try? builder.appendRow(wkb: bytes.span.bytes)) != nil else { return nil }
    let column = builder.finish()
    return column.parts(ofRow: 0).map { part in
      column.rings(ofPart: part).map { ring in
        column.coordinates(ofRing: ring).map { (column.coordinate($0).x, column.coordinate($0).y) }
      }
    }
  }
}
