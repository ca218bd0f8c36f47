// The annual check of one county and year: ordered steps from a job file to one immutable result.

import Geodesy
public import Geometry
import Overlay
import Profiles
import Registers
import Reports
public import Rules

/// A step of a run as it begins.
public struct RunStep: Sendable {
  /// From 1 to `count`.
  public let number: Int
  public let count: Int
  public let title: Words
  /// How many rows it goes through, where that is known.
  public let rows: Int?

  public init(number: Int, count: Int, title: Words, rows: Int? = nil) {
    self.number = number
    self.count = count
    self.title = title
    self.rows = rows
  }
}

/// Everything that a run found. Outputs and summaries only read it.
public struct Run: Sendable {
  public let job: Job
  let loaded: [LoadedLayer]
  public internal(set) var wells: [Well]
  /// `nil` where the job has no wells.
  let wellFacts: WellFacts?
  /// By code, then in the order of the layers.
  public internal(set) var findings: [Finding]
  var register: Register
  var areas: [RegisteredAreas]
  /// By role: where its ground lies on the survey and beside it.
  let books: [String: SurveyBook]
  public let notes: [RunNote]
  public private(set) var steps: [StepTime] = []
  let layers: LayerSet
  /// The files that were read.
  let inputs: [FileHash]
  /// `nil` where the job names no last year.
  let previous: PreviousYear?
  /// `nil` where the job has no agreements on withdrawing ground.
  var retreat: [RetreatRow]?
  /// `nil` where the job has none, or no townships.
  var waterworks: Waterworks?
  /// `nil` where the job does not ask for water.
  let water: WaterAccount?
  /// What draws the map of the review page; `nil` where it is not on this machine, which is a note.
  let leaflet: Leaflet?
  /// What the list of problems knows of the findings; `nil` where the job has no store.
  public internal(set) var tracking: RunTracking?
  /// How exactly outputs say where things are.
  var disclosure = Disclosure.exact

  /// The steps of ``check(_:workers:step:)``; whoever writes the outputs has one more.
  public static let stepCount = 4

  /// Runs the check. Findings are results; only inputs that cannot be used and libraries that fail are errors.
  ///
  /// - Parameter step: told every step as it begins.
  public static func check(_ job: Job, workers: Int, step: (RunStep) -> Void = { _ in }) async throws -> Run {
    var clock = StepClock()
    var number = 0
    func begin(_ name: String, _ title: Words, rows: Int? = nil) {
      clock.begin(name)
      number += 1
      step(RunStep(number: number, count: stepCount + 1, title: title, rows: rows))
    }
    begin("read", Words(zh: "读取图层", en: "reading layers"))
    let leaflet = Leaflet.installed()
    let files = InputFiles((job.files + (leaflet?.files ?? [])).distinct(by: \.path))
    async let hashes = files.hashes(workers: workers)
    let loaded = try await loadLayers(of: job, measured: true, workers: workers)
    let layers = LayerSet(loaded.map(\.layer))
    let scale = try ArealScale(of: job.frame)

    let rows = layers.layers.reduce(0) { $0 + $1.layer.count }
    begin(
      "wells", Words(zh: "定位机井、判定处置", en: "locating wells and deciding"), rows: layers["wells"]?.layer.count)
    var notes = loaded.flatMap(\.notes) + job.notes(on: layers)
    if leaflet == nil { notes.append((ReviewPage.fileName, Leaflet.missing)) }
    let (wells, wellFacts) = try await decided(job, layers, workers: workers)

    let ground = SharedGround(layers, workers: workers)
    let official = loaded.reduce(into: [:]) { $0[$1.layer.role] = $1.official }
    let compared = try await compareYears(job, layers, workers: workers) { scale.at($0) }
    notes += compared?.notes ?? []
    // Everything has been read.
    let inputs = try files.unchanged(try await hashes)

    begin("checks", Words(zh: "逐项检查", en: "running checks"), rows: rows)
    var context = CheckContext(
      layers: layers, wells: wells, wellFacts: wellFacts, decisionDate: job.decisionDate,
      wellSettings: job.wellSettings, settings: job.checkSettings, rules: job.overlayRules, official: official,
      ground: ground, loading: loaded.flatMap(\.findings), workers: workers, countyCode: job.county.code
    ) { scale.at($0) }
    context.previous = compared?.year
    context.books = try await layerBooks(in: layers, ground: ground, workers: workers)
    let findings = try await Checks.findings(context)

    begin("areas", Words(zh: "汇总面积", en: "adding up areas"))
    let (register, areas) = try await registerAreas(
      in: layers, official: official, ground: ground,
      city: RegisterUnit(code: job.county.code, name: job.county.name), workers: workers)
    notes += areas.compactMap(\.note)
    let water = job.water.map { settings in
      WaterAccount(
        settings, register, layers, wells: wells, facts: wellFacts, year: job.year, on: job.decisionDate)
    }
    notes += water?.notes(year: job.year) ?? []
    var run = Run(
      job: job, loaded: loaded, wells: wells, wellFacts: wellFacts, findings: Finding.ordered(findings),
      register: register, areas: areas,
      books: context.books.reduce(into: [:]) { $0[$1.role] = SurveyBook($1, official: official[$1.role]!) },
      notes: notes, layers: layers, inputs: inputs, previous: compared?.year,
      retreat: try await retreatByTownship(in: layers, shared: ground) { scale.at($0) },
      waterworks: try await Waterworks(layers, official: official, workers: workers) { scale.at($0) }, water: water,
      leaflet: leaflet)
    run.steps = clock.finish()
    return run
  }

