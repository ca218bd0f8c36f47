// Files that are read through GDAL. Whatever a file says, every row of its columns is there, coordinates are within bounds, and
// what is written of it into a GeoPackage is read again as the same.

import Formats
import Foundation
import Geometry
import TestSupport

/// The files of a shapefile one behind the other: shp, shx, dbf, prj, cpg.
let shapefile = FuzzTarget(
  name: "shapefile", replays: 50,
  seeds: {
    try [(sampleLayer(.polygon), true), (sampleLayer(.point), false), (sampleLayer(.line), false)].map { layer, isGBK in
      let folder = try TemporaryFolder()
      try write(layer, to: folder.file("a.shp"), legacyGBK: isGBK)
      let files = shapefileEndings.map { (try? folder.bytes(of: folder.file("a.\($0)"))) ?? [] }
      return Array(files.joined(separator: border))
    }
  },
  run: { input in
    let pieces = pieces(of: input)
    try readFiles(Dictionary(zip(shapefileEndings.map { "a.\($0)" }, pieces)) { first, _ in first })
  })

/// A GeoPackage that our writer made, with some of its bytes changed: each four bytes of the input are a place and a value.
let geoPackage = FuzzTarget(
  name: "geopackage", replays: 50, seeds: { [[], [1, 2, 3, 4], Array(repeating: 0x41, count: 32)] },
  run: { input in
    let (bytes, places) = try baseGeoPackage.get()
    var changed = bytes
    var source = ByteSource(input)
    while !source.isEmpty {
      let place = source.number(UInt32.self)
      changed[places[Int(place & 0xFF_FFFF) % places.count]] = UInt8(place >> 24)
    }
    try readFiles(["a.gpkg": changed])
  })

/// Formats that GDAL reads without help of ours; the first byte chooses the ending.
let otherFiles: [FuzzTarget] = [
  FuzzTarget(
    name: "map-file", replays: 100,
    seeds: {
      let folder = try TemporaryFolder()
      var seeds: [[UInt8]] = []
      for (index, ending) in mapEndings.enumerated() where ["geojson", "fgb"].contains(ending) {
        try write(sampleLayer(.polygon), to: folder.file("a.\(ending)"))
        seeds.append([UInt8(index)] + (try folder.bytes(of: folder.file("a.\(ending)"))))
      }
      return seeds + mapTexts.map { ending, text in [UInt8(mapEndings.firstIndex(of: ending)!)] + Array(text.utf8) }
    },
    run: { input in
      guard let first = input.first else { return }
      try readFiles(["a.\(mapEndings[Int(first) % mapEndings.count])": Array(input.dropFirst())])
    })
]

private let mapEndings = ["geojson", "fgb", "kml", "dxf", "gpx", "mif"]

private let mapTexts = [
  (
    "kml",
    "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark><name>a</name><ExtendedData><Data name=\"井号\"><value>K1</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>87,44 88,44 88,45 87,44</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"
  ),
  (
    "gpx",
    "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><wpt lat=\"44\" lon=\"87\"><name>a</name></wpt></gpx>"
  ),
  (
    "dxf",
    "0\nSECTION\n2\nENTITIES\n0\nLWPOLYLINE\n8\nplots\n90\n3\n70\n1\n10\n0.0\n20\n0.0\n10\n5.0\n20\n0.0\n10\n0.0\n20\n5.0\n0\nENDSEC\n0\nEOF\n"
  ),
  ("mif", "Version 300\nCharset \"Neutral\"\nColumns 1\n  id Integer\nData\n\nRegion 1\n4\n0 0\n5 0\n0 5\n0 0\n"),
]

private let shapefileEndings = ["shp", "shx", "dbf", "prj", "cpg"]
private let border = Array("\n====\n".utf8)

private func pieces(of input: [UInt8]) -> [[UInt8]] {
  var pieces: [[UInt8]] = [[]]
  var at = 0
  while at < input.count {
    if input[at] == border[0] && input[at...].starts(with: border) {
      pieces.append([])
      at += border.count
    } else {
      pieces[pieces.count - 1].append(input[at])
      at += 1
    }
  }
  return pieces
}

