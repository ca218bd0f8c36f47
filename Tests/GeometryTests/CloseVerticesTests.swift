import Geometry
import TestSupport
import Testing

@Suite struct CloseVerticesTests {
  private let column = polygons([
    [[rectangle(0, 0, 10, 10)]],
    [[[(0, 0), (10, 0), (10, 0), (10, 10), (0, 10)]]],
    [[[(0, 0), (10, 0), (10, 10), (10.0005, 10.0005), (0, 10)]]],
    [[[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0.0008)]]],
    [],
  ])

  @Test func repeatedAndNear() async throws {
    let near = try await column.closeVertices(within: 0.001, workers: 2)
    #expect(near.map(\.row) == [1, 2, 3] && near.allSatisfy { $0.count == 1 })
    #expect(near[0].distance == 0 && near[0].place == Coordinate(x: 10, y: 0))
    // The edge that closes the ring is an edge as well.
    #expect(abs(near[2].distance - 0.0008) < 1e-12)
    #expect(try await column.closeVertices(within: 0, workers: 1).map(\.row) == [1])
  }
}
