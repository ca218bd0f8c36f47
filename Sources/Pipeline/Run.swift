// The annual check of one county and year: ordered steps from a job file to one immutable result.

import Geodesy
public import Geometry
import Overlay
import Registers
import Reports
public import Rules

/// Everything that a run found. Outputs and summaries only read it.
public struct Run: Sendable {
  public let job: Job
  let loaded: [LoadedLayer]
  public let wells: [Well]
  /// `nil` where the job has no wells.
  let wellFacts: WellFacts?
  /// By code, then in the order of the layers.
  public let findings: [Finding]
  let areas: [RegisteredAreas]
  public let notes: [(source: String, note: Words)]
  public private(set) var steps: [StepTime] = []
  let layers: LayerSet
  /// What draws the map of the review page; `nil` where it is not on this machine, which is a note.
  let leaflet: Leaflet?

  /// Runs the check. Findings are results; only inputs that cannot be used and libraries that fail are errors.
  ///
  /// - Parameter step: told the name of every step as it begins.
  public static func check(_ job: Job, workers: Int, step: (Words) -> Void = { _ in }) async throws -> Run {
    var clock = StepClock()
    func begin(_ name: String, _ title: Words) {
      clock.begin(name)
      step(title)
    }
    begin("read", Words(zh: "读取图层", en: "reading layers"))
    let loaded = try await loadLayers(of: job, workers: workers)
    let layers = LayerSet(loaded.map(\.layer))
    var bounds = Box.empty
    for layer in layers.layers {
      for box in layer.prepared?.boxes ?? [] { bounds.formUnion(box) }
    }
    let scale = try ArealScale(of: job.frame, over: bounds)

    begin("wells", Words(zh: "定位机井、判定处置", en: "locating wells and deciding"))
    var notes = loaded.flatMap(\.notes)
    for table in job.ruleTables where !table.validity.holds(on: job.decisionDate) {
      notes.append(
        (
          table.name,
          Words(
            zh: "规则表在 \(job.decisionDate) 不在有效期内，未采用",
            en: "the rule table does not apply on \(job.decisionDate) and is not used")
        ))
    }
    for table in job.ruleBook.tables {
      notes += table.unverified.map { (table.name, Words(zh: "未核实：\($0.zh)", en: "not verified: \($0.en)")) }
    }
    let leaflet = Leaflet.installed()
    if leaflet == nil { notes.append((ReviewPage.fileName, Leaflet.missing)) }
    let (wells, wellFacts) = try await decided(job, layers, workers: workers)

    begin("checks", Words(zh: "逐项检查", en: "running checks"))
    let context = CheckContext(
      layers: layers, wells: wells, wellFacts: wellFacts, decisionDate: job.decisionDate,
      wellSettings: job.wellSettings, overlapTolerance: job.overlapTolerance, loading: loaded.flatMap(\.findings),
      workers: workers
    ) { scale.at($0) }
    var findings: [Finding] = []
    for check in Checks.all { findings += try await check.findings(context) }

    begin("areas", Words(zh: "汇总面积", en: "adding up areas"))
    let city = RegisterUnit(code: job.county.code, name: job.county.name)
    var areas: [RegisteredAreas] = []
    for (role, category) in [("plots", "status"), ("forest", "kind")] {
      if let layer = layers[role],
        let registered = try await registerAreas(
          of: layer, category: category, in: layers, city: city, frame: job.frame, workers: workers)
      {
        areas.append(registered)
      }
    }
    var run = Run(
      job: job, loaded: loaded, wells: wells, wellFacts: wellFacts, findings: Finding.ordered(findings), areas: areas,
      notes: notes, layers: layers, leaflet: leaflet)
    run.steps = clock.finish()
    return run
  }

  /// The wells of the layers, decided by the rules of the job or by others.
  static func decided(
    _ job: Job, _ layers: LayerSet, by book: RuleBook? = nil, workers: Int
  ) async throws -> (wells: [Well], facts: WellFacts?) {
    guard let wells = layers["wells"] else { return ([], nil) }
    let facts = WellFacts(wells, in: layers, settings: job.wellSettings, on: job.decisionDate)
    let decided = try await decideWells(
      wells, in: layers, facts: facts, by: book ?? job.ruleBook, settings: job.wellSettings, workers: workers)
    return (decided, facts)
  }

  public func facts(of well: Well) -> Facts { wellFacts!.facts(of: well) }
}

extension Finding {
  /// By code, in the order found, each with an id of its own.
  fileprivate static func ordered(_ findings: [Finding]) -> [Finding] {
    var occurrences: [String: Int] = [:]
    return findings.enumerated().sorted { ($0.element.code, $0.offset) < ($1.element.code, $1.offset) }
      .map { _, finding in
        var finding = finding
        occurrences[finding.id, default: 0] += 1
        finding.occurrence = occurrences[finding.id]!
        return finding
      }
  }
}
