// What every kernel wants to know of a layer's geometry, computed once: boxes, ring directions, boxes over long boundaries.

/// A geometry column with its boxes, ring signs and edge hierarchies. Immutable; every worker may read it. A class, because
/// kernels are handed it a million times and a copy of five arrays counts five references.
public final class PreparedColumn: Sendable {
  public let geometry: GeometryColumn
  public let boxes: [Box]
  /// +1 where the interior of the polygon lies to the left of the ring as stored, −1 where it lies to the right.
  let ringSigns: [Int8]
  /// For each ring the position in `hierarchies`, −1 for the short ones.
  private let hierarchyOfRing: [Int32]
  private let hierarchies: [EdgeHierarchy]

  public init(_ geometry: GeometryColumn, workers: Int = 1) async throws {
    self.geometry = geometry
    let chunks = try await inChunks(of: geometry.count, size: 4096, workers: workers, state: {}) { _, rows in
      Self.prepare(geometry, rows)
    }
    boxes = chunks.flatMap(\.boxes)
    ringSigns = chunks.flatMap(\.signs)
    var hierarchyOfRing: [Int32] = []
    var hierarchies: [EdgeHierarchy] = []
    if geometry.kind != .point {
      hierarchyOfRing = [Int32](repeating: -1, count: geometry.ringCount)
      for (ring, hierarchy) in chunks.flatMap(\.hierarchies) {
        hierarchyOfRing[ring] = Int32(hierarchies.count)
        hierarchies.append(hierarchy)
      }
    }
    self.hierarchyOfRing = hierarchyOfRing
    self.hierarchies = hierarchies
  }

  private struct Chunk: Sendable {
    var boxes: [Box] = []
    var signs: [Int8] = []
    var hierarchies: [(ring: Int, EdgeHierarchy)] = []
  }

  private static func prepare(_ geometry: GeometryColumn, _ rows: Range<Int>) -> Chunk {
    var chunk = Chunk()
    for row in rows {
      chunk.boxes.append(geometry.box(ofRow: row))
      guard geometry.kind != .point else { continue }
      for part in geometry.parts(ofRow: row) {
        let rings = geometry.rings(ofPart: part)
        for ring in rings {
          let runsCounterClockwise = geometry.signedArea(ofRing: ring) >= 0
          chunk.signs.append(runsCounterClockwise == (ring == rings.lowerBound) ? 1 : -1)
          let range = geometry.coordinates(ofRing: ring)
          if range.count > EdgeHierarchy.smallest {
            chunk.hierarchies.append(
              (ring, EdgeHierarchy(coordinates: range.lowerBound...range.upperBound - 1, of: geometry)))
          }
        }
      }
    }
    return chunk
  }

  @inline(__always)
  func hierarchy(ofRing ring: Int) -> EdgeHierarchy? {
    guard !hierarchies.isEmpty else { return nil }
    let position = hierarchyOfRing[ring]
    return position < 0 ? nil : hierarchies[Int(position)]
  }
}
