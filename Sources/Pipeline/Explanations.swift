// explain.json: the facts of every well and the rules they were tried on, so that a decision can be defended line by line
// from the folder of a run alone. The trials themselves are not kept; they follow from facts and rules.

import Foundation
import Geometry
import Reports
public import Rules
import Settings

/// What is kept of a run for explanations.
public struct Explanations: Codable, Sendable {
  private struct FactHeading: Codable {
    let name: String
    let source: [String: String]
  }
  private struct WellEntry: Codable {
    let id: String
    /// In the order of the headings.
    let values: [FactValue?]
    /// Why some facts must not decide alone, by fact.
    let doubts: [String: [String: String]]?
  }

  /// The rule tables that applied, as they were written.
  private let tables: [String]
  private let facts: [FactHeading]
  private let wells: [WellEntry]

  init(_ run: Run) {
    tables = run.job.ruleTables.filter { $0.isValid(on: run.job.decisionDate) }.map(\.text)
    facts = run.wells.first?.facts.facts.map { FactHeading(name: $0.name, source: $0.source.both) } ?? []
    wells = run.wells.map { well in
      let doubts = well.facts.facts.filter { $0.doubt != nil }.map { ($0.name, $0.doubt!.both) }
      return WellEntry(
        id: well.id, values: well.facts.facts.map(\.value),
        doubts: doubts.isEmpty ? nil : Dictionary(uniqueKeysWithValues: doubts))
    }
  }

  /// Reads the explanations of a run's folder. Throws ``InputFault`` where the folder holds none.
  public init(inFolder folder: String) throws {
    let path = folder + "/explain.json"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputFault(
        at: folder,
        Words(
          zh: "不是 taohe check 的输出文件夹（没有 explain.json）", en: "is no folder of taohe check (there is no explain.json)"),
        remedy: Words(zh: "先运行 taohe check JOB.yaml --out 文件夹", en: "run taohe check JOB.yaml --out DIR first"))
    }
    do {
      self = try JSONDecoder().decode(Explanations.self, from: data)
    } catch {
      throw InputFault(
        at: path, Words(zh: "文件已损坏", en: "the file is damaged"),
        remedy: Words(zh: "重新运行 taohe check", en: "run taohe check again"))
    }
  }

  /// One well with its decision and the trial of every rule.
  public func explanation(of id: String, in folder: String) throws -> Explanation {
    guard let entry = wells.first(where: { $0.id == id }) else {
      let examples = wells.prefix(3).map(\.id).joined(separator: ", ")
      throw InputFault(
        at: folder, Words(zh: "没有编号为“\(id)”的井", en: "there is no well '\(id)'"),
        remedy: Words(zh: "编号如：\(examples)", en: "numbers look like: \(examples)"))
    }
    let facts = Facts(
      zip(self.facts, entry.values).map { heading, value in
        Fact(heading.name, value, source: Words(heading.source), doubt: entry.doubts?[heading.name].map { Words($0) })
      })
    let tables = try tables.map { try RuleTable(yaml: $0, file: "explain.json") }
    return Explanation(
      well: id, facts: facts, decision: decide(facts, by: tables), trials: tables.flatMap { $0.trials(facts) })
  }
}

/// Why a well is decided as it is.
public struct Explanation: Sendable {
  public let well: String
  public let facts: Facts
  public let decision: Decision
  public let trials: [RuleTrial]
}

extension Words {
  /// Both languages, for files that people and programs of either read.
  var both: [String: String] { ["zh": zh, "en": en] }
  init(_ both: [String: String]) { self.init(zh: both["zh"] ?? "", en: both["en"] ?? "") }
}