/// Two rows and one without geometry, fields of every type.
func sampleLayer(_ kind: GeometryKind) -> Layer {
  var builder = GeometryBuilder(kind)
  for start in [0.0, 4] {
    let ring = [(0.0, 0.0), (0, 4), (4, 4), (4, 0)].map { Coordinate(x: 87 + start + $0.0, y: 40 + $0.1) }
    builder.appendRing(kind == .point ? ring.prefix(1) : ring[...])
    builder.endPart()
    builder.endRow()
  }
  builder.endRow()
  var fields = FieldTable()
  fields.set("name", .text(TextValues(["滨湖镇", nil, "a,\"b\""])))
  fields.set("count", .integer(Values([1, -2, nil])))
  fields.set("area", .real(Values([1.5, nil, -0.25])))
  fields.set("day", .day(Values([19_000, nil, -1])))
  return Layer(
    name: "a", frame: Frame(definition: "EPSG:4326", name: "WGS 84", isGeographic: true), geometry: builder.finish(),
    fields: fields, featureIDs: [1, 2, 3])
}

func write(_ layer: Layer, to path: String, legacyGBK: Bool = false) throws {
  var options = WriteOptions()
  options.legacyGBK = legacyGBK
  let rows = layer.withFieldsForFiles
  var writer = try LayerWriter(
    creating: path, layer: layer.name, kind: layer.geometry?.kind, frame: layer.frame, fields: rows.fields,
    options: options)
  try writer.append(rows.layer)
  try writer.close()
}

private let baseGeoPackage: Result<(bytes: [UInt8], places: [Int]), any Error> = Result {
  let folder = try TemporaryFolder()
  try write(sampleLayer(.polygon), to: folder.file("a.gpkg"))
  let bytes = try folder.bytes(of: folder.file("a.gpkg"))
  // Most of a database that small is empty pages, where a change means nothing.
  return (bytes, bytes.indices.filter { bytes[$0] != 0 })
}

/// Reads what the first of the files holds, as a map, in the folder of them all.
func readFiles(_ files: [String: [UInt8]]) throws {
  let folder = try TemporaryFolder()
  for (name, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name))) }
  let main = files.keys.first { $0.hasSuffix(".shp") } ?? files.keys.sorted()[0]
  var options = ReadOptions()
  options.tableAllowed = true
  guard
    let names = try unlessRefused({ try layerNames(of: VectorSource(folder.file(main))) }),
    let read = try unlessRefused({ try readLayer(VectorSource(folder.file(main)), options: options) })
  else { return }
  try requireWhole(read.layer)
  for failure in read.failures {
    try require((0..<read.layer.count).contains(failure.row), "row \(failure.row) failed of \(read.layer.count)")
  }
  for name in names.prefix(4) {
    guard
      let other = try unlessRefused({
        try readLayer(VectorSource(path: folder.file(main), layer: name), options: options).layer
      })
    else { continue }
    try requireWhole(other)
  }
  // To write a GeoPackage takes as long as ten reads.
  if read.layer.count > 0 && files.values.reduce(0, { $0 + $1.count }) % 8 == 0 {
    try requireSame(read.layer, in: folder)
  }
}

/// Columns are as long as the layer, and coordinates are such as can be reckoned with.
func requireWhole(_ layer: Layer) throws {
  for (name, column) in layer.fields.all {
    try require(column.count == layer.count, "'\(name)' has \(column.count) of \(layer.count) rows")
    for row in 0..<layer.count { _ = (column.text(row), column.number(row)) }
  }
  guard let geometry = layer.geometry else { return }
  try require(geometry.count == layer.count, "\(geometry.count) geometries of \(layer.count) rows")
  for index in 0..<geometry.coordinateCount {
    try require(geometry.coordinate(index).isInRange, "\(geometry.coordinate(index)) is no place")
  }
}

/// Written into a GeoPackage and read again, the layer is the same.
private func requireSame(_ layer: Layer, in folder: TemporaryFolder) throws {
  var written = layer
  written.name = "same"
  guard (try unlessRefused { try write(written, to: folder.file("same.gpkg")) }) != nil else { return }
  var options = ReadOptions()
  options.tableAllowed = true
  options.pointsFromTables = false
  let again = try readLayer(VectorSource(folder.file("same.gpkg")), options: options).layer
  try require(again.count == layer.count, "\(again.count) rows of \(layer.count)")
  guard let geometry = layer.geometry, let other = again.geometry else {
    return try require(layer.geometry == nil && again.geometry == nil, "the geometry is gone")
  }
  for row in 0..<layer.count {
    try require(geometry.wkb(ofRow: row) == other.wkb(ofRow: row), "row \(row) has another geometry")
  }
}
