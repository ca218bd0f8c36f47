// What review.html shows: the run as columns, in both languages, so that the page needs nothing but itself.

import Foundation
import Geometry
import Registers
import Reports
import Rules

/// The head of the data; layers, wells and findings are columns below it.
struct ReviewData: Encodable {
  let version: String
  let language: String
  let county: String
  let year: Int
  let decisionDate: String
  let frame: String
  let ruleSets: [ReviewText]
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
struct ReviewWells: Encodable {
  struct FactEntry: Encodable {
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
  let columns: [String: ReviewColumn]
  let facts: [FactEntry]
}

/// One entry a finding in every column.
struct ReviewFindings: Encodable {
  let count: Int
  let places: String
  /// Places in `severities`.
  let severities: String
  let columns: [String: ReviewColumn]
}

extension Run {
  /// The review page. The same run gives the same bytes.
  func reviewPage(with leaflet: Leaflet, language: Language) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let title = Words(
      zh: "\(job.county.name) \(job.year) 年度套核", en: "\(job.county.name), annual check of \(job.year)")
    return try ReviewPage.html(
      title: title[language], language: language, data: encoder.encode(reviewData(language)), leaflet: leaflet)
  }

  private func reviewData(_ language: Language) throws -> ReviewData {
    let (layers, scale) = try reviewLayers()
    let known = wells.map { facts(of: $0) }
    let townships = known.map { $0.text(.township) ?? $0.text(.locatedTownship) }
    return ReviewData(
      version: taoheVersion, language: language.rawValue, county: job.county.name, year: job.year,
      decisionDate: job.decisionDate.description, frame: job.frame.name,
      ruleSets: job.ruleBook.tables.map { ReviewText($0.title) },
      notes: notes.map { ReviewChoice($0.source, $0.note) },
      outcomes: Outcome.allCases.map { ReviewChoice($0.rawValue, $0.title) },
      severities: Severity.allCases.map { ReviewChoice($0.rawValue, $0.title) },
      checks: Checks.all.map { ReviewChoice($0.code, $0.title) }, scale: scale, step: scale.step, layers: layers,
      wells: try reviewWells(known, townships, scale), findings: try reviewFindings(townships, scale))
  }

  private func reviewWells(_ known: [Facts], _ townships: [String?], _ scale: ReviewScale) throws -> ReviewWells {
    let decisions = wells.map(\.decision)
    func joined(_ words: [Words]) -> Words? {
      guard !words.isEmpty else { return nil }
      return Words(zh: words.map(\.zh).joined(separator: "、"), en: words.map(\.en).joined(separator: ", "))
    }
    let entries = FactName.allCases.compactMap { name -> ReviewWells.FactEntry? in
      let facts = known.lazy.map { $0[name] }
      let values = ReviewColumn(facts.map { fact in fact.value.map(name.definition.title) })
      let doubts = ReviewColumn(facts.map(\.doubt))
      guard let first = known.first, !values.isEmpty || !doubts.isEmpty else { return nil }
      return ReviewWells.FactEntry(
        title: ReviewText(name.definition.meaning), source: ReviewText(first[name].source), values: values,
        doubts: doubts)
    }
    return ReviewWells(
      count: wells.count, places: try reviewPoints(wells.map(\.location.position), scale),
      outcomes: PackedText(decisions.map(\.outcome.rank)).text,
      closing: PackedText(decisions.map { $0.endsTaking ? 1 : 0 }).text,
      columns: [
        "id": ReviewColumn(wells.map { $0.id }), "township": ReviewColumn(townships),
        "village": ReviewColumn(known.map { $0.text(.village) ?? $0.text(.locatedVillage) }),
        "use": ReviewColumn(known.map { $0.text(.use) }), "owner": ReviewColumn(known.map { $0.text(.owner) }),
        "deadline": ReviewColumn(decisions.map { $0.deadline?.description }),
        "review": ReviewColumn(decisions.map { $0.review?.description }),
        "mode": ReviewColumn(decisions.map(\.mode)), "unit": ReviewColumn(decisions.map(\.unit)),
        "responsible": ReviewColumn(decisions.map(\.responsible)), "basis": ReviewColumn(decisions.map(\.basis)),
        "rule": ReviewColumn(decisions.map(\.rule)),
        "verify": ReviewColumn(decisions.map { joined($0.open.map(\.definition.meaning)) }),
        "possible": ReviewColumn(
          decisions.map { $0.outcome == .verify ? joined($0.possible.map(\.title)) : nil }),
        "caveat": ReviewColumn(decisions.map { joined($0.caveats) }),
      ],
      facts: entries)
  }

  private func reviewFindings(_ townships: [String?], _ scale: ReviewScale) throws -> ReviewFindings {
    let rowOfWell = Dictionary(wells.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    let ownWells = findings.map { finding in
      finding.layers.contains("wells") ? finding.rows.compactMap { rowOfWell[$0] } : []
    }
    return ReviewFindings(
      count: findings.count, places: try reviewPoints(findings.map(\.place), scale),
      severities: PackedText(findings.map { Severity.allCases.firstIndex(of: $0.severity)! }).text,
      columns: [
        "id": ReviewColumn(findings.map { $0.id }), "code": ReviewColumn(findings.map { $0.code }),
        "message": ReviewColumn(findings.map { $0.message }),
        "problem": ReviewColumn(findings.map { tracking?.problems[$0.id]?.id }),
        "state": ReviewColumn(findings.map { tracking?.problems[$0.id]?.state.title }),
        "layers": ReviewColumn(
          findings.map { finding in
            let titles = finding.layers.map { (layers[$0] ?? previous?.layers[$0])?.title ?? Words($0) }
            return Words(
              zh: titles.map(\.zh).joined(separator: "、"), en: titles.map(\.en).joined(separator: ", "))
          }),
        "wells": ReviewColumn(
          ownWells.map { $0.isEmpty ? nil : $0.map { String($0) }.joined(separator: " ") }),
        "township": ReviewColumn(
          zip(findings, ownWells).map { finding, wells in
            wells.first.map { townships[$0] } ?? finding.place.flatMap(township)
          }),
      ])
  }

  /// The township that holds a place.
  private func township(at place: Coordinate) -> String? {
    layers["townships"].flatMap { townships in
      townships.owner(of: place).flatMap { townships.layer.fields.text("name", $0) }
    }
  }
}
