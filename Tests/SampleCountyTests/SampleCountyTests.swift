// The sample county keeps its promises: same bytes for same options, ground without gap or overlap, the wells of the
// document, and the faults it tells of.

import Foundation
import Formats
import Geometry
import SampleCounty
import Testing

@Suite struct SampleCountyTests {
  /// A county in a folder of its own, removed with the value.
  private final class Written {
    let folder: String

    init(plots: Int, seed: UInt64 = 1, faults: Bool = false, wells: Int = 120) throws {
      let url = FileManager.default.temporaryDirectory.appendingPathComponent("county-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      folder = url.path
      var options = SampleOptions()
      options.plots = plots
      options.seed = seed
      options.faults = faults
      options.wells = wells
      try writeSampleCounty(options, into: folder)
    }
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var files: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } }
    func bytes(_ file: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file)) }
    func layer(_ file: String, _ options: ReadOptions = ReadOptions()) throws -> Layer {
      try readLayer(VectorSource(path: folder + "/" + file, layer: nil), options: options).layer
    }
    func wells() throws -> Layer {
      var options = ReadOptions()
      options.coordinateFields = ("X坐标", "Y坐标")
      return try layer("wells.xlsx", options)
    }

    /// A sheet without places.
    func table(_ file: String) throws -> Layer {
      var options = ReadOptions()
      options.tableAllowed = true
      return try layer(file, options)
    }
  }

  @Test func sameOptionsSameBytes() throws {
    let (first, second) = (try Written(plots: 200, faults: true), try Written(plots: 200, faults: true))
    let files = try first.files
    #expect(files.contains("faults.json") && files.contains("survey.gpkg") && files.contains("wells.xlsx"))
    #expect(try second.files == files)
    for file in files { #expect(try first.bytes(file) == second.bytes(file), "\(file)") }
  }

  @Test func anotherSeedIsAnotherCounty() throws {
    let (first, second) = (try Written(plots: 200), try Written(plots: 200, seed: 2))
    for file in ["survey.gpkg", "plots.gpkg", "zones.shp", "wells.xlsx", "villages.dbf"] {
      #expect(try first.bytes(file) != second.bytes(file), "\(file)")
    }
  }

  @Test(arguments: [200, 333, 1000]) func plotsAreAsManyAsAsked(plots: Int) throws {
    #expect(try Written(plots: plots).layer("plots.gpkg").count == plots)
  }

  @Test func groundIsCoveredOnce() throws {
    let county = try Written(plots: 300)
    let parcels = try #require(county.layer("survey.gpkg").geometry)
    let townships = try #require(county.layer("townships.shp").geometry)
    let villages = try #require(county.layer("villages.shp").geometry)
    #expect(abs(totalArea(townships) / totalArea(parcels) - 1) < 1e-9)
    #expect(abs(totalArea(villages) / totalArea(parcels) - 1) < 1e-9)
    // Parcels share all their vertices, so each inner edge runs once either way; with a gap or an overlap more would be
    // left than the outline of the county.
    let outline = unsharedEdges(of: parcels)
    #expect(outline.count > 100 && outline.count < 2000)
    #expect(outline == unsharedEdges(of: villages))
    #expect(outline == unsharedEdges(of: townships))
  }

  @Test func ringsAreClosed() throws {
    let county = try Written(plots: 200)
    for file in ["survey.gpkg", "plots.gpkg", "forest.shp", "zones.shp"] {
      let geometry = try #require(county.layer(file).geometry)
      for row in 0..<geometry.count {
        #expect(!geometry.isEmpty(row: row))
        for ring in geometry.rings(ofRow: row) {
          let range = geometry.coordinates(ofRing: ring)
          #expect(
            range.count >= 4 && geometry.coordinate(range.lowerBound) == geometry.coordinate(range.upperBound - 1))
        }
      }
    }
  }

  @Test func plotsOverlapNeitherEachOtherNorForest() async throws {
    let county = try Written(plots: 300)
    var builder = GeometryBuilder(.polygon)
    for file in ["plots.gpkg", "forest.shp"] {
      let geometry = try #require(county.layer(file).geometry)
      for row in 0..<geometry.count { builder.appendRow(row, of: geometry) }
    }
    let claims = try await PreparedColumn(builder.finish())
    var kernel = OverlapKernel()
    for row in claims.boxes.indices {
      for other in row + 1..<claims.boxes.count where claims.boxes[row].meets(claims.boxes[other]) {
        #expect(kernel.area(row, of: claims, other, of: claims).area < 1e-6)
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func prohibitedZoneHasTheWellsOfTheDocument(seed: UInt64) async throws {
    let county = try Written(plots: 200, seed: seed)
    let zones = try county.layer("zones.shp")
    let row = try #require((0..<zones.count).first { zones.fields.text("类型", $0) == "禁采区" })
    let prepared = try await PreparedColumn(#require(zones.geometry))
    let wells = try county.wells()
    let points = try #require(wells.geometry)
    let inside = (0..<wells.count).filter { prepared.owns(points.firstCoordinate(ofRow: $0)!, row: row) }
    #expect(inside.count == 36)

    var counts: [String: Int] = [:]
    for well in inside {
      let isEmergency = wells.fields.text("应急水源", well) == "是"
      #expect(isEmergency == (wells.fields.text("应急依据", well) == "昌市政办发〔2022〕7号"))
      let unit = isEmergency ? "应急" : wells.fields.text("乡镇", well)! + " " + wells.fields.text("用途", well)!
      counts[unit, default: 0] += 1
    }
    #expect(
      counts == [
        "应急": 11, "滨湖镇 生活、绿化": 1, "庙尔沟乡 生活": 2, "庙尔沟乡 养殖": 1, "建国路街道 生活": 1, "建国路街道 自备（企业）": 1,
        "中山路街道 生活": 2, "中山路街道 生活、农灌": 2, "中山路街道 农灌（二轮）": 4, "中山路街道 自备（农场）": 1, "宁边路街道 农灌（二轮）": 10,
      ])
  }

  @Test func wellsLieWhereTheirRegisterSays() async throws {
    let county = try Written(plots: 200)
    let villages = try county.layer("villages.shp")
    let prepared = try await PreparedColumn(#require(villages.geometry))
    let wells = try county.wells()
    for well in 0..<wells.count {
      let place = wells.geometry!.firstCoordinate(ofRow: well)!
      let owners = (0..<villages.count).filter { prepared.owns(place, row: $0) }
      #expect(owners.map { villages.fields.text("名称", $0) } == [wells.fields.text("村", well)])
    }
  }

  @Test func everyTypeOfForestOccurs() throws {
    let forest = try Written(plots: 200).layer("forest.shp")
    let types = Set((0..<forest.count).compactMap { forest.fields.text("类型", $0) })
    #expect(types == ["退耕还林", "道路林", "农田防护林", "经济林", "村庄绿化", "苗圃"])
  }

  @Test func everyKindOfFaultIsPlanted() throws {
    let county = try Written(plots: 400, faults: true)
    struct Told: Decodable { let code, layer, key: String; let x, y: Double }
    let faults = try JSONDecoder().decode([Told].self, from: county.bytes("faults.json"))
    let counts = Dictionary(grouping: faults, by: \.code).mapValues(\.count)
    let codes = [
      "A01", "A02", "A03", "A04", "A05", "A06", "A07", "F03", "F05", "G01", "G03", "G04", "G05", "G06", "G07", "G08",
      "G09", "R01", "R02", "T01", "T02", "T03", "T04", "W04", "W05", "W06", "X01", "X02", "X03", "X04", "X05", "X06",
      "X07", "X08", "X09", "X10",
    ]
    // Scattered retreat is a fault of a whole township.
    #expect(counts == Dictionary(uniqueKeysWithValues: codes.map { ($0, $0 == "X10" ? 1 : 3) }))

    let rows = [
      "plots": try keys(of: county.layer("plots.gpkg"), "plot_id"),
      "survey": try keys(of: county.layer("survey.gpkg"), "BSM"),
      "forest": try keys(of: county.layer("forest.shp"), "林班号"), "wells": try keys(of: county.wells(), "井编号"),
      "townships": try keys(of: county.layer("townships.shp"), "行政代码"),
      "villages": try keys(of: county.layer("villages.shp"), "行政代码"),
      "reported": try keys(of: county.table("reported.xlsx"), "序号"),
    ]
    for fault in faults {
      #expect(rows[fault.layer]?[fault.key] == (fault.code == "A04" ? 2 : 1), "\(fault.code) \(fault.key)")
    }
    let clean = try keys(of: Written(plots: 400).layer("plots.gpkg"), "plot_id")
    #expect(clean.values.allSatisfy { $0 == 1 })
  }

  // MARK: -

  private func keys(of layer: Layer, _ field: String) -> [String: Int] {
    (0..<layer.count).reduce(into: [:]) { $0[layer.fields.text(field, $1)!, default: 0] += 1 }
  }

  private func totalArea(_ geometry: GeometryColumn) -> Double {
    (0..<geometry.count).reduce(0) { $0 + geometry.area(ofRow: $1) }
  }

  private struct Edge: Hashable { let x0, y0, x1, y1: Double }

  /// The edges that no neighbour runs along the other way, all rings taken with their inside on the left.
  private func unsharedEdges(of geometry: GeometryColumn) -> Set<Edge> {
    var edges: Set<Edge> = []
    for ring in 0..<geometry.ringCount {
      let isCounterClockwise = geometry.signedArea(ofRing: ring) > 0
      for index in geometry.coordinates(ofRing: ring).dropLast() {
        let (a, b) = (geometry.coordinate(index), geometry.coordinate(index + 1))
        let (start, end) = isCounterClockwise ? (a, b) : (b, a)
        if edges.remove(Edge(x0: end.x, y0: end.y, x1: start.x, y1: start.y)) == nil {
          edges.insert(Edge(x0: start.x, y0: start.y, x1: end.x, y1: end.y))
        }
      }
    }
    return edges
  }
}
