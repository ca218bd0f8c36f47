// The job file: one county, one year, the layers of its offices, and how they are to be judged.

import Formats
import Foundation
import Geodesy
public import Geometry
import Profiles
import Rules
import Settings

/// A job as it is written. Reading it finds mistakes of form; whether files exist is found when they are read.
public struct Job: Sendable {
  let path: String
  let county: (code: String, name: String)
  let year: Int
  public let decisionDate: Day
  public let frame: Frame
  let wellSettings: WellSettings
  let checkSettings: CheckSettings
  let overlayRules: OverlayRules
  let ruleTables: [RuleTable]
  let calendar: WorkCalendar
  private(set) var layers: [JobLayer]
  /// The GeoPackage in which the job keeps what lasts from run to run; `nil` where it names none.
  let store: JobStore?
  /// The county's parameters for changes of datum.
  let datumShifts: [DatumParameters]
  /// Of the layers of all roles, those that the job does not have among them.
  private let roleTitles: [String: Words]
  /// Roles under `layers`; what was imported for them is not used.
  private let listedRoles: Set<String>
  /// Last year's layers, under the roles of ``PreviousYear``; empty where the job names none.
  let previousLayers: [JobLayer]
  /// `nil` where the job does not ask for water.
  let water: WaterSettings?
  /// Every file that the run depends on, with the name that the job has for it.
  let files: [(path: String, name: String)]

  /// The files that it reads, itself among them.
  public var inputPaths: [String] { files.map(\.path) + [store?.path].compactMap(\.self) }

