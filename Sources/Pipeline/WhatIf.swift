// What if a pipe were built, or a zone line moved: the same wells under the same rules with another layer.

import Formats
public import Geometry
public import Reports
public import Rules

/// A layer that is tried: beside those of its role, or in their place.
public struct TrialLayer: Sendable {
  public let role: String
  public let source: String
  public let replaces: Bool

  public init(role: String, source: String, replaces: Bool) {
    self.role = role
    self.source = source
    self.replaces = replaces
  }
}

public struct WhatIf: Sendable {
  /// A well whose outcome, deadline or responsible office changes.
  public struct Change: Sendable {
    public let before: Well
    public let after: Well
  }
  /// Wells that are closed already are left out: nothing about them can change.
  public let wells: Int
  /// Wells that are closed, of which nothing would change.
  public let closed: Int
  /// What is wrong with the tried layers. Ground that cannot be read answers nothing, so wells there are to be verified.
  public let doubts: [Finding]
  /// In the order of the register.
  public let changes: [Change]
  private let facts: WellFacts?

  /// Decides the wells of a job twice. Layers that no fact of a well needs are not read.
  public init(_ job: Job, trying layers: [TrialLayer], shipped: String, workers: Int) async throws {
    let trial = try job.trying(layers, shipped: shipped)
    if job.ruleBook.tables.isEmpty {
      throw InputFault(
        at: job.path,
        Words(
          zh: "没有在 \(job.decisionDate) 有效的规则表，机井未作判定，无从比较",
          en: "no rule table applies on \(job.decisionDate), so no well is judged and there is nothing to compare"),
        remedy: Words(zh: "请核对 rules 与 decision-date", en: "look at 'rules' and 'decision-date'"))
    }
    var decided: [[Well]] = []
    var facts: WellFacts?
    var faults: [[Finding]] = []
    let tried = Set(layers.map(\.role))
    for job in [job.forWells, trial.forWells] {
      let loaded = try await loadLayers(of: job, workers: workers)
      let (wells, known) = try await Run.decided(job, LayerSet(loaded.map(\.layer)), workers: workers)
      decided.append(wells)
      facts = facts ?? known
      faults.append(try await Self.faults(of: loaded.filter { tried.contains($0.layer.role) }, workers: workers))
    }
    let open = zip(decided[0], decided[1]).filter { !$0.0.isClosed }
    wells = open.count
    closed = decided[0].count - open.count
    changes = open.filter { !$0.0.decision.hasSameConsequence(as: $0.1.decision) }.map {
      Change(before: $0.0, after: $0.1)
    }
    let known = Set(faults[0].map(\.message))
    doubts = faults[1].filter { !known.contains($0.message) }
    self.facts = facts
  }

  private static func faults(of layers: [LoadedLayer], workers: Int) async throws -> [Finding] {
    var faults: [Finding] = []
    for loaded in layers {
      faults += loaded.findings.filter { $0.severity == .error }
      faults += try await InvalidGeometry.findings(in: loaded.layer, workers: workers)
    }
    return faults
  }

  /// How many wells go from which outcome to which, and by when.
  public func summary(in language: Language) -> TerminalTable {
    let groups = Dictionary(grouping: changes) {
      [
        String($0.before.decision.outcome.rank), String($0.after.decision.outcome.rank),
        $0.after.decision.deadline?.description ?? "",
      ]
    }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return TerminalTable(
      headings: [
        language.say("原处置", "from"), language.say("新处置", "to"), language.say("新期限", "by"), language.say("眼数", "wells"),
      ],
      rows: groups.map { _, own in
        let (before, after) = (own[0].before.decision, own[0].after.decision)
        return [
          before.outcome.title[language], after.outcome.title[language], after.deadline?.description ?? "—",
          String(own.count),
        ]
      } + [[language.say("合计", "total"), "", "", String(changes.count)]], numeric: [3], hasTotal: true)
  }

  /// Every well that changes.
  public func list(in language: Language) -> Sheet.Section {
    let headings = [
      ("井编号", "well"), ("乡镇（街道）", "township"), ("用途", "use"), ("原处置", "from"), ("原期限", "by"), ("新处置", "to"),
      ("新期限", "by then"),
      ("新责任单位", "responsible then"), ("新规则", "rule then"),
    ]
    return Sheet.Section(
      language.say("处置改变的机井", "Wells decided otherwise"),
      TerminalTable(
        headings: headings.map { language.say($0.0, $0.1) },
        rows: changes.map { change in
          let (before, after) = (change.before.decision, change.after.decision)
          func fact(_ name: FactName) -> String? { facts?.value(of: name, change.before)?.description }
          return [
            change.before.id, fact(.township), fact(.use), before.outcome.title[language], before.deadline?.description,
            after.outcome.title[language], after.deadline?.description, after.responsible, after.rule,
          ].map { $0 ?? "" }
        }))
  }
}

extension Job {
  /// Only the layers that decide about wells.
  var forWells: Job { keeping { WellFacts.roles.contains($0) } }

  fileprivate func trying(_ trials: [TrialLayer], shipped: String) throws -> Job {
    // The wells are those of the job, else there would be nothing to compare.
    let roles = WellFacts.roles.filter { $0 != "wells" }
    for trial in trials where !roles.contains(trial.role) {
      throw InputFault(
        at: trial.role, Words(zh: "这一图层不影响机井的处置", en: "no decision about wells depends on this layer"),
        remedy: Words(
          zh: "可用：\(roles.joined(separator: ", "))",
          en: "those that decide: \(roles.joined(separator: ", "))"))
    }
    if wellSettings.pipeReach == 0, trials.contains(where: { $0.role == "pipes" }) {
      throw InputFault(
        at: path, Words(zh: "作业没有给出 pipe-reach，管道不影响覆盖判定", en: "the job states no pipe-reach, so pipes decide nothing"),
        remedy: Words(
          zh: "在作业文件中写 pipe-reach: 米数，或改用 coverage 图层",
          en: "write pipe-reach: METRES in the job, or try a coverage layer"))
    }
    let replaced = trials.filter(\.replaces).map(\.role)
    var job = keeping { !replaced.contains($0) }
    for trial in trials { try job.add(trial.role, source: trial.source, shipped: shipped) }
    return job
  }
}
