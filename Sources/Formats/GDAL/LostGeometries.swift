// Geometries that GDAL cannot read and hands out as none. A row that had ground must not lose it without a word.

import CGDAL
import Foundation
import Geometry

extension ReadResult {
  /// Tells the rows whose geometry is not missing in the source but could not be read. Of a layer that is read piece by piece
  /// nothing is left to look at.
  mutating func tellLostGeometries(in dataset: borrowing Dataset, _ layer: OGRLayerH, _ ready: ReadySource) throws {
    guard let geometry = self.layer.geometry, geometry.count == self.layer.count else { return }
    let failed = Set(failures.map(\.row))
    let empty = (0..<geometry.count).filter { geometry.isEmpty(row: $0) && !failed.contains($0) }
    switch ready.format {
    case .geoPackage: try unsafe tellBlobs(of: empty, in: dataset, layer)
    case .commaSeparated: tellTexts(of: empty)
    case .geoJSON: tellUnnested(empty, of: ready.path)
    default: break
    }
  }

  /// So many rows are asked for at once, and so many texts are shown.
  private static let most = 1000

  /// A geometry of a GeoPackage that is empty says so in its header (OGC 12-128r19 §2.1.3: GP, a version, flags, of which the
  /// fifth is for empty ones). Others that came as none could not be read.
  private mutating func tellBlobs(of rows: [Int], in dataset: borrowing Dataset, _ layer: OGRLayerH) throws {
    let id = unsafe String(cString: OGR_L_GetFIDColumn(layer))
    let column = unsafe String(cString: OGR_L_GetGeometryColumn(layer)).sqlName
    guard !id.isEmpty, column != "".sqlName else { return }
    for first in stride(from: 0, to: rows.count, by: Self.most) {
      let asked = rows[first..<min(first + Self.most, rows.count)]
      let ids = try dataset.execute(
        """
        SELECT group_concat(\(id.sqlName)) FROM \(self.layer.name.sqlName)
        WHERE \(id.sqlName) IN (\(asked.map { String(self.layer.featureIDs[$0]) }.joined(separator: ",")))
        AND \(column) IS NOT NULL AND NOT (substr(\(column), 1, 2) = x'4750'
        AND instr('13579BDF', substr(hex(substr(\(column), 4, 1)), 1, 1)) > 0)
        """)
      let lost = Set(ids?.split(separator: ",").compactMap { Int64($0) } ?? [])
      for row in asked where lost.contains(self.layer.featureIDs[row]) {
        failures.append(RowFailure(row: row, reason: WKBError.malformed.words))
      }
    }
  }

  /// A geometry of GeoJSON whose coordinates are not nested as its type asks (RFC 7946 §3.1) is none to GDAL. One that is empty
  /// has no coordinates.
  private mutating func tellUnnested(_ rows: [Int], of path: String) {
    guard let bytes = ByteFile(path)?.all(),
      let features = try? JSONDecoder().decode(GeometriesOfFeatures.self, from: Data(bytes)).features,
      features.count == layer.count
    else { return }
    for row in rows {
      guard let geometry = features[row].geometry, geometry.coordinates?.isEmpty != true else { continue }
      failures.append(
        RowFailure(
          row: row,
          reason: Words(
            zh: "坐标的层次或数值不合其类型 \(geometry.type)", en: "its coordinates are not those of a \(geometry.type)")))
    }
  }

  /// GDAL keeps the column of texts beside the geometry that it makes of it.
  private mutating func tellTexts(of rows: [Int]) {
    guard let name = layer.fields.names.first(where: holdsWKT), let texts = layer.fields[name] else { return }
    let lost = rows.filter { row in
      guard let text = texts.text(row)?.trimmingSpaces() else { return false }
      return !text.isEmpty && !text.uppercased().hasSuffix("EMPTY")
    }
    for (number, row) in lost.enumerated() {
      let shown = number < Self.most ? Words(zh: "（\(excerpt(row))…）", en: " (\(excerpt(row))…)") : Words("")
      failures.append(
        RowFailure(
          row: row,
          reason: Words(zh: "“\(name)”列的文字不能识别为图形\(shown.zh)", en: "the text in '\(name)' is no geometry\(shown.en)")))
    }
    func excerpt(_ row: Int) -> String { String(texts.text(row)!.prefix(40)) }
  }
}

/// What GeoJSON says of geometries, without the numbers.
private struct GeometriesOfFeatures: Decodable {
  struct Feature: Decodable { let geometry: Geometry? }
  struct Geometry: Decodable {
    let type: String
    let coordinates: List?
  }
  struct List: Decodable {
    let isEmpty: Bool
    init(from decoder: any Decoder) throws { isEmpty = try decoder.unkeyedContainer().isAtEnd }
  }
  let features: [Feature]
}

/// Whether GDAL takes a column of a CSV for one of geometry.
func holdsWKT(_ name: String) -> Bool {
  let name = name.lowercased()
  return name == "wkt" || name.hasPrefix("_wkt")
}