  /// - Parameter shipped: the folder with the profiles and rules that come with Taohe.
  /// - Throws: ``InputFault`` with the line of what is wrong.
  public init(readingFrom path: String, shipped: String) throws {
    let library = Library(jobFolder: path.folderOfPath, shipped: shipped)
    let job = try Setting(yaml: try library.text(ofFile: path), file: path)
    _ = try job.entries(known: [
      "county", "year", "decision-date", "frame", "position-accuracy", "pipe-reach", "pipe-detour", "same-well",
      "permit-window", "checks", "store", "datum-shift", "rules", "overlay-rules", "calendar", "layers", "previous",
      "water",
    ])
    self.path = path
    let county = try job.required("county")
    _ = try county.entries(known: ["code", "name"])
    self.county = (try county.required("code").text(), try county.required("name").text())
    year = try Self.year(try job.required("year"))
    decisionDate = try job.required("decision-date").day()
    frame = try Self.frame(try job.required("frame"))
    if !frame.isInMetres {
      throw try job.required("frame").wrong(
        Words(zh: "作业坐标系应为投影坐标系（米）", en: "the frame of a job must be projected, in metres"),
        remedy: Words(zh: "如 EPSG:4517（CGCS2000 3 度带第 29 带）", en: "such as EPSG:4517 (CGCS2000 3° zone 29)"))
    }
    var wells = WellSettings(
      positionAccuracy: try job["position-accuracy"].map(Self.length) ?? 5,
      pipeReach: try job["pipe-reach"].map(Self.length) ?? 0)
    wells.detour = try job["pipe-detour"].map(Self.factor) ?? wells.detour
    wells.sameWell = try job["same-well"].map(Self.length) ?? wells.sameWell
    wells.permitWindow = try job["permit-window"].map(Self.days) ?? wells.permitWindow
    wellSettings = wells
    checkSettings = try job["checks"].map { try CheckSettings($0) } ?? CheckSettings()
    ruleTables = try job["rules"]?.list().map(library.ruleTable) ?? []
    let names = ruleTables.map(\.name)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw try job.required("rules").wrong(
        Words(zh: "有两个规则表都叫“\(twice)”", en: "two rule tables have the name '\(twice)'"),
        remedy: Words(zh: "改其中一个的 name", en: "give one of them another name:"))
    }
    calendar = try library.calendar(job["calendar"])
    let (frame, shifts) = (frame, try job["datum-shift"].map(DatumParameters.list) ?? [])
    datumShifts = shifts
    if frame.needsCountyParameters, !shifts.contains(where: { $0.from == GaussFrame.Datum(of: frame) }) {
      throw try job.required("frame").wrong(
        Words(
          zh: "\(frame.name) 转换到经纬度（地图、GeoJSON）需要本县的七参数，作业没有给出",
          en: "going from \(frame.name) to longitude and latitude, for maps and GeoJSON, needs the county's parameters"),
        remedy: Words(
          zh: "用 CGCS2000 的坐标系，或写 datum-shift 及来源", en: "take a frame of CGCS2000, or give datum-shift with its source")
      )
    }
    (store, layers) = try JobStore.withListedLayers(of: job, library)
    if let store, layers.contains(where: { $0.source.path == store.path }) {
      throw try job.required("store").wrong(
        Words(
          zh: "是作业列出的图层文件，问题清单会写进它",
          en: "is the file of a layer that the job lists, and problems would be written into it"),
        remedy: Words(zh: "请另起一个文件名", en: "give the store a name of its own"))
    }
    listedRoles = Set(layers.map(\.role))
    layers += try store?.layers(besides: listedRoles, library: library) ?? []
    previousLayers = try job["previous"].map { try JobLayer.ofLastYear($0, library) } ?? []
    water = try job["water"].map { try WaterSettings($0, library: library) }
    let profiles = try library.shippedProfiles(besides: layers.map(\.profile))
    roleTitles = profiles.mapValues(\.title)
    overlayRules = try library.overlayRules(job["overlay-rules"], profiles)
    files =
      [(path, (path as NSString).lastPathComponent)] + library.filesRead.map { ($0.path, $0.name) }
      + (layers + previousLayers).flatMap(\.files)
  }

  /// Whether the job lists a layer of the role, which is then used in the place of an imported one.
  func lists(_ role: String) -> Bool { listedRoles.contains(role) }

  /// What people call a layer that may not be there.
  func title(ofRole role: String) -> Words { roleTitles[role] ?? Words(role) }

  /// The same job with the layers of some roles only.
  func keeping(_ isKept: (String) -> Bool) -> Job {
    var job = self
    job.layers = layers.filter { isKept($0.role) }
    return job
  }

  /// This job with last year's layers in the place of its own.
  var lastYear: Job {
    var job = self
    job.layers = previousLayers
    return job
  }

  /// Adds a layer by the profile of its role; its path is the caller's, not the job's.
  mutating func add(_ role: String, source: String, shipped: String) throws {
    layers.append(try JobLayer(role: role, source: source, library: Library(jobFolder: "", shipped: shipped)))
  }

  /// A number of metres, not negative.
  private static func length(_ setting: Setting) throws -> Double {
    let metres = try setting.number()
    guard metres >= 0 else { throw setting.wrong(Words(zh: "不能为负数", en: "must not be negative")) }
    return metres
  }

  private static func year(_ setting: Setting) throws -> Int {
    let year = try setting.integer()
    guard (1900...2200).contains(year) else {
      throw setting.wrong(Words(zh: "不是年份", en: "is not a year"), remedy: Words(zh: "如 2022", en: "such as 2022"))
    }
    return year
  }

  /// How many times longer than the straight line.
  private static func factor(_ setting: Setting) throws -> Double {
    let factor = try setting.number()
    guard (1...10).contains(factor) else { throw setting.wrong(Words(zh: "应在 1 到 10 之间", en: "must be from 1 to 10")) }
    return factor
  }

  static func days(_ setting: Setting) throws -> Int {
    let days = try setting.integer()
    guard (0...3660).contains(days) else {
      throw setting.wrong(Words(zh: "应为 0 到 3660 天", en: "must be from 0 to 3660 days"))
    }
    return days
  }

  /// The checks that the job runs, with the severity that it gives them.
  var checks: [(check: any Check.Type, severity: Severity)] {
    Checks.all.filter { !checkSettings.isOff($0) }.map { ($0, checkSettings.severity(of: $0)) }
  }

  /// The rules that decide on the day of the job.
  var ruleBook: RuleBook { RuleBook(ruleTables, calendar: calendar, on: decisionDate) }

  /// A frame by its code, told by line where PROJ does not know it.
  static func frame(_ setting: Setting) throws -> Frame {
    let text = try setting.text()
    do {
      return try Frame(text)
    } catch {
      throw setting.wrong(
        Words(zh: "未知的坐标系“\(text)”（\(error.message)）", en: "unknown frame '\(text)' (\(error.message))"),
        remedy: Words(zh: "写 EPSG 代码，如 EPSG:4517", en: "write an EPSG code such as EPSG:4517"))
    }
  }
}

