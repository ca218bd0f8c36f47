// Entries of a register that share their number, and where they contradict each other.

import Geometry

struct Namesakes: Sendable {
  private var groupOfRow: [Int: Int] = [:]
  private var groups: [[Int]] = []
  /// By column, the groups whose entries differ.
  private var differing: [Set<Int>] = []

  init(_ register: RoleLayer, _ columns: [AttributeColumn?]) {
    guard let keys = register.layer.fields[register.keyField] else { return }
    // Few numbers are given twice, if any: those are looked for by hashes alone.
    var seen = Set<Int>(minimumCapacity: register.layer.count)
    var repeated: Set<Int> = []
    for row in 0..<register.layer.count {
      if let hash = keys.text(row)?.hashValue, !seen.insert(hash).inserted { repeated.insert(hash) }
    }
    if repeated.isEmpty { return }
    let candidates = (0..<register.layer.count).filter { row in
      keys.text(row).map { repeated.contains($0.hashValue) } ?? false
    }
    groups = Dictionary(grouping: candidates) { keys.text($0)! }.values.filter { $0.count > 1 }
    for (number, rows) in groups.enumerated() {
      for row in rows { groupOfRow[row] = number }
    }
    differing = columns.map { [groups] column in
      guard let column else { return [] }
      return Set(
        groups.indices.filter { number in
          let first = column.text(groups[number][0])
          return groups[number].contains { column.text($0) != first }
        })
    }
  }

  var isEmpty: Bool { groupOfRow.isEmpty }

  /// The rows that share the number of a row, itself among them; none where it has it for itself.
  func rows(ofNumberOf row: Int) -> [Int] { groupOfRow[row].map { groups[$0] } ?? [] }

  /// Whether a row shares its number with one that has another value in a column.
  func disagree(_ column: Int, _ row: Int) -> Bool {
    groupOfRow[row].map { differing[column].contains($0) } ?? false
  }
}
