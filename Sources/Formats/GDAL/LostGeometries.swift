// Geometries that GDAL cannot read and hands out as none. A row that had ground must not lose it without a word.

import CGDAL
import Geometry

extension ReadResult {
  /// Tells the rows whose geometry is not missing in the source but could not be read.
  mutating func tellLostGeometries(in dataset: borrowing Dataset, _ layer: OGRLayerH, format: SourceFormat?) throws {
    switch format {
    case .geoPackage: try unsafe tellBlobs(in: dataset, layer)
    case .commaSeparated: tellTexts()
    default: break
    }
  }

  /// No more rows than this are told one by one.
  private static let most = 1000

  /// Every geometry of a GeoPackage begins with GP (OGC 12-128r19 §2.1.3).
  private mutating func tellBlobs(in dataset: borrowing Dataset, _ layer: OGRLayerH) throws {
    let id = unsafe String(cString: OGR_L_GetFIDColumn(layer))
    let column = unsafe String(cString: OGR_L_GetGeometryColumn(layer))
    guard !id.isEmpty, !column.isEmpty else { return }
    let ids = try dataset.execute(
      """
      SELECT group_concat(id) FROM (SELECT \(SQL.name(id)) AS id FROM \(SQL.name(self.layer.name))
      WHERE \(SQL.name(column)) IS NOT NULL AND substr(\(SQL.name(column)), 1, 2) <> x'4750' LIMIT \(Self.most))
      """)
    let lost = Set(ids?.split(separator: ",").compactMap { Int64($0) } ?? [])
    guard !lost.isEmpty else { return }
    for row in self.layer.featureIDs.indices where lost.contains(self.layer.featureIDs[row]) {
      failures.append(RowFailure(row: row, reason: WKBError.malformed.words))
    }
  }

  /// GDAL keeps the column of texts beside the geometry that it makes of it.
  private mutating func tellTexts() {
    guard let geometry = layer.geometry, let name = layer.fields.names.first(where: { $0.lowercased() == "wkt" }),
      let texts = layer.fields[name]
    else { return }
    let failed = Set(failures.map(\.row))
    let lost = (0..<layer.count).filter { row in
      guard geometry.isEmpty(row: row), !failed.contains(row), let text = texts.text(row)?.trimmingSpaces() else {
        return false
      }
      return !text.isEmpty && !text.uppercased().hasSuffix("EMPTY")
    }
    for row in lost.prefix(Self.most) {
      let shown = String(texts.text(row)!.prefix(40))
      failures.append(
        RowFailure(
          row: row,
          reason: Words(zh: "“\(name)”列的文字不是图形（\(shown)…）", en: "the text in '\(name)' is no geometry (\(shown)…)")))
    }
  }
}
