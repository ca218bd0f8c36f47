// Which sources are opened at all, and by which drivers of GDAL. GDAL knows many more: some of them fetch what a file names
// from the network (VRT, WFS, OAPIF, GML schemas), run SQL, or start programs. A file that an office sends must not be able
// to choose one of those, so the ending of its name says which few drivers may look at it.

/// What a source is, by the ending of its name.
enum SourceFormat: Sendable, CaseIterable {
  case shapefile, geoPackage, fileGeodatabase, geoJSON, flatGeobuf, kml, dxf, mapInfo, gpx
  case commaSeparated, spreadsheet
  /// 报盘坐标, read by ``surveyLayer(of:file:)``.
  case surveyText
  /// Unpacked before anything else.
  case archive
  /// `PG:…`, only ever because the source says so itself.
  case database

  var endings: [String] {
    switch self {
    case .shapefile: ["shp", "dbf"]
    case .geoPackage: ["gpkg"]
    case .fileGeodatabase: ["gdb"]
    case .geoJSON: ["geojson", "json"]
    case .flatGeobuf: ["fgb"]
    case .kml: ["kml"]
    case .dxf: ["dxf"]
    case .mapInfo: ["tab", "mif"]
    case .gpx: ["gpx"]
    case .commaSeparated: ["csv"]
    case .spreadsheet: ["xlsx", "ods", "xls"]
    case .surveyText: ["txt"]
    case .archive: ["zip", "kmz"]
    case .database: []
    }
  }

  /// The drivers that may open it.
  var drivers: [String] {
    switch self {
    case .shapefile: ["ESRI Shapefile"]
    case .geoPackage: ["GPKG"]
    case .fileGeodatabase: ["OpenFileGDB"]
    case .geoJSON: ["GeoJSON", "ESRIJSON", "TopoJSON", "GeoJSONSeq"]
    case .flatGeobuf: ["FlatGeobuf"]
    case .kml: ["LIBKML", "KML"]
    case .dxf: ["DXF"]
    case .mapInfo: ["MapInfo File"]
    case .gpx: ["GPX"]
    case .commaSeparated: ["CSV"]
    case .spreadsheet: ["XLSX", "ODS", "XLS"]
    case .database: ["PostgreSQL"]
    case .surveyText, .archive: []
    }
  }

  init?(ending: String) {
    guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
    self = format
  }

  /// Every ending that is read, for messages.
  static var knownEndings: String {
    allCases.flatMap(\.endings).map { "." + $0 }.joined(separator: " ")
  }
}
