// W01–W04: what the position of a well says. Zones and coverage are facts to act on; the edge is a doubt.

public import Geometry

public enum WellsInProhibitedZones: Check {
  public static let code = "W01"
  public static let severity = Severity.error
  public static let title = Words(zh: "井在禁采区内", en: "well inside a prohibited zone")
  public static let source = Words(zh: "国务院令第748号 第三十五条；昌市政办发〔2022〕7号", en: "Order 748 art. 35; 昌市政办发〔2022〕7号")

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["wells", "zones"]] }

  public static func isTelling(_ well: Well, _ facts: WellFacts) -> Bool { well.location.isCertainOfZones }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    context.wellsIn(.prohibited).map { well, zone in
      context.finding(
        Self.self, well, with: zone, measure: well.location.zoneEdge.map(abs),
        Words(
          zh: "机井 \(well.id) 在禁采区 \(zone) 内，距边界 \(metres(well.location.zoneEdge)) 米；处置见机井清单",
          en:
            "well \(well.id) lies inside the prohibited zone \(zone), \(metres(well.location.zoneEdge)) m from its edge; see the list of wells for what follows"
        ))
    }
  }
}

public enum WellsInLimitedZones: Check {
  public static let code = "W02"
  public static let severity = Severity.warning
  public static let title = Words(zh: "井在限采区内", en: "well inside a limited zone")
  public static let source = Words(zh: "国务院令第748号 第三十五条第二款", en: "Order 748 art. 35 ¶2")

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["wells", "zones"]] }

  public static func isTelling(_ well: Well, _ facts: WellFacts) -> Bool { well.location.isCertainOfZones }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    context.wellsIn(.limited).map { well, zone in
      context.finding(
        Self.self, well, with: zone, measure: well.location.zoneEdge.map(abs),
        Words(
          zh: "机井 \(well.id) 在限采区 \(zone) 内，不得新增取用地下水，并应逐步削减取水量",
          en:
            "well \(well.id) lies inside the limited zone \(zone): no new taking, and what is taken is reduced step by step"
        ))
    }
  }
}

public enum WellsCovered: Check {
  public static let code = "W03"
  public static let severity = Severity.warning
  public static let title = Words(zh: "井在公共供水管网覆盖范围内", en: "well inside public-network coverage")
  public static let source = Words(zh: "乳政办发〔2022〕3号；国务院令第748号 第三十三条", en: "乳政办发〔2022〕3号; Order 748 art. 33")

  public static func reads(_ scope: CheckScope) -> [[String]]? {
    [["wells", "coverage"]] + (scope.wells.pipeReach > 0 ? [["wells", "pipes"]] : [])
  }

  public static func isTelling(_ well: Well, _ facts: WellFacts) -> Bool {
    well.location.position != nil && well.location.positionDoubt == nil && well.location.coverageDoubt == nil
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    context.wellsNotClosed.filter { $0.location.covered == true }.map { well in
      let pipe = well.location.pipeDistance.map {
        Words(zh: "，距最近管道 \(metres($0)) 米", en: ", \(metres($0)) m from the nearest pipe")
      }
      // What decided is named, so that a run without it does not look for this.
      return context.finding(
        Self.self, well, by: well.location.isInCoverage ? "coverage" : "pipes", measure: well.location.pipeDistance,
        Words(
          zh: "机井 \(well.id) 在公共供水管网覆盖范围内\(pipe?.zh ?? "")，可改用公共供水管网供水",
          en: "well \(well.id) is covered by the public network\(pipe?.en ?? ""), which can take its place"))
    }
  }
}

public enum WellsNearEdge: Check {
  public static let code = "W04"
  public static let severity = Severity.warning
  public static let title = Words(zh: "距分区边界小于定位精度", en: "nearer to a zone's edge than the position accuracy")
  public static let source = Words(zh: "实地核定", en: "to be settled in the field")

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["wells", "zones"]] }

  public static func isTelling(_ well: Well, _ facts: WellFacts) -> Bool { well.location.isCertainOfZones }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    context.wellsNotClosed.filter(\.location.nearEdge).map { well in
      context.finding(
        Self.self, well, measure: well.location.zoneEdge.map(abs),
        Words(
          zh: "机井 \(well.id) 距分区边界仅 \(metres(well.location.zoneEdge)) 米，小于定位精度，内外不能凭坐标判定；请实地测量",
          en:
            "well \(well.id) is only \(metres(well.location.zoneEdge)) m from a zone's edge, less than its position accuracy, so coordinates cannot tell inside from outside; measure it in the field"
        ))
    }
  }
}

extension CheckContext {
  /// Wells whose strictest zone is of the kind and that are not closed, with the key of that zone.
  fileprivate func wellsIn(_ kind: ZoneKind) -> [(Well, String)] {
    guard let zones = layers["zones"] else { return [] }
    return wellsNotClosed.filter { $0.location.zoneKind == kind }.map { ($0, zones.key($0.location.zones[0])) }
  }

  /// What was closed as it had to be is no problem any more; whether it shows use is asked by W09.
  fileprivate var wellsNotClosed: [Well] { wells.filter { !$0.isClosed } }

  /// The wells of which the register does not say that they are closed, or only watched.
  var wellsThatMayTakeWater: [Well] {
    let register = layers["wells"]
    return wells.filter { register?.wellStatus($0.row)?.mayTakeWater ?? true }
  }

  /// - Parameters:
  ///   - zone: the key of a zone that it is about as well.
  ///   - other: the role of a layer that it follows from, without a row of its own.
  func finding(
    _ check: any Check.Type, _ well: Well, with zone: String? = nil, by other: String? = nil, measure: Double? = nil,
    fields: [String] = [], _ message: Words
  ) -> Finding {
    Finding(
      code: check.code, severity: check.severity,
      layers: ["wells"] + [zone == nil ? nil : "zones", other].compactMap(\.self),
      rows: [well.id] + (zone.map { [$0] } ?? []), place: well.location.position, measure: measure,
      unit: measure == nil ? nil : "m", fields: fields, message: message)
  }
}
