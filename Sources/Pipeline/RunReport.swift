// run.json: what the run read, found, decided and added up, for programs.

import Geometry
import Overlay
import Registers
import Rules

struct RunReport: Encodable {
  struct LayerEntry: Encodable {
    let role: String
    let source: String
    let rows: Int
    /// Rows without usable geometry: with those that have one they make up `rows`.
    let withoutGeometry: Int
    let notes: [[String: String]]
  }
  struct LedgerEntry: Encodable {
    let role: String
    let rows: Int
    /// Rows whose rings cross: they are findings, and their ground is in no sum.
    let rowsWithoutTrustedArea: Int
    let areaM2: Double
    let inUnitsM2: Double
    let outsideUnitsM2: Double
    /// `nil` where the job has no survey.
    let onSurvey: SurveyBook?
  }
  /// A polygon that was made valid as the job asked: what was drawn and what is counted differ by `changeM2`,
  /// in the plane of the frame.
  struct RepairEntry: Encodable {
    let role: String
    let key: String
    let reason: String
    let areaBeforeM2: Double
    let areaAfterM2: Double
    let changeM2: Double
  }
  struct RollUpEntry: Encodable {
    let role: String
    let level: String
    let code: String
    let name: String
    let category: String
    let rows: Int
    let areaM2: Double
    let areaMu: Double
    let levelledMu: Double
  }

  let county: [String: String]
  let year: Int
  let decisionDate: String
  let frame: String
  let layers: [LayerEntry]
  let notes: [[String: String]]
  let checks: [String: Int]
  /// Those that had nothing to look at, with the roles that they lack.
  let checksWithoutLayers: [String: [String]]
  /// Those whose layers have none of the fields that they ask for, with these fields.
  let checksWithoutFields: [String: [String]]
  let severities: [String: Int]
  let outcomes: [String: Int]
  let closing: ClosingTable
  let ledger: [LedgerEntry]
  let repairs: [RepairEntry]
  let rollup: [RollUpEntry]
  /// The finest cells: what `taohe rollup` adds up by any two keys.
  let register: RegisterEntry
  /// `nil` where the job names no last year, or has no agreements.
  let changes: [ChangeCounts]?
  let retreat: [RetreatRow]?
  let waterworks: Waterworks?
  /// Of all problems of the job's store, by state.
  let problems: [String: Int]?
  let water: WaterReport?
  let steps: [[String: Double]]?

  /// - Parameter timed: whether to write how long each step took, which is never the same twice.
  init(_ run: Run, timed: Bool) {
    county = ["code": run.job.county.code, "name": run.job.county.name]
    year = run.job.year
    decisionDate = run.job.decisionDate.description
    frame = run.job.frame.definition
    layers = run.loaded.map { entry in
      let geometry = entry.layer.layer.geometry
      return LayerEntry(
        role: entry.layer.role, source: entry.layer.source, rows: entry.layer.layer.count,
        withoutGeometry: (0..<entry.layer.layer.count).count { geometry?.isEmpty(row: $0) ?? true },
        notes: entry.notes.map(\.note.both))
    }
    notes = run.notes.map { note in note.note.both.merging(["source": note.source]) { own, _ in own } }
    checks = run.findings.counts(by: \.code)
      .merging(run.job.checks.map { ($0.check.code, 0) }) { count, _ in count }
    checksWithoutLayers = run.job.checks.reduce(into: [:]) { lacking, entry in
      let missing = run.missingRoles(of: entry.check)
      if !missing.isEmpty { lacking[entry.check.code] = missing }
    }
    checksWithoutFields = run.job.checks.reduce(into: [:]) { lacking, entry in
      let missing = entry.check.missingFields(in: run.layers).flatMap(\.fields)
      if !missing.isEmpty { lacking[entry.check.code] = missing }
    }
    severities = run.findings.counts(by: \.severity.rawValue)
    outcomes = run.wells.counts(by: \.decision.outcome.rawValue)
    closing = run.closingTable
    ledger = run.areas.map { entry in
      LedgerEntry(
        role: entry.role, rows: run.layers[entry.role]?.layer.count ?? 0, rowsWithoutTrustedArea: entry.untrusted,
        areaM2: entry.total.squareMetres,
        inUnitsM2: (entry.total - entry.outside).squareMetres, outsideUnitsM2: entry.outside.squareMetres,
        onSurvey: run.books[entry.role])
    }
    repairs = run.loaded.flatMap { entry in
      entry.repairs.map {
        RepairEntry(
          role: entry.layer.role, key: $0.key, reason: $0.repair.fault.reason, areaBeforeM2: $0.repair.areaBefore,
          areaAfterM2: $0.repair.areaAfter, changeM2: $0.repair.change)
      }
    }
    rollup = run.areas.flatMap { entry in
      entry.rollUp.rows.map { row in
        RollUpEntry(
          role: entry.role, level: row.level.rawValue, code: row.unit.code, name: row.unit.name, category: row.category,
          rows: row.rows, areaM2: row.area.squareMetres, areaMu: Double(row.hundredthsOfMu) / 100,
          levelledMu: Double(row.levelledBy) / 100)
      }
    }
    changes = run.changeCounts
    retreat = run.retreat
    waterworks = run.waterworks
    problems = run.tracking.map { tracking in
      Dictionary(uniqueKeysWithValues: tracking.states.map { ($0.key.rawValue, $0.value) })
    }
    water = run.water.map(WaterReport.init)
    register = RegisterEntry(run.registerBook)
    steps = timed ? run.steps.map { [$0.name: $0.seconds] } : nil
  }
}
