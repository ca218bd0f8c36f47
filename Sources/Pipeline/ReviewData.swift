// What review.html shows: the run as columns, in both languages, so that the page needs nothing but itself.

import Foundation
import Geometry
import Pictures
import Registers
import Reports
import Rules

/// The head of the data; layers, wells and findings are columns below it.
struct ReviewData {
  let version: String
  let language: String
  let county: String
  let year: Int
  let decisionDate: String
  let frame: String
  let ruleSets: [ReviewText]
  /// Units that have wells to close, in the order of the clauses.
  let units: [String]
  /// Whether a register of wells was handed in.
  let hasRegister: Bool
  let notes: [ReviewChoice]
  let outcomes: [ReviewChoice]
  let severities: [ReviewChoice]
  let checks: [ReviewChoice]
  let scale: ReviewScale
  let step: Double
  let layers: [ReviewLayer]
  let wells: ReviewWells
  let findings: ReviewFindings
}

/// One entry a well in every column.
struct ReviewWells {
  struct FactEntry {
    let title: ReviewText
    let source: ReviewText
    let values: ReviewColumn
    /// Why a value does not decide alone.
    let doubts: ReviewColumn
  }
  let count: Int
  let places: String
  /// Places in `outcomes`.
  let outcomes: String
  /// 1 for wells of the closing list.
  let closing: String
  let columns: KeyValuePairs<String, ReviewColumn>
  let facts: [FactEntry]
}

/// One entry a finding in every column.
struct ReviewFindings {
  let count: Int
  let places: String
  /// Places in `severities`.
  let severities: String
  let columns: KeyValuePairs<String, ReviewColumn>
}

extension Run {
  /// Writes the review page. The same run gives the same bytes.
  func writeReviewPage(_ lists: RunLists, with leaflet: Leaflet, to path: String, in language: Language) throws {
    let title = Words(
      zh: "\(job.county.name)\(job.year)年度套核", en: "\(job.county.name), annual check of \(job.year)")
    try ReviewPage.write(
      to: path, title: title[language], language: language, data: reviewData(lists, language), leaflet: leaflet)
  }

  private func reviewData(_ lists: RunLists, _ language: Language) throws -> ReviewData {
    let (layers, scale) = try reviewLayers()
    let townships = texts(of: .township, orElse: .locatedTownship, lists)
    return ReviewData(
      version: taoheVersion, language: language.rawValue, county: job.county.name, year: job.year,
      decisionDate: job.decisionDate.description, frame: job.frame.name,
      ruleSets: job.ruleBook.tables.map { ReviewText($0.title) },
      units: ClosingUnit.all(of: wells.filter(\.isToClose), \.decision).map(\.name).distinct { $0 },
      hasRegister: hasRegister,
      notes: notes.map { ReviewChoice($0.source, $0.note) },
      outcomes: Outcome.allCases.map { ReviewChoice($0.rawValue, $0.title, $0.symbol) } + [
        ReviewChoice(WellStatus.closed.rawValue, WellStatus.closed.title, .struckRing)
      ],
      severities: Severity.allCases.map { ReviewChoice($0.rawValue, $0.title) },
      checks: Checks.all.map { ReviewChoice($0.code, $0.title) }, scale: scale, step: scale.step, layers: layers,
      wells: reviewWells(lists, townships, scale), findings: reviewFindings(lists.findings, scale))
  }

  private func reviewWells(_ lists: RunLists, _ townships: [String?], _ scale: ReviewScale) -> ReviewWells {
    let (decisions, count) = (wells.map(\.decision), wells.count)
    func listed(_ key: String) -> ReviewColumn {
      ReviewColumn(lists.wells[key].values, count: count) { Words($0.description) }
    }
    let entries = FactName.allCases.compactMap { name -> ReviewWells.FactEntry? in
      guard let facts = lists.facts, !facts.values(name).isEmpty || !facts.doubts(name).isEmpty else { return nil }
      return ReviewWells.FactEntry(
        title: ReviewText(name.definition.meaning), source: ReviewText(facts.source(name)),
        values: ReviewColumn(facts.values(name), count: count, name.definition.title),
        doubts: ReviewColumn(facts.doubts(name), count: count) { $0 })
    }
    let villages = texts(of: .village, orElse: .locatedVillage, lists)
    return ReviewWells(
      count: count, places: packed(lists.wells.geographic, scale),
      // What was decided about a well that is closed has been done.
      outcomes: PackedText(wells.map { $0.isClosed ? Outcome.allCases.count : $0.decision.outcome.rank }).text,
      closing: PackedText(wells.map { $0.isToClose ? 1 : 0 }).text,
      columns: [
        "id": listed("well_id"), "township": ReviewColumn(townships), "village": ReviewColumn(villages),
        "use": listed("use"), "owner": listed("owner"), "deadline": listed("deadline"), "review": listed("review"),
        "mode": listed("mode"), "unit": listed("unit"), "responsible": listed("responsible"),
        "basis": listed("basis"), "rule": listed("rule"),
        "verify": ReviewColumn(decisions.map { joined($0.open.map(\.definition.meaning)) }),
        "possible": ReviewColumn(
          decisions.map { $0.outcome == .verify ? joined($0.possible.map(\.title)) : nil }),
        "caveat": ReviewColumn(decisions.map { joined($0.caveats) }),
        "decided": ReviewColumn(wells.map { $0.isClosed ? $0.decision.outcome.title : nil }),
      ],
      facts: entries)
  }

