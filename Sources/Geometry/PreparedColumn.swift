// What every kernel wants to know of a layer's geometry, computed once: boxes, ring directions, boundaries in runs.

/// A geometry column with its boxes, ring signs, runs and edge hierarchies. Immutable; every worker may read it. A class, because
/// kernels are handed it a million times and a copy of five arrays counts five references.
public final class PreparedColumn: Sendable {
  public let geometry: GeometryColumn
  public let boxes: [Box]
  /// Of polygons, in square units: shells less holes.
  let areas: [Double]
  /// +1 where the interior of the polygon lies to the left of the ring as stored, −1 where it lies to the right.
  let ringSigns: [Int8]
  let runs: [BoundaryRun]
  /// The first run of each ring, and the end.
  private let ringRuns: [Int32]
  /// For each ring the position in `hierarchies`, −1 for the short ones.
  private let hierarchyOfRing: [Int32]
  private let hierarchies: [EdgeHierarchy]
  /// Their boxes: most rings of a polygon with many are told by these alone.
  private let hierarchyBoxes: [Box]

  public convenience init(_ geometry: GeometryColumn, workers: Int = 1) async throws {
    // Few rows may be large ones: as many chunks as keep every worker busy.
    let size = min(4096, max(1, geometry.count / (4 * workers)))
    let chunks = try await inChunks(of: geometry.count, size: size, workers: workers, state: {}) { _, rows in
      Self.prepare(geometry, rows)
    }
    self.init(geometry, chunks)
  }

  /// The parts of a polygon, each as a row, made on the caller's own thread.
  convenience init(partsOf row: Int, of column: PreparedColumn) {
    self.init(dividing: row, of: column.geometry) { [column.geometry.rings(ofPart: $0)] }
  }

  /// The rings of a polygon, each as a row without holes, made on the caller's own thread.
  public convenience init(ringsOf row: Int, of column: PreparedColumn) {
    self.init(dividing: row, of: column.geometry) { column.geometry.rings(ofPart: $0).map { $0..<$0 + 1 } }
  }

  /// - Parameter pieces: of a part, the rings of every row that it becomes.
  private convenience init(dividing row: Int, of whole: GeometryColumn, _ pieces: (_ part: Int) -> [Range<Int>]) {
    var builder = GeometryBuilder(.polygon)
    for rings in whole.parts(ofRow: row).flatMap(pieces) {
      for ring in rings {
        builder.appendRing(whole.coordinates(ofRing: ring).lazy.map { whole.coordinate($0) })
      }
      builder.endPart()
      builder.endRow()
    }
    let geometry = builder.finish()
    self.init(geometry, [Self.prepare(geometry, 0..<geometry.count)])
  }

  private init(_ geometry: GeometryColumn, _ chunks: [Chunk]) {
    self.geometry = geometry
    boxes = chunks.map(\.boxes).concatenated()
    areas = chunks.map(\.areas).concatenated()
    ringSigns = chunks.map(\.signs).concatenated()
    runs = chunks.map(\.runs).concatenated()
    var firstRun: Int32 = 0
    var ringRuns: [Int32] = []
    ringRuns.reserveCapacity(geometry.ringCount + 1)
    var hierarchyOfRing = [Int32](repeating: -1, count: geometry.kind == .point ? 0 : geometry.ringCount)
    var hierarchies: [EdgeHierarchy] = []
    for chunk in chunks {
      for first in chunk.ringRuns { ringRuns.append(first + firstRun) }
      firstRun += Int32(chunk.runs.count)
      for (ring, hierarchy) in chunk.hierarchies {
        hierarchyOfRing[ring] = Int32(hierarchies.count)
        hierarchies.append(hierarchy)
      }
    }
    ringRuns.append(Int32(runs.count))
    self.ringRuns = ringRuns
    self.hierarchyOfRing = hierarchyOfRing
    self.hierarchies = hierarchies
    hierarchyBoxes = hierarchies.map { $0.box(of: $0.root) }
  }

  private struct Chunk: Sendable {
    var boxes: [Box] = []
    var areas: [Double] = []
    var signs: [Int8] = []
    var runs: [BoundaryRun] = []
    var ringRuns: [Int32] = []
    var hierarchies: [(ring: Int, EdgeHierarchy)] = []
  }

  private static func prepare(_ geometry: GeometryColumn, _ rows: Range<Int>) -> Chunk {
    var chunk = Chunk()
    guard geometry.kind != .point else {
      chunk.boxes = rows.map { geometry.box(ofRow: $0) }
      return chunk
    }
    var cutter = RunCutter()
    for row in rows {
      var area = 0.0
      for part in geometry.parts(ofRow: row) {
        let rings = geometry.rings(ofPart: part)
        for ring in rings {
          let range = geometry.coordinates(ofRing: ring)
          let first = cutter.count
          chunk.ringRuns.append(Int32(first))
          let twiceArea = cutter.cut(range, of: geometry)
          let isShell = ring == rings.lowerBound
          chunk.signs.append((twiceArea >= 0) == isShell ? 1 : -1)
          area += (isShell ? abs(twiceArea) : -abs(twiceArea)) / 2
          if range.count > EdgeHierarchy.smallest {
            chunk.hierarchies.append((ring, cutter.hierarchy(since: first)))
          }
        }
      }
      chunk.boxes.append(cutter.endRow())
      chunk.areas.append(area)
    }
    chunk.runs = cutter.runs
    return chunk
  }

  @inline(__always)
  func runs(ofRing ring: Int) -> Range<Int> { Int(ringRuns[ring])..<Int(ringRuns[ring + 1]) }

  /// The box of a long ring; `nil` for the short ones.
  @inline(__always)
  func box(ofLongRing ring: Int) -> Box? {
    guard !hierarchyBoxes.isEmpty else { return nil }
    let position = hierarchyOfRing[ring]
    return position < 0 ? nil : hierarchyBoxes[Int(position)]
  }

  @inline(__always)
  func hierarchy(ofRing ring: Int) -> EdgeHierarchy? {
    guard !hierarchies.isEmpty else { return nil }
    let position = hierarchyOfRing[ring]
    return position < 0 ? nil : hierarchies[Int(position)]
  }
}
