// The pair join: index → area of overlap, streamed row by row, no geometry built.

public import Geometry
import Synchronization

/// Two rows that share ground.
public struct SharedArea: Sendable {
  public let left: Int
  public let right: Int
  /// In square units of the common frame; above its rounding error.
  public let area: Double

  public init(left: Int, right: Int, area: Double) {
    self.left = left
    self.right = right
    self.area = area
  }
}

/// How many pairs there may be before the same ground is taken to be held many times over: a hundred thousand copies of one
/// polygon are five thousand million pairs, which no memory holds and nobody reads. Layers that divide the ground between their
/// rows have a few pairs a row.
func mostPairs(ofRows rows: Int) -> Int { 10_000_000 + 50 * rows }

/// Every pair of rows of two layers that share more area than rounding error and `minimum`, by left row, then right row.
///
/// Both layers are polygons in the same frame, and valid: the caller has checked. The result does not depend on `workers`.
///
/// - Parameter most: how many pairs there may be; ten million and fifty a row where it is not said.
/// - Throws: ``InputFault`` with a place where there are more, because many rows lie on each other.
public func sharedAreas(
  _ left: PreparedColumn, _ right: PreparedColumn, tree: PackedRTree, above minimum: Double = 0,
  atMost most: Int? = nil,
  workers: Int
) async throws -> [SharedArea] {
  try await sharedAreas(left, right, tree: tree, above: minimum, atMost: most, workers: workers) { _, _ in true }
}

/// The same of those pairs that are admitted.
func sharedAreas(
  _ left: PreparedColumn, _ right: PreparedColumn, tree: PackedRTree, above minimum: Double, atMost most: Int? = nil,
  workers: Int, where admits: @escaping @Sendable (_ left: Int, _ right: Int) -> Bool
) async throws -> [SharedArea] {
  let most = most ?? mostPairs(ofRows: max(left.boxes.count, right.boxes.count))
  let grids = try await GridsOfPair(left, right, workers: workers)
  @Sendable func refine(_ kernel: inout OverlapKernel, _ row: Int, _ other: Int) -> SharedArea? {
    guard admits(row, other) else { return nil }
    let (area, error) = kernel.area(row, of: left, other, of: right, grids: grids)
    return area > max(error, minimum) ? SharedArea(left: row, right: other, area: area) : nil
  }
  // A few large rows against many small ones: workers share the many.
  guard left.boxes.count < right.boxes.count / 8 else {
    return try await joined(left, tree: tree, atMost: most, workers: workers, refine)
  }
  let byRight = try await joined(right, tree: PackedRTree(left.boxes), atMost: most, workers: workers) {
    refine(&$0, $2, $1)
  }
  return byLeftRow(byRight, count: left.boxes.count)
}

/// Pairs in the order of right rows, put in that of left rows.
private func byLeftRow(_ pairs: [SharedArea], count: Int) -> [SharedArea] {
  var rows = [[SharedArea]](repeating: [], count: count)
  for pair in pairs { rows[pair.left].append(pair) }
  return rows.concatenated()
}

/// Every pair of rows of one layer that overlap, the lower row on the left. Throws as
/// ``sharedAreas(_:_:tree:above:atMost:workers:)``.
public func sharedAreasWithin(
  _ layer: PreparedColumn, tree: PackedRTree, above minimum: Double = 0, atMost most: Int? = nil, workers: Int
) async throws -> [SharedArea] {
  let most = most ?? mostPairs(ofRows: layer.boxes.count)
  let grids = try await GridsOfPair(layer, layer, workers: workers)
  return try await joined(layer, tree: tree, atMost: most, workers: workers) { kernel, row, other in
    guard row < other else { return nil }
    let (area, error) = kernel.area(row, of: layer, other, of: layer, grids: grids)
    return area > max(error, minimum) ? SharedArea(left: row, right: other, area: area) : nil
  }
}

/// Runs `refine` on every pair of rows whose boxes meet, in row order. Whether there are too many does not depend on the number
/// of workers; which place is told may.
private func joined(
  _ left: PreparedColumn, tree: PackedRTree, atMost most: Int, workers: Int,
  _ refine: @escaping @Sendable (inout OverlapKernel, Int, Int) -> SharedArea?
) async throws -> [SharedArea] {
  let count = PairCount()
  let chunks = try await inChunks(of: left.boxes.count, size: 512, workers: workers, state: { JoinState() }) {
    state, rows in
    var found: [SharedArea] = []
    for row in rows where !left.boxes[row].isEmpty {
      state.candidates.removeAll(keepingCapacity: true)
      tree.search(left.boxes[row], into: &state.candidates)
      state.candidates.sort()
      let before = found.count
      for other in state.candidates {
        if let pair = refine(&state.kernel, row, Int(other)) { found.append(pair) }
      }
      if count.adding(found.count - before) > most { throw crowded(left.boxes[row].center, most) }
    }
    return found
  }
  return chunks.concatenated()
}

private func crowded(_ place: Coordinate, _ most: Int) -> InputFault {
  let (x, y) = (place.x.toHundredths, place.y.toHundredths)
  return InputFault(
    at: "x = \(x), y = \(y)",
    Words(
      zh: "相互重叠的图形超过 \(most) 对：同一块地被重复登记了成千上万次，其中一处在此",
      en:
        "more than \(most) pairs of rows overlap: the same ground is held thousands of times over, here among other places"
    ),
    remedy: Words(
      zh: "请删除重复的行后重试；多半是同一文件被合并了多次",
      en: "remove the rows that are entered more than once, often one file merged many times, and try again"))
}

/// The pairs that all workers have found.
private final class PairCount: Sendable {
  private let value = Atomic(0)
  func adding(_ more: Int) -> Int { value.wrappingAdd(more, ordering: .relaxed).newValue }
}

private struct JoinState: ~Copyable {
  var kernel = OverlapKernel()
  var candidates: [Int32] = []
}

/// The shapes of chosen pairs: where the shared parts lie and how wide they are.
public func shapes(
  of pairs: [SharedArea], _ left: PreparedColumn, _ right: PreparedColumn, workers: Int
) async throws -> [OverlapShape] {
  try await inChunks(of: pairs.count, size: 256, workers: workers, state: { JoinState() }) { state, range in
    var found: [OverlapShape] = []
    for pair in pairs[range] { found.append(state.kernel.shape(pair.left, of: left, pair.right, of: right)) }
    return found
  }.concatenated()
}
