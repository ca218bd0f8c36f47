// Layers one behind the other and rows chosen out of them: every row is found with what it had, what was missing is missing.

import Geometry
import TestSupport
import Testing

@Suite struct LayerTests {
  private static let names = ["whole", "real", "text", "flag", "day"]

  /// A layer of every type of column, with as many of them as are asked for, and what its rows are in texts.
  private func layer(_ random: inout SeededGenerator, fields: [String], kind: GeometryKind?) -> (Layer, [[String?]]) {
    let count = Int.random(in: 0...70, using: &random)
    func some<Value>(_ value: (inout SeededGenerator) -> Value) -> [Value?] {
      (0..<count).map { _ in Int.random(in: 0...3, using: &random) == 0 ? nil : value(&random) }
    }
    var table = FieldTable()
    var texts: [String: [String?]] = [:]
    for name in fields {
      switch name {
      case "whole":
        let values = some { Int64.random(in: .min ... .max, using: &$0) }
        table.set(name, .integer(Values(values)))
        texts[name] = values.map { $0.map(String.init) }
      case "real":
        let values = some { Double.random(in: -1e6...1e6, using: &$0) }
        table.set(name, .real(Values(values)))
        texts[name] = values.map { $0.map { "\($0)" } }
      case "text":
        let values = some { ["", "禁采区", "a b", "０"].randomElement(using: &$0)! }
        table.set(name, .text(TextValues(values)))
        texts[name] = values
      case "flag":
        let values = some { Bool.random(using: &$0) }
        table.set(name, .flag(Values(values)))
        texts[name] = values.map { $0.map { $0 ? "true" : "false" } }
      default:
        let values = some { Int32.random(in: -30_000...60_000, using: &$0) }
        table.set(name, .day(Values(values)))
        texts[name] = values.map { $0.map { Day(daysSince1970: $0).description } }
      }
    }
    let geometry: GeometryColumn? =
      switch kind {
      case .polygon: polygons((0..<count).map { [[rectangle(0, 0, Double($0), 1)]] })
      case .point: points((0..<count).map { (Double($0), 0) })
      default: nil
      }
    let made = Layer(
      name: "a", frame: nil, geometry: geometry, fields: table,
      featureIDs: (0..<count).map { _ in .random(in: 0...999, using: &random) })
    return (made, (0..<count).map { row in Self.names.map { name in texts[name].flatMap { $0[row] } } })
  }

  private func rows(_ layer: Layer) -> [[String?]] {
    (0..<layer.count).map { row in Self.names.map { layer.fields.text($0, row) } }
  }

  @Test(arguments: 0..<40) func joinedAndChosenRowsAreWhatTheyWere(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    let made = (0..<Int.random(in: 1...4, using: &random)).map { position in
      let fields = Self.names.filter { _ in Bool.random(using: &random) }
      return layer(&random, fields: fields, kind: [.polygon, .polygon, .point, nil][position])
    }
    let joined = Layer(joining: made.map(\.0), fields: Self.names)
    let expected = made.flatMap(\.1)
    #expect(rows(joined) == expected)
    #expect(joined.featureIDs == made.flatMap { $0.0.featureIDs })
    // Geometry is of the first kind; rows of another kind stay, without any.
    let areas = made.flatMap { layer, _ in
      (0..<layer.count).map { layer.geometry?.kind == .polygon ? Double($0) : 0 }
    }
    #expect((0..<joined.count).map { joined.geometry!.area(ofRow: $0) } == areas)

    let chosen = (0..<joined.count).filter { _ in Bool.random(using: &random) }.shuffled(using: &random)
    let some = joined.gathering(chosen)
    #expect(rows(some) == chosen.map { expected[$0] } && some.featureIDs == chosen.map { joined.featureIDs[$0] })
    #expect((0..<some.count).map { some.geometry!.area(ofRow: $0) } == chosen.map { areas[$0] })
    #expect(some.fields.all.map(\.column.count) == some.fields.names.map { _ in chosen.count })
  }

  /// A number reads as a person types it, and a text that is one counts as one.
  @Test func numbersAndTexts() {
    let whole = AttributeColumn.integer(Values([7, nil]))
    let real = AttributeColumn.real(Values([7, -0.5, nil]))
    let text = AttributeColumn.text(TextValues([" 7.5\u{3000}", "7a", "", nil]))
    #expect((0..<2).map { whole.number($0) } == [7, nil])
    #expect((0..<3).map { real.text($0) } == ["7", "-0.5", nil])
    #expect((0..<3).map { real.number($0) } == [7, -0.5, nil])
    #expect((0..<4).map { text.number($0) } == [7.5, nil, nil, nil])
    #expect(AttributeColumn.flag(Values([true])).number(0) == nil)
    #expect(AttributeColumn.day(Values([1])).number(0) == nil)
  }

  /// White space of every kind goes from both ends, and from nowhere else.
  @Test func trimming() {
    for space in [" ", "\t", "\r\n", "\u{A0}", "\u{3000}", "\u{2009}"] {
      #expect((space + "昌 吉" + space + space).trimmingSpaces() == "昌 吉")
      #expect((space + space).trimmingSpaces() == "" && "x".trimmingSpaces() == "x")
    }
    #expect("\u{200B}a".trimmingSpaces() == "\u{200B}a")  // a mark of format, no white space
  }

  @Test func aFieldThatIsSetAgainKeepsItsPlace() {
    var table = FieldTable()
    for (name, value) in [("a", "1"), ("b", "2"), ("a", "3")] { table.set(name, .text(TextValues([value]))) }
    #expect(table.names == ["a", "b"] && table.text("a", 0) == "3" && table.text("c", 0) == nil)
  }

  @Test(arguments: [
    ("j", ""), ("", ""), (".", ""), ("表", ""), ("/", "/"), ("/j", "/"), ("a/j", "a"), ("../a/b.yaml", "../a"),
    ("./j", "."),
  ]) func foldersOfPaths(path: String, folder: String) { #expect(path.folderOfPath == folder) }
}