  /// The wells of the layers, decided by the rules of the job or by others.
  static func decided(
    _ job: Job, _ layers: LayerSet, by book: RuleBook? = nil, workers: Int
  ) async throws -> (wells: [Well], facts: WellFacts?) {
    guard let wells = layers["wells"] else { return ([], nil) }
    let facts = WellFacts(wells, in: layers, settings: job.wellSettings, on: book?.decisionDate ?? job.decisionDate)
    let decided = try await decideWells(
      wells, in: layers, facts: facts, by: book ?? job.ruleBook, settings: job.wellSettings, workers: workers)
    return (decided, facts)
  }

  /// Of this year's layers and last year's, those that have rows.
  var roles: Set<String> {
    let all = layers.layers + (previous?.layers.layers ?? [])
    return Set(all.filter { $0.layer.count > 0 }.map(\.role))
  }

  /// The layers without which a check has nothing to look at; none where it has what it needs.
  func missingRoles(of check: any Check.Type) -> [String] {
    check.missingRoles(among: roles, in: CheckScope(job.overlayRules, job.wellSettings))
  }

  /// The same as people read it.
  func missingRoleNames(of check: any Check.Type, in language: Language) -> String {
    missingRoles(of: check).map { role in
      if role == OverlayRules.asRole { return language.say("套核规则", "overlay rules") }
      let year = PreviousYear.role("")
      guard role.hasPrefix(year) else { return job.title(ofRole: role)[language] }
      return language.say("去年的", "last year's ") + job.title(ofRole: String(role.dropFirst(year.count)))[language]
    }.joined(separator: language.listSeparator)
  }

  /// Why a check looked at nothing: the layers that it lacks, or the columns; `nil` where it looked.
  func whyNotAsked(_ check: any Check.Type, in language: Language) -> String? {
    let roles = missingRoleNames(of: check, in: language)
    if !roles.isEmpty { return language.say("缺图层：", "no layer: ") + roles }
    let columns = check.missingFields(in: layers).map { role, fields in
      let titles = fields.map { name in profile(ofRole: role)?.field(name)?.title[language] ?? name }
      return job.title(ofRole: role)[language] + language.say("缺列：", " without: ")
        + titles.joined(separator: language.listSeparator)
    }
    return columns.isEmpty ? nil : columns.joined(separator: language.say("；", "; "))
  }

  public func facts(of well: Well) -> Facts { wellFacts!.facts(of: well) }

  /// Where a well is, as far as outputs may say.
  func shownPlace(of well: Well) -> Coordinate? { disclosure.shown(well.location.position) }
}

extension Finding {
  /// By code, in the order found, each with an id of its own.
  fileprivate static func ordered(_ findings: [Finding]) -> [Finding] {
    // Places are sorted, not findings, which are large.
    let order = findings.indices.sorted { (findings[$0].code, $0) < (findings[$1].code, $1) }
    var occurrences: [String: Int] = [:]
    return order.map { place in
      var finding = findings[place]
      let id = finding.id
      finding.occurrence = occurrences[id, default: 0] + 1
      occurrences[id] = finding.occurrence
      return finding
    }
  }
}
