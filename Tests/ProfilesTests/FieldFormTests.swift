// What a column may hold, and what becomes of the rest.

import Geometry
import Profiles
import Settings
import Testing

@Suite struct FieldFormTests {
  private let profile: LayerProfile

  init() throws {
    profile = try LayerProfile(
      Setting(
        yaml: """
          role: plots
          key: id
          fields:
            id: {length: 4}
            name: {length: 3, required: true}
            village: {unit: village}
            dry: {type: integer, at-least: 0, at-most: 10}
            water: {values: {well: [井水], none: [无]}}
            area: {type: number, at-least: 0, aliases: [面积, SCMJM]}
          """, file: "plots.yaml"))
  }

  private func applied(_ columns: KeyValuePairs<String, [String?]>) throws -> (layer: Layer, faults: [FieldFault]) {
    var fields = FieldTable()
    for (name, values) in columns { fields.set(name, .text(TextValues(values))) }
    let count = columns[0].value.count
    let layer = Layer(name: "t", frame: nil, geometry: nil, fields: fields, featureIDs: (0..<count).map { Int64($0) })
    return try profile.apply(to: layer, file: "plots.csv")
  }

  @Test func whatAFieldCannotHaveIsMissing() throws {
    let (layer, faults) = try applied([
      "id": ["1", "2", "3"], "name": ["棉花地", "棉花地块", "x"],
      "village": ["652301100001", "65230110000１", "6523011000010000000"], "dry": ["0", "11", "-1"],
      "area": ["0", "-0.5", "1e400"],
    ])
    #expect((0..<3).map { layer.fields.text("name", $0) } == ["棉花地", nil, "x"])
    #expect((0..<3).map { layer.fields.text("village", $0) == nil } == [false, true, false])
    #expect((0..<3).map { layer.fields.text("dry", $0) } == ["0", nil, nil])
    #expect((0..<3).map { layer.fields.text("area", $0) } == ["0", nil, nil])
    #expect(
      faults.map(\.reason) == [
        .tooLong(limit: 3), .notDigits([12, 19]), .outOfBounds, .outOfBounds, .outOfBounds, .wrongType,
      ])
  }

  /// 无 in a cell is no document, no crop and no number, unless the field has it among its values; where the field has other
  /// values, nobody knows which it means. A row called so has no key.
  @Test func cellsLeftBlankInWords() throws {
    let (layer, faults) = try applied([
      "id": ["无", "/", "3", "4"], "name": ["无", "—", "NULL", "无水"], "water": ["无", "——", "井水", nil],
      "area": ["-", "暂无", "1", "/"],
    ])
    #expect((0..<4).map { layer.fields.text("id", $0) } == [nil, nil, "3", "4"])
    #expect((0..<4).map { layer.fields.text("name", $0) } == [nil, nil, nil, "无水"])
    #expect((0..<4).map { layer.fields.text("water", $0) } == ["none", nil, "well", nil])
    #expect((0..<4).map { layer.fields.text("area", $0) } == [nil, nil, "1", nil])
    #expect(faults.map(\.reason) == [.missing, .missing, .missing] && faults.map(\.row) == [0, 1, 2])
  }

  /// A code in a cell of numbers keeps fifteen digits and no more.
  @Test func codesInCellsOfNumbers() throws {
    var fields = FieldTable()
    fields.set("id", .real(Values([1, 2])))
    fields.set("name", .real(Values([123, 6.52301100001e17])))
    let layer = Layer(name: "t", frame: nil, geometry: nil, fields: fields, featureIDs: [0, 1])
    let (_, faults) = try profile.apply(to: layer, file: "plots.xlsx")
    #expect(faults.map(\.reason) == [.lostDigits] && faults[0].row == 1)
    // Below a title such a cell is a text.
    let texts = try applied([
      "village": ["6.5230100100100006E+17", "652301100001"], "name": ["a", "b"], "id": ["1", "2"],
    ])
    #expect(texts.faults.map(\.reason) == [.lostDigits] && texts.faults[0].row == 0)
  }

  /// What Swift takes for a number and no office does.
  @Test func numbersAreDecimal() throws {
    let (layer, faults) = try applied([
      "id": ["1", "2", "3", "4"], "name": ["a", "b", "c", "d"], "area": ["0x10", "nan", "1.5e2", "+3"],
    ])
    #expect((0..<4).map { layer.fields.text("area", $0) } == [nil, nil, "150", "3"])
    #expect(faults.map(\.row) == [0, 1] && faults.allSatisfy { $0.reason == .wrongType })
  }

  /// A row without a name could not be found again.
  @Test func aKeyOfTheWrongFormIsToldAndKept() throws {
    let (layer, faults) = try applied(["id": ["12345", "1"], "name": ["a", "b"]])
    #expect(layer.fields.text("id", 0) == "12345")
    #expect(faults.map(\.reason) == [.tooLong(limit: 4)])
  }

  @Test func aRequiredValueThatIsMissingIsToldByRow() throws {
    let (_, faults) = try applied(["id": ["1", nil, "3"], "name": ["a", " ", nil]])
    #expect(faults.map(\.row) == [1, 2] && faults.allSatisfy { $0.reason == .missing && $0.field == "name" })
  }

  @Test func aRequiredColumnThatIsMissingIsOneFault() throws {
    for columns in [["id": ["1", "2"]], ["id": ["1", "2"], "name": [nil, ""]]] as [KeyValuePairs<String, [String?]>] {
      let (layer, faults) = try applied(columns)
      #expect(faults.count == 1 && faults[0].row == nil && faults[0].reason == .missing)
      #expect(layer.fields.text("name", 0) == nil)
    }
  }

  @Test func theFirstAliasThatThereIsDecides() throws {
    let (layer, _) = try applied(["id": ["1"], "name": ["a"], "SCMJM": ["2"], "面积": ["1"]])
    #expect(layer.fields.text("area", 0) == "1")
  }
}
