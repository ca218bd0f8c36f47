// The tree that is written page by page: SQLite's own examination, and what it answers, against looking at every row.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite struct SpatialIndexTests {
  private static let name = "it's a \"layer\""
  private static let tree = "\"rtree_it's a \"\"layer\"\"_geom\""
  private static let check = "SELECT rtreecheck('rtree_it''s a \"layer\"_geom')"

  /// Points, some of them missing, in a GeoPackage.
  private func written(_ places: [Coordinate?], in folder: TemporaryFolder) throws -> String {
    let path = folder.file("layer.gpkg")
    var writer = try LayerWriter(
      creating: path, layer: Self.name, kind: .point, frame: nil,
      fields: [FieldDefinition("n", .integer)])
    // In two pieces, as layers of any size are written.
    for rows in [places.prefix(places.count / 3), places.dropFirst(places.count / 3)] where !rows.isEmpty {
      var fields = FieldTable()
      fields.set("n", .integer(Values(rows.indices.map { Int64($0) })))
      try writer.append(
        Layer(
          name: Self.name, frame: nil, geometry: GeometryColumn(points: rows), fields: fields,
          featureIDs: rows.indices.map { Int64($0) }))
    }
    try writer.close()
    return path
  }

  private func random(_ count: Int, _ random: inout SeededGenerator) -> [Coordinate?] {
    (0..<count).map { _ in
      if Int.random(in: 0..<20, using: &random) == 0 { return nil }
      return Coordinate(
        x: Double.random(in: -100...29_600_000, using: &random),
        y: Double.random(in: -5_000_000...5_000_000, using: &random))
    }
  }

  @Test(arguments: [0, 1, 50, 51, 52, 53, 2601, 2602, 9000]) func aTreeOfAnySize(count: Int) throws {
    var generator = SeededGenerator(UInt64(count) + 7)
    let folder = try TemporaryFolder()
    let places = random(count, &generator)
    let path = try written(places, in: folder)
    try withGDAL { () throws in
      let dataset = try Dataset(updating: path, drivers: ["GPKG"])
      #expect(try dataset.execute(Self.check) == "ok")
      #expect(try dataset.execute("SELECT count(*) FROM \(Self.tree)") == String(places.compactMap(\.self).count))
      for _ in 0..<20 {
        let window = Box(
          minX: Double.random(in: 0...2e7, using: &generator), minY: Double.random(in: -5e6...0, using: &generator),
          maxX: 2.5e7, maxY: 4e6)
        let found = try dataset.execute(
          """
          SELECT group_concat(id) FROM (SELECT id FROM \(Self.tree) WHERE maxx >= \(window.minX) AND minx <= \(window.maxX)
          AND maxy >= \(window.minY) AND miny <= \(window.maxY) ORDER BY id)
          """)
        let found32 = Set((found ?? "").split(separator: ",").compactMap { Int($0) })
        let inside = Set(places.indices.filter { places[$0].map(window.contains) ?? false }.map { $0 + 1 })
        // A tree of 32-bit floats may name a row that lies just outside, and never leaves one out.
        #expect(inside.isSubset(of: found32))
        #expect(found32.subtracting(inside).allSatisfy { window.expanded(by: 4).contains(places[$0 - 1]!) })
      }
    }
  }

  /// A GIS edits the layer afterwards, by the triggers that GeoPackage asks for.
  @Test func theTreeFollowsEdits() throws {
    var generator = SeededGenerator(3)
    let folder = try TemporaryFolder()
    let path = try written(random(3000, &generator), in: folder)
    try withGDAL { () throws in
      let dataset = try Dataset(updating: path, drivers: ["GPKG"])
      #expect(
        try dataset.execute(
          "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'it%' AND name LIKE 'rtree%'")
          == "6")
      let table = "\"it's a \"\"layer\"\"\""
      try dataset.execute("DELETE FROM \(table) WHERE n % 3 = 0")
      try dataset.execute("INSERT INTO \(table) (geom, n) SELECT geom, n + 10000 FROM \(table) WHERE n % 3 = 1")
      try dataset.execute("UPDATE \(table) SET geom = NULL WHERE n % 7 = 2")
      #expect(try dataset.execute(Self.check) == "ok")
      #expect(
        try dataset.execute("SELECT count(*) FROM \(Self.tree)")
          == dataset.execute("SELECT count(*) FROM \(table) WHERE geom IS NOT NULL"))
    }
  }

  @Test func placesWithoutExtentStayOut() {
    let none = Box(minX: .nan, minY: .nan, maxX: .nan, maxY: .nan)
    let far = Box(minX: -1e300, minY: 0, maxX: 1e300, maxY: 1)
    let content = IndexPages(ids: [5, 6, 7], boxes: [none, far, .empty], pageLength: 1228)
    #expect(content.pages.count == 1 && content.leaves.map(\.id) == [6])
  }
}
