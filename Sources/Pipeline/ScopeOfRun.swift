// Which problems a run looked for. One that it does not find is gone only where it could have been found: its check was on, its
// layers were there, and its rows could be read.

import Geometry
import Rules

struct ScopeOfRun {
  private let run: Run
  private let checks: [String: any Check.Type]
  private let roles: Set<String>
  private var rows: RowsOfFindings

  init(_ run: Run, _ rows: RowsOfFindings) {
    self.run = run
    let asked = run.job.checks.map(\.check).filter { run.missingRoles(of: $0).isEmpty }
    checks = Dictionary(asked.map { ($0.code, $0) }) { first, _ in first }
    roles = run.roles
    self.rows = rows
  }

  /// Whether the run would have found it, were it still there.
  mutating func holds(_ finding: Finding) -> Bool {
    guard let check = checks[finding.code], finding.layers.allSatisfy(roles.contains) else { return false }
    let fields = finding.layers.first.flatMap { run.layers[$0] }?.layer.fields
    guard finding.fields.allSatisfy({ fields?[$0] != nil }) else { return false }
    let named = rows.rows(of: finding)
    switch finding.code.first {
    // What is wrong with files and values is found in rows as they are.
    case "F", "A": return true
    case "G" where finding.code == EmptyGeometry.code: return true
    case "G", "T": return named.allSatisfy { layer, rows in rows.allSatisfy(layer.hasUsableGeometry) }
    case "W" where finding.layers.first == "wells": return holds(finding, of: check, named)
    default:
      return named.allSatisfy { layer, rows in
        rows.allSatisfy { layer.hasUsableGeometry($0) && layer.isLegible($0) }
      }
    }
  }

  /// Wells do not vanish by leaving a list: a problem of one that is in no row any more stays, unless it is that of two entries
  /// for one well, or of an entry in the wrong unit.
  private func holds(
    _ finding: Finding, of check: any Check.Type, _ named: [(layer: RoleLayer, rows: [Int])]
  ) -> Bool {
    guard let facts = run.wellFacts else { return false }
    let wells = named.filter { $0.layer.role == "wells" }.flatMap(\.rows)
    if wells.isEmpty { return ["W05", "W06"].contains(finding.code) }
    let others = named.filter { $0.layer.role != "wells" }
    let fields = run.layers["wells"]!.layer.fields
    // The wells of a whole run stand in the order of their rows.
    return wells.allSatisfy { well in
      check.isTelling(run.wells[well], facts) && finding.fields.allSatisfy { fields.text($0, well) != nil }
    }
      && others.allSatisfy { layer, rows in
        rows.allSatisfy { layer.hasUsableGeometry($0) && layer.isLegible($0) }
      }
  }
}

/// The rows that findings name, in the layers of this year and last year. A key that several rows have stands for all of them,
/// because their order says nothing.
struct RowsOfFindings {
  private let layers: LayerSet
  private let previous: LayerSet?
  private var rowsOfRole: [String: [String: [Int]]] = [:]

  init(_ run: Run) {
    layers = run.layers
    previous = run.previous?.layers
  }

  mutating func rows(of finding: Finding) -> [(layer: RoleLayer, rows: [Int])] {
    guard !finding.layers.isEmpty else { return [] }
    var found: [(RoleLayer, [Int])] = []
    for (index, key) in finding.rows.enumerated() {
      let role = finding.layers[min(index, finding.layers.count - 1)]
      guard let layer = layers[role] ?? previous?[role] else { continue }
      if rowsOfRole[role] == nil {
        rowsOfRole[role] = Dictionary(grouping: 0..<layer.layer.count) { layer.key($0) }
      }
      found.append((layer, rowsOfRole[role]![key] ?? []))
    }
    return found
  }
}
