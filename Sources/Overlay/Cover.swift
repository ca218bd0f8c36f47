// How much of each row another layer covers, ground that is covered twice counted once.
//
// Where the rows B_j that cover a row R do not overlap each other, the covered area is the sum of what R shares with them,
// and no geometry is built. Where n > 1 of them lie on the same ground of R, the sum counts that ground n times:
//
//     covered(R) = Σ_j area(R ∩ B_j) − ∫_R (n − 1)⁺
//
// Only those B_j that overlap another one inside R are joined by GEOS (Unions.swift), and the kernel sums over the union in
// their place. A union is not cut to R first: a county over a hundred thousand plots costs no more than the plots do.

public import Geometry

/// What of one row is covered, in square units of the frame.
public struct CoveredRow: Sendable {
  /// The row's own area.
  public let area: Double
  /// The sum of what it shares with each covering row.
  public let claimed: Double
  /// What of `claimed` is ground counted again.
  public let doubled: Double

  /// Ground that at least one row covers, counted once.
  public var covered: Double { claimed - doubled }
  /// Ground that no row covers. A little below zero where rounding makes it so: what fits together leaves ±1e-12 of the row.
  public var remainder: Double { area - covered }
}

/// How the rows of a layer are covered by those of another.
public struct Cover: Sendable {
  /// For each row of the covered layer; `nil` where there is no answer, see `refused`, and for rows that are not sound.
  public let rows: [CoveredRow?]
  /// The shared parts that were added up, by covered row, then covering row.
  public let pairs: [SharedArea]
  /// Rows whose covering rows could not be joined, with the words of GEOS.
  public let refused: [RefusedRow]
  /// Rows whose box meets a covering row that is not sound: they may be covered more than is known.
  public let besideUnsound: Set<Int>

  /// The shared parts of one row.
  public func pairs(ofRow row: Int) -> ArraySlice<SharedArea> {
    let start = pairs.partitioningIndex { $0.left >= row }
    return pairs[start...].prefix { $0.left == row }
  }
}

/// A row for which GEOS found no answer at any precision.
public struct RefusedRow: Sendable {
  public let row: Int
  public let reason: String
}

/// The rows that no sum may be taken over, of a covered and of a covering layer.
public struct UnsoundSides: Sendable {
  public let covered: Set<Int>
  public let covering: Set<Int>

  public init(covered: Set<Int> = [], covering: Set<Int> = []) {
    self.covered = covered
    self.covering = covering
  }
}