/// One entry under `layers`.
struct JobLayer: Sendable {
  var role: String
  /// What people call the layer.
  var title: Words
  let source: VectorSource
  /// As the job writes it, for reports: the same on every machine.
  var sourceName: String
  /// Where the job file names the source; `nil` for one that no job file names.
  private(set) var place: String?
  let profile: LayerProfile
  var settings = FieldSettings()
  var options: ReadOptions
  /// Whether x is north and y is east in the source.
  var swapsAxes = false
  /// Whether invalid polygons are made valid before anything is checked.
  var isRepaired = false
  /// Where the layer was imported to, with what was found then.
  var importedInto: JobStore?

  /// The files of the source, with names as the job has them. An imported layer is told by what it holds.
  var files: [(path: String, name: String)] {
    if importedInto != nil { return [] }
    let folder = VectorSource(sourceName).path.folderOfPath
    return source.files.map { path in
      (path, (folder as NSString).appendingPathComponent((path as NSString).lastPathComponent))
    }
  }

  /// A layer as its profile has it, with nothing said beyond.
  init(role: String, source name: String, library: Library) throws {
    let named = VectorSource(name)
    self.init(
      role: role, source: Self.resolved(named, library), name: named.description,
      profile: try library.shippedProfile(role))
  }

  init(role: String, source: VectorSource, name: String, profile: LayerProfile) {
    self.role = role
    self.source = source
    sourceName = name
    self.profile = profile
    title = profile.title
    options = Self.readOptions(profile)
  }

  private static func resolved(_ source: VectorSource, _ library: Library) -> VectorSource {
    source.isDatabase ? source : VectorSource(path: library.resolve(source.path), layer: source.layer)
  }

  private static func readOptions(_ profile: LayerProfile) -> ReadOptions {
    var options = ReadOptions()
    options.coordinateNames = (profile.x, profile.y)
    // A profile that asks for no geometry is of a table, such as a register of permits.
    options.tableAllowed = profile.geometry == nil
    options.kind = profile.geometry
    return options
  }

  init(_ setting: Setting, library: Library) throws {
    _ = try setting.entries(known: [
      "role", "source", "profile", "fields", "values", "x", "y", "frame", "axes", "repair",
    ])
    let role = try setting.required("role")
    self.role = try role.text()
    let source = try setting.required("source")
    let named = VectorSource(try source.text())
    sourceName = named.description
    place = source.place
    self.source = Self.resolved(named, library)
    profile = try library.profile(setting["profile"] ?? role)
    title = profile.title
    let fields = profile.fields.map(\.name)
    var settings = FieldSettings()
    for (field, _, column) in try setting["fields"]?.entries(known: fields) ?? [] {
      settings.columns[field] = try column.text()
    }
    for (field, _, value) in try setting["values"]?.entries(known: fields) ?? [] {
      settings.constants[field] = try value.text()
    }
    self.settings = settings
    var options = Self.readOptions(profile)
    options.statedFrame = try setting["frame"].map(Job.frame)
    if setting["x"] != nil || setting["y"] != nil {
      options.coordinateFields = (try setting.required("x").text(), try setting.required("y").text())
    }
    self.options = options
    isRepaired = try setting["repair"]?.flag() ?? false
    swapsAxes = try setting["axes"]?.choice(AxisOrder.self) == .northEast
  }

  private enum AxisOrder: String, CaseIterable {
    case eastNorth = "east-north"
    case northEast = "north-east"
  }
}
