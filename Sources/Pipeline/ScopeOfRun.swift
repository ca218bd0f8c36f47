// Which problems a run looked for. One that it does not find is gone only where it could have been found: its check was on, its
// layers were there, and its rows, if they are still there, could be read.

import Geometry
import Rules

struct ScopeOfRun {
  private let codes: Set<String>
  private let roles: Set<String>
  private var rows: RowsOfFindings

  init(_ run: Run) {
    codes = Set(run.job.checks.filter { run.missingRoles(of: $0.check).isEmpty }.map { $0.check.code })
    roles = run.roles
    rows = RowsOfFindings(run)
  }

  /// Whether the run would have found it, were it still there.
  mutating func holds(_ finding: Finding) -> Bool {
    guard codes.contains(finding.code), finding.layers.allSatisfy(roles.contains) else { return false }
    // What is wrong with files, values and single geometries is found in rows as they are.
    let (family, ofGeometry) = (finding.code.first, finding.code.first == "T")
    if ["F", "A", "G"].contains(family) { return true }
    return rows.rows(of: finding).allSatisfy { layer, rows in
      rows.allSatisfy { layer.hasUsableGeometry($0) && (ofGeometry || layer.isLegible($0)) }
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
