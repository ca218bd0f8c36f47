import Geometry
import Profiles
import Settings
import Testing

@Suite struct FieldRuleTests {
  private func broken(_ rule: String, _ columns: KeyValuePairs<String, AttributeColumn>) throws -> [Int] {
    let profile = try LayerProfile(
      Setting(
        yaml: """
          role: plots
          key: id
          fields:
            id: {}
            status: {values: {planted: [种植], withdrawn: [退减], fallow: [休耕]}}
            crop: {}
            from: {type: day}
            to: {type: day}
            wet: {type: flag}
          logic:
            - \(rule)
              because: {zh: 理由, en: reason}
          """, file: "f"))
    var table = FieldTable()
    for (name, column) in columns { table.set(name, column) }
    return profile.logic[0].brokenRows(of: table, count: columns[0].value.count)
  }

  private func texts(_ values: String?...) -> AttributeColumn { .text(TextValues(values)) }
  private func days(_ values: String?...) -> AttributeColumn {
    .day(Values(values.map { $0.flatMap { Day($0)?.daysSince1970 } }))
  }

  private func when(_ given: String, then wanted: String) -> String { "when: \(given)\n    then: \(wanted)" }

  @Test func order() throws {
    let (from, to) = (
      days("2022-01-02", "2022-01-02", nil, "2022-01-02"), days("2022-01-01", "2022-01-02", "2022-01-01", nil)
    )
    #expect(try broken("order: [from, to]", ["from": from, "to": to]) == [0])
    #expect(try broken("order: [from, to]", ["from": from]).isEmpty)
  }

  @Test func whenThen() throws {
    let (status, crop) = (texts("withdrawn", "fallow", "planted", nil, "withdrawn"), texts("棉花", nil, "棉花", "棉花", "小麦"))
    let columns: KeyValuePairs = ["status": status, "crop": crop]
    #expect(try broken(when("{status: [withdrawn, fallow]}", then: "{crop: {known: false}}"), columns) == [0, 4])
    #expect(try broken(when("{crop: 棉花}", then: "{status: planted}"), columns) == [0])
    #expect(try broken(when("{status: {not: planted}}", then: "{crop: {not: [棉花]}}"), columns) == [0])
  }

  @Test func flags() throws {
    let columns: KeyValuePairs<String, AttributeColumn> = [
      "wet": .flag(Values([true, false, nil])), "crop": texts(nil, nil, nil),
    ]
    #expect(try broken(when("{wet: true}", then: "{crop: {known: true}}"), columns) == [0])
  }
}
