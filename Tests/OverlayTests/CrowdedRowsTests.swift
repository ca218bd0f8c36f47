// Layers that no office draws and some office sends: one polygon thousands of times, a ring of a million vertices. Each has an
// answer in time that does not grow with the square of it, or is refused with the place.

import Foundation
import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct CrowdedRowsTests {
  /// One square many times, in zone 29.
  private static func copies(_ count: Int) -> GeometryColumn {
    polygons((0..<count).map { _ in [[rectangle(29_524_000, 4_874_000, 29_524_010, 4_874_010)]] })
  }

  /// Pairs beyond the limit are neither computed nor kept.
  @Test func copiesAreRefusedWithTheirPlace() async throws {
    let copies = try await PreparedColumn(Self.copies(20_000), workers: 2)
    let tree = PackedRTree(copies.boxes)
    let fault = try await #require(throws: InputFault.self) {
      _ = try await sharedAreasWithin(copies, tree: tree, atMost: 50_000, workers: 2)
    }
    #expect(fault.place == "x = 29524005.0, y = 4874005.0")
    await #expect(throws: InputFault.self) {
      _ = try await sharedAreas(copies, copies, tree: tree, atMost: 50_000, workers: 2)
    }
    let few = try await PreparedColumn(Self.copies(100))
    #expect(try await sharedAreasWithin(few, tree: PackedRTree(few.boxes), atMost: 4950, workers: 2).count == 4950)
    await #expect(throws: InputFault.self) {
      _ = try await sharedAreasWithin(few, tree: PackedRTree(few.boxes), atMost: 4949, workers: 2)
    }
  }

  /// What tells people of the copies still does.
  @Test func copiesAreToldWithoutComparingThemAll() async throws {
    let copies = Self.copies(20_000)
    let groups = try await duplicateRows(of: copies, workers: 2)
    #expect(groups.count == 1 && groups[0].count == copies.count)
    let prepared = try await PreparedColumn(copies, workers: 2)
    #expect(try await unsoundRows(of: prepared, workers: 2).isEmpty)
    // One row of another layer over all of them.
    let other = try await PreparedColumn(polygons([[[rectangle(29_524_005, 4_874_000, 29_524_020, 4_874_010)]]]))
    let pairs = try await sharedAreas(prepared, other, tree: PackedRTree(other.boxes), workers: 2)
    #expect(pairs.count == copies.count && pairs.allSatisfy { abs($0.area - 50) < 1e-9 })
  }

  /// A circle of a million vertices against a square, and points beside its edge.
  @Test func aRingOfAMillionVertices() async throws {
    let count = 1_000_000
    let radius = 1000.0
    var builder = GeometryBuilder(.polygon)
    builder.reserve(rows: 1, coordinates: count + 1)
    for index in 0..<count {
      let angle = 2 * Double.pi * Double(index) / Double(count)
      builder.append(Coordinate(x: 29_524_000 + radius * cos(angle), y: 4_874_000 + radius * sin(angle)))
    }
    builder.endRing()
    builder.endPart()
    builder.endRow()
    let column = builder.finish()
    let circle = try await PreparedColumn(column, workers: 2)
    let own = column.area(ofRow: 0)
    #expect(abs(own - Double.pi * radius * radius) < 1e-3)
    let quarter = try await PreparedColumn(polygons([[[rectangle(29_524_000, 4_874_000, 29_525_000, 4_875_000)]]]))
    var kernel = OverlapKernel()
    let (area, error) = kernel.area(0, of: circle, 0, of: quarter)
    #expect(abs(area - own / 4) <= error + 1e-9 * own)
    #expect(circle.owns(Coordinate(x: 29_524_000, y: 4_874_999), row: 0))
    #expect(!circle.owns(Coordinate(x: 29_524_000, y: 4_875_001), row: 0))
    let near = try #require(circle.nearestEdge(ofRow: 0, to: Coordinate(x: 29_524_000, y: 4_874_000)))
    #expect(abs(near.distance - radius) < 1e-6)
  }
}