/// The cover of each row of `covered` by the rows of `covering`; `tree` is of the covering layer. Both layers are polygons in
/// the same frame. The result does not depend on `workers`.
///
/// - Parameters:
///   - pairs: what the two layers share (``sharedAreas(_:_:tree:above:workers:)``), where the caller has it already.
///   - overlaps: what rows of the covering layer share with each other, where the caller has it already.
public func cover(
  of covered: PreparedColumn, by covering: PreparedColumn, tree: PackedRTree, unsound: UnsoundSides = UnsoundSides(),
  pairs given: [SharedArea]? = nil, overlaps givenOverlaps: [SharedArea]? = nil, workers: Int
) async throws -> Cover {
  var pairs = if let given { given } else { try await sharedAreas(covered, covering, tree: tree, workers: workers) }
  var overlaps =
    if let givenOverlaps { givenOverlaps } else {
      try await sharedAreasWithin(covering, tree: tree, workers: workers)
    }
  if !unsound.covered.isEmpty || !unsound.covering.isEmpty {
    pairs = pairs.filter { !unsound.covered.contains($0.left) && !unsound.covering.contains($0.right) }
    overlaps = overlaps.filter { !unsound.covering.contains($0.left) && !unsound.covering.contains($0.right) }
  }

  let clumps = overlaps.isEmpty ? [] : clumps(in: pairs, covered.boxes, covering.boxes, OverlapGraph(overlaps))
  let unions = try await unions(of: clumps.map(\.covering), in: covering.geometry, workers: workers)
  let joined = try await PreparedColumn(unions.geometry, workers: workers)
  let sums = try await inChunks(of: clumps.count, size: 64, workers: workers, state: { OverlapKernel() }) {
    kernel, range in
    var sums: [Double] = []
    for clump in range { sums.append(kernel.area(clumps[clump].row, of: covered, clump, of: joined).area) }
    return sums
  }.flatMap { $0 }

  var claimed = [Double](repeating: 0, count: covered.boxes.count)
  for pair in pairs { claimed[pair.left] += pair.area }
  var doubled = [Double](repeating: 0, count: covered.boxes.count)
  for (clump, sum) in zip(clumps, sums) { doubled[clump.row] += max(clump.claimed - sum, 0) }
  var refused: [Int: String] = [:]
  for failure in unions.failures {
    refused[clumps[failure.row].row] = refused[clumps[failure.row].row] ?? failure.reason
  }

  let areas = try await inChunks(of: covered.boxes.count, size: 4096, workers: workers, state: {}) { _, rows in
    rows.map { covered.geometry.area(ofRow: $0) }
  }.flatMap { $0 }
  return Cover(
    rows: areas.indices.map { row in
      if unsound.covered.contains(row) || refused[row] != nil { return nil }
      return CoveredRow(area: areas[row], claimed: claimed[row], doubled: doubled[row])
    }, pairs: pairs, refused: refused.sorted { $0.key < $1.key }.map { RefusedRow(row: $0.key, reason: $0.value) },
    besideUnsound: rows(of: covered.boxes, beside: unsound.covering.map { covering.boxes[$0] }))
}

/// Covering rows of one row that overlap each other, directly or by way of others, inside its box.
private struct Clump: Sendable {
  let row: Int
  let covering: [Int]
  /// The sum of what the row shares with each of them.
  let claimed: Double
}

/// Which rows of the covering layer overlap which others.
private struct OverlapGraph {
  private var others: [Int: [Int]] = [:]

  init(_ overlaps: [SharedArea]) {
    for pair in overlaps {
      others[pair.left, default: []].append(pair.right)
      others[pair.right, default: []].append(pair.left)
    }
  }

  func overlaps(_ row: Int) -> [Int]? { others[row] }
}

private func clumps(in pairs: [SharedArea], _ boxes: [Box], _ coveringBoxes: [Box], _ graph: OverlapGraph) -> [Clump] {
  var clumps: [Clump] = []
  var start = 0
  while start < pairs.count {
    let row = pairs[start].left
    let end = pairs[start...].firstIndex { $0.left != row } ?? pairs.count
    var areas: [Int: Double] = [:]
    for pair in pairs[start..<end] where graph.overlaps(pair.right) != nil { areas[pair.right] = pair.area }
    start = end
    guard areas.count > 1 else { continue }
    var left = Set(areas.keys)
    for first in areas.keys.sorted() where left.contains(first) {
      left.remove(first)
      var members = [first]
      var next = 0
      while next < members.count {
        let member = members[next]
        next += 1
        let around = coveringBoxes[member].intersection(boxes[row])
        for other in graph.overlaps(member) ?? [] where left.contains(other) && around.meets(coveringBoxes[other]) {
          left.remove(other)
          members.append(other)
        }
      }
      guard members.count > 1 else { continue }
      members.sort()
      clumps.append(Clump(row: row, covering: members, claimed: members.reduce(0) { $0 + areas[$1]! }))
    }
  }
  return clumps
}

private func rows(of boxes: [Box], beside others: [Box]) -> Set<Int> {
  guard !others.isEmpty else { return [] }
  let tree = PackedRTree(others)
  var hits: [Int32] = []
  return Set(
    boxes.indices.filter { row in
      hits.removeAll(keepingCapacity: true)
      tree.search(boxes[row], into: &hits)
      return !hits.isEmpty
    })
}

extension Array {
  /// The first position from which on the predicate holds; it holds from one position on.
  fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
