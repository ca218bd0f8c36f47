import Geometry
import TestSupport
import Testing

@Suite struct SpikesTests {
  private func spikes(_ ring: [(Double, Double)], below angle: Double = 5, reach: Double = 0.1) async throws -> [Spike]
  {
    try await polygons([[[ring]]]).spikes(below: angle, reach: reach, workers: 2)
  }

  @Test func aSquareHasNone() async throws {
    #expect(try await spikes(rectangle(0, 0, 100, 100)).isEmpty)
    #expect(try await spikes([(0, 0), (10, 0), (5, 8)], below: 90).count == 1)
  }

  @Test func outwardsAndInwards() async throws {
    let (out, cut) = ((50.0, -20.0), (50.0, 30.0))
    for tip in [out, cut] {
      let found = try await spikes([(0, 0), (49.9, 0), tip, (50.1, 0), (100, 0), (100, 100), (0, 100)])
      #expect(found.count == 1 && found[0].count == 1)
      #expect(found[0].place == Coordinate(x: tip.0, y: tip.1))
      #expect(abs(found[0].width - 0.2) < 0.001)
    }
  }

  /// A spike without width turns back by 180°.
  @Test func outAndBackOnOneLine() async throws {
    let found = try await spikes([(0, 0), (10, 0), (10, -5), (10, 0), (20, 0), (20, 20), (0, 20)])
    #expect(found.count == 1 && found[0].angle == 0 && found[0].length == 5)
  }

  /// A tip of two vertices 2 cm apart has two right angles, and is a spike all the same.
  @Test func aBluntTipIsATip() async throws {
    let ring = [(0.0, 0.0), (49.99, 0), (49.99, -20), (50.01, -20), (50.01, 0), (100, 0), (100, 100), (0, 100)]
    let found = try await spikes(ring)
    #expect(found.count == 1 && found[0].count == 2)
    #expect(try await spikes(ring, reach: 0.001).isEmpty)
  }

  @Test func theFirstVertexIsNoExceptionAndTheDirectionNoMatter() async throws {
    let ring = [(50.0, -20.0), (50.1, 0), (100, 0), (100, 100), (0, 100), (0, 0), (49.9, 0)]
    for turn in 0..<ring.count {
      let turned = Array(ring[turn...] + ring[..<turn])
      for own in [turned, turned.reversed()] {
        let found = try await spikes(own)
        #expect(found.map(\.place) == [Coordinate(x: 50, y: -20)])
      }
    }
  }

  @Test func crowdedRingsEnd() async throws {
    let ring = (0..<20_000).map { (Double($0 % 7) * 1e-3, Double($0 % 5) * 1e-3) }
    #expect(try await spikes(ring).isEmpty)
  }
}
