// Writes layers through GDAL, batch by batch, so that a layer of any size is written in bounded memory.

import CGDAL
public import Geometry

/// A vector format that Taohe writes, by the ending of the file's name.
public enum VectorFormat: String, Sendable, CaseIterable {
  case geoPackage = "gpkg"
  case shapefile = "shp"
  case geoJSON = "geojson"
  case flatGeobuf = "fgb"
  case workbook = "xlsx"

  /// - Throws: ``InputFault`` where the ending names no format that can be written.
  public init(path: String) throws {
    guard let format = VectorFormat(ending: VectorSource(path: path, layer: nil).fileExtension) else {
      throw Self.unknownEnding(of: path)
    }
    self = format
  }

  public init?(ending: String) { self.init(rawValue: ending == "json" ? "geojson" : ending) }

  /// - Parameter others: endings that whoever writes the file knows besides.
  public static func unknownEnding(of path: String, besides others: [String] = []) -> InputFault {
    let known = (allCases.map(\.rawValue) + others).map { "." + $0 }.joined(separator: ", ")
    return InputFault(
      at: path, Words(zh: "不能写出这种格式", en: "this format cannot be written"),
      remedy: Words(zh: "文件名请以 \(known) 之一结尾", en: "end the name with one of \(known)"))
  }

  fileprivate var driver: String {
    switch self {
    case .geoPackage: "GPKG"
    case .shapefile: "ESRI Shapefile"
    case .geoJSON: "GeoJSON"
    case .flatGeobuf: "FlatGeobuf"
    case .workbook: "XLSX"
    }
  }
}

/// A field to be made: its name, the type of its values, and the length of its texts in characters.
public struct FieldDefinition: Sendable {
  public enum Kind: Sendable { case integer, real, text, flag, day }
  public let name: String
  public let kind: Kind
  public let width: Int?

  public init(_ name: String, _ kind: Kind, width: Int? = nil) {
    self.name = name
    self.kind = kind
    self.width = width
  }
}

public struct WriteOptions: Sendable {
  /// Texts of a shapefile in GBK without a .cpg, as many offices send them.
  public var legacyGBK = false
  /// Declare multi-geometries, and write every row as one.
  public var multipart = false
  /// Decimals of GeoJSON coordinates; 9 of a degree are a tenth of a millimetre.
  public var decimals = 9
  /// Add the layer to the file that is already there.
  public var addsToFile = false

  public init() {}
}

/// One layer being written. ``close()`` finishes it; without it the file is not complete.
///
/// GeoJSON is written by RFC 7946, so its layers must be in longitude and latitude of WGS 84.
@safe public struct LayerWriter: ~Copyable {
  private let path: String
  private let format: VectorFormat
  private let options: WriteOptions
  private let fields: [FieldDefinition]
  private var opened: Opened

  private struct Opened: ~Copyable {
    let dataset: Dataset
    var table: LayerTable
    let hasTransaction: Bool

    consuming func close() throws(GDALError) {
      try table.finish(in: dataset)
      if hasTransaction {
        try unsafe check(GDALDatasetCommitTransaction(dataset.pointer), "GDALDatasetCommitTransaction")
      }
      try dataset.close()
    }
  }

  /// - Parameter kind: `nil` for a table without geometry.
  public init(
    creating path: String, layer name: String, kind: GeometryKind?, frame: Frame?, fields: [FieldDefinition],
    format: VectorFormat? = nil, options: WriteOptions = WriteOptions()
  ) throws {
    let format = try format ?? VectorFormat(path: path)
    var layerOptions: [String] = []
    switch format {
    case .geoJSON: layerOptions = ["RFC7946=YES", "COORDINATE_PRECISION=\(options.decimals)", "WRITE_NAME=NO"]
    // A fixed date in the header: the same layer is the same bytes on any day.
    case .shapefile:
      // Beyond 2 GB other programs read only the beginning: writing stops there with an error.
      layerOptions = [
        "ENCODING=\(options.legacyGBK ? "CP936" : "UTF-8")", "DBF_DATE_LAST_UPDATE=2000-01-01", "2GB_LIMIT=YES",
      ]
    case .geoPackage, .flatGeobuf, .workbook: break
    }
    let opened = try Self.writing(path) { () throws in
      unsafe CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z")
      let dataset =
        try options.addsToFile
        ? Dataset(updating: path, drivers: [format.driver]) : Dataset(creating: path, driver: format.driver)
      let table = try LayerTable(
        creating: name, in: dataset, kind: kind, multipart: options.multipart, frame: format == .geoJSON ? nil : frame,
        fields: fields, options: layerOptions)
      let began = unsafe GDALDatasetStartTransaction(dataset.pointer, 0) == OGRERR_NONE
      return Opened(dataset: dataset, table: table, hasTransaction: began)
    }
    self.path = path
    self.format = format
    self.options = options
    self.fields = fields
    self.opened = opened
  }

  /// A conversation with GDAL about a file being written; what fails is told with the file's name.
  private static func writing<R: ~Copyable>(_ path: String, _ body: () throws -> R) throws -> R {
    do {
      return try withGDAL(body)
    } catch let error as GDALError {
      throw InputFault(
        at: path, Words(zh: "不能写出（\(error)）", en: "cannot be written (\(error))"),
        remedy: Words(zh: "检查磁盘空间和文件夹权限", en: "check free space and the folder's permissions"))
    }
  }

  /// Writes the rows of a layer that has the fields given at the start, by name. Missing values stay missing.
  public mutating func append(_ rows: Layer) throws {
    try Self.writing(path) { () throws in try opened.table.append(rows, fields, multipart: options.multipart) }
  }

  /// Commits and closes. Errors that show only now, such as a full disk, are thrown here.
  public consuming func close() throws {
    let (path, isLegacy, isText) = (path, format == .shapefile && options.legacyGBK, format == .geoJSON)
    let opened = opened
    var ending: Opened? = consume opened
    try Self.writing(path) { () throws in
      unsafe CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z")
      try ending.take()!.close()
      unsafe CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nil)
      // GDAL does not look whether the text of a GeoJSON went to the disk.
      if isText, let file = ByteFile(path), file.bytes(at: max(0, file.count - 4), count: 4) != Array("]\n}\n".utf8) {
        throw GDALError(function: "GDALClose", number: 3, message: "the file ends too early; the disk may be full")
      }
      if isLegacy { _ = unsafe VSIUnlink(path.dropLast(3) + "cpg") }
    }
  }
}