  private func reviewFindings(_ list: RunList, _ scale: ReviewScale) -> ReviewFindings {
    let rowOfWell = Dictionary(wells.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    // Plots and zones may have the numbers of wells: keys are of the layer at their place.
    let ownWells = findings.map { finding in
      finding.rows.indices.filter { finding.layers[min($0, finding.layers.count - 1)] == "wells" }
        .compactMap { rowOfWell[finding.rows[$0]] }
    }
    func listed(_ key: String, _ words: (String) -> Words = { Words($0) }) -> ReviewColumn {
      ReviewColumn(list[key].values, count: list.count) { words($0.description) }
    }
    func tracked(_ key: String, _ words: (String) -> Words = { Words($0) }) -> ReviewColumn {
      tracking == nil ? ReviewColumn(CodedValues<Words>(), count: list.count) { $0 } : listed(key, words)
    }
    return ReviewFindings(
      count: findings.count, places: packed(list.geographic, scale),
      severities: PackedText(findings.map { Severity.allCases.firstIndex(of: $0.severity)! }).text,
      columns: [
        "id": listed("id"), "code": listed("code"),
        "message": ReviewColumn(findings.map { $0.message }),
        "problem": tracked("problem"),
        "state": tracked("problem_state") { ProblemState(rawValue: $0)!.title },
        "layers": listed("layers") { roles in
          joined(
            roles.components(separatedBy: ", ").map { (layers[$0] ?? previous?.layers[$0])?.title ?? Words($0) })!
        },
        "wells": ReviewColumn(
          ownWells.map { $0.isEmpty ? nil : $0.map { String($0) }.joined(separator: " ") }),
        "township": ReviewColumn(townshipsOfFindings),
      ])
  }

  /// What the register says of every well, else what the map says.
  private func texts(of name: FactName, orElse other: FactName, _ lists: RunLists) -> [String?] {
    guard let facts = lists.facts else { return [] }
    let (values, others) = (facts.values(name), facts.values(other))
    return wells.indices.map { (values[$0] ?? others[$0])?.description }
  }

  private func packed(_ places: [Coordinate?], _ scale: ReviewScale) -> String {
    GeometryColumn(points: places).packed(step: scale.step)
  }
}

/// Several as one, as each language lists them; `nil` where there are none.
private func joined(_ words: [Words]) -> Words? {
  guard !words.isEmpty else { return nil }
  return Words(zh: words.map(\.zh).joined(separator: "、"), en: words.map(\.en).joined(separator: ", "))
}

// MARK: - As the scripts read it

extension ReviewData: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("version", version)
      json.member("language", language)
      json.member("county", county)
      json.member("year", year)
      json.member("decisionDate", decisionDate)
      json.member("frame", frame)
      json.member("ruleSets", ruleSets)
      json.member("units", units)
      json.member("hasRegister", hasRegister)
      json.member("notes", notes)
      json.member("outcomes", outcomes)
      json.member("severities", severities)
      json.member("checks", checks)
      json.key("scale")
      json.object { $0.member("tolerance", scale.tolerance) }
      json.member("step", step)
      json.member("layers", layers)
      json.member("wells", wells)
      json.member("findings", findings)
    }
  }
}

private struct ReviewColumns: JSONWritable {
  let columns: KeyValuePairs<String, ReviewColumn>

  func write(to json: inout JSONText) {
    json.object { json in
      for (key, column) in columns { json.member(key, column) }
    }
  }
}

extension ReviewWells: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("count", count)
      json.member("places", places)
      json.member("outcomes", outcomes)
      json.member("closing", closing)
      json.member("columns", ReviewColumns(columns: columns))
      json.member("facts", facts)
    }
  }
}

extension ReviewWells.FactEntry: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("title", title)
      json.member("source", source)
      json.member("values", values)
      json.member("doubts", doubts)
    }
  }
}

extension ReviewFindings: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("count", count)
      json.member("places", places)
      json.member("severities", severities)
      json.member("columns", ReviewColumns(columns: columns))
    }
  }
}
