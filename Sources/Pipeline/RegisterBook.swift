// The register of a run with the words for its values: made by a run, or read back from its folder.

import Foundation
public import Geometry
import Profiles
public import Registers
import Reports
import Rules

public struct RegisterBook: Sendable {
  public let county: String
  public let year: Int
  public let decisionDate: Day
  public let register: Register
  private let titles: [RegisterKey: [String: Words]]

  /// What people call a value of a key.
  public func title(of unit: RegisterUnit, _ key: RegisterKey) -> Words {
    if unit == .blank { return unnamed(key) }
    return titles[key]?[unit.code] ?? Words(unit.name)
  }

  private func unnamed(_ key: RegisterKey) -> Words {
    switch key {
    case .township, .village: Words(zh: "未落入任何村", en: "outside every village")
    case .zone: Words(zh: "分区之外", en: "outside the zones")
    case .city, .role, .category, .crop, .tenure: Words(zh: "未填", en: "not stated")
    }
  }

  /// - Parameter role: the role that the table is about, `nil` for all.
  public func table(rows: RegisterKey, columns: RegisterKey, role: String? = nil) -> PivotTable {
    PivotTable(of: register, rows: rows, columns: columns) { role == nil || $0.role == role }
  }

  public var roles: [String] {
    register.cells.map(\.keys.role).reduce(into: []) { roles, role in if roles.last != role { roles.append(role) } }
  }
}

extension RegisterKey {
  public var title: Words {
    switch self {
    case .role: Words(zh: "图层", en: "layer")
    case .category: Words(zh: "类别", en: "category")
    case .city: Words(zh: "县（市）", en: "city")
    case .township: Words(zh: "乡镇（街道）", en: "township")
    case .village: Words(zh: "村（社区）", en: "village")
    case .crop: Words(zh: "作物", en: "crop")
    case .tenure: Words(zh: "权属", en: "tenure")
    case .zone: Words(zh: "地下水分区", en: "groundwater zone")
    }
  }
}

// MARK: From a run

extension Run {
  var registerBook: RegisterBook { RegisterBook(self) }
}

extension RegisterBook {
  fileprivate init(_ run: Run) {
    var titles: [RegisterKey: [String: Words]] = [
      .role: Dictionary(uniqueKeysWithValues: run.areas.map { ($0.role, run.title(of: $0)) }),
      .zone: Dictionary(uniqueKeysWithValues: ZoneKind.allCases.map { ($0.rawValue, $0.titleOfOwnGround) }),
    ]
    for entry in run.areas {
      for cell in run.register.cells where cell.keys.role == entry.role {
        titles[.category, default: [:]][cell.keys.category] = run.categoryTitle(cell.keys.category, of: entry)
        titles[.tenure, default: [:]][cell.keys.tenure] =
          run.profile(ofRole: entry.role)?.title(ofValue: cell.keys.tenure, field: "tenure")
      }
    }
    self.init(
      county: run.job.county.name, year: run.job.year, decisionDate: run.job.decisionDate, register: run.register,
      titles: titles)
  }
}

// MARK: In run.json

/// The register as run.json has it: codes in the cells, names beside them.
struct RegisterEntry: Codable {
  struct Cell: Codable {
    let role, category, township, village, crop, tenure, zone: String
    let m2: Double
    let mu: Double
  }
  struct Unit: Codable {
    let code: String
    let name: String
  }
  let city: Unit
  let cells: [Cell]
  /// Names of townships and villages by code.
  let units: [String: String]
  /// Key → value → words.
  let titles: [String: [String: [String: String]]]

  init(_ book: RegisterBook) {
    let register = book.register
    city = Unit(code: register.city.code, name: register.city.name)
    cells = register.cells.map { cell in
      let keys = cell.keys
      return Cell(
        role: keys.role, category: keys.category, township: keys.township.code, village: keys.village.code,
        crop: keys.crop, tenure: keys.tenure, zone: keys.zone, m2: cell.area.squareMetres,
        mu: Double(cell.hundredthsOfMu) / 100)
    }
    units = Dictionary(
      register.cells.flatMap { [$0.keys.township, $0.keys.village] }.map { ($0.code, $0.name) }
    ) { first, _ in first }
    titles = Dictionary(
      uniqueKeysWithValues: book.written.map { key, words in (key.rawValue, words.mapValues(\.both)) })
  }
}

extension RegisterBook {
  fileprivate var written: [RegisterKey: [String: Words]] { titles }

  /// Reads the register of a finished run.
  ///
  /// - Throws: ``InputFault`` where the folder holds no run, or a run without register.
  public init(inFolder folder: String) throws {
    struct Report: Decodable {
      let county: [String: String]
      let year: Int
      let decisionDate: String
      let register: RegisterEntry?
    }
    try StagedFolder.settle(folder)
    let path = folder + "/run.json"
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
      let report = try? decoder.decode(Report.self, from: data), let entry = report.register,
      let day = Day(report.decisionDate)
    else {
      throw InputFault(
        at: path, Words(zh: "没有面积登记，或文件已损坏", en: "holds no register of areas, or is damaged"),
        remedy: Words(
          zh: "请给出 taohe check 的结果文件夹或作业文件（.yaml）", en: "give the folder of a taohe check, or a job file (.yaml)"))
    }
    func unit(_ code: String) -> RegisterUnit { RegisterUnit(code: code, name: entry.units[code] ?? code) }
    let cells = entry.cells.map { cell in
      RegisterCell(
        keys: RegisterKeys(
          role: cell.role, category: cell.category, township: unit(cell.township), village: unit(cell.village),
          crop: cell.crop, tenure: cell.tenure, zone: cell.zone),
        area: Area(squareMetres: cell.m2),
        // A damaged file can hold any number; no ground has more than an area can be.
        hundredthsOfMu: abs(cell.mu) <= Area.largest.mu ? Int64((cell.mu * 100).rounded()) : 0)
    }
    let titles = entry.titles.reduce(into: [RegisterKey: [String: Words]]()) { titles, given in
      guard let key = RegisterKey(rawValue: given.key) else { return }
      titles[key] = given.value.mapValues { Words(zh: $0["zh"] ?? "", en: $0["en"] ?? "") }
    }
    self.init(
      county: report.county["name"] ?? "", year: report.year, decisionDate: day,
      register: Register(cells: cells, city: RegisterUnit(code: entry.city.code, name: entry.city.name)),
      titles: titles)
  }

  /// The register of a job, added up now.
  public init(of job: Job, workers: Int, step: (RunStep) -> Void = { _ in }) async throws {
    self = try await Run.check(job, workers: workers, step: step).registerBook
  }
}

extension ZoneKind {
  /// Ground is counted in the strictest zone that holds it, so the others have less than their outlines.
  fileprivate var titleOfOwnGround: Words {
    switch self {
    case .prohibited: title
    case .limited: Words(zh: "限采区（不含禁采区）", en: "limited, not prohibited")
    case .overExtracted: Words(zh: "超采区（不含禁采区、限采区）", en: "over-extracted, not limited or prohibited")
    }
  }
}
