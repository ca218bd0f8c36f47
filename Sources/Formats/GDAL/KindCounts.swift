// Which kind a layer has. Drawings, GeoJSON and database tables may mix kinds; a layer here has one, and what is of others is
// told with their numbers.

import CGDAL
import Geometry

struct KindCounts: Sendable {
  let chosen: GeometryKind
  /// By kind; empty where the source commits itself to one.
  private let counts: [GeometryKind: Int]

  /// - Parameter wanted: the kind that the layer should have.
  init(of layer: OGRLayerH, wanted: GeometryKind?) {
    let type = unsafe OGR_L_GetGeomType(layer)
    if type == wkbNone || GeometryKind(ogr: type) != nil {
      (chosen, counts) = (GeometryKind(ogr: type) ?? .point, [:])
      return
    }
    var counts: [GeometryKind: Int] = [:]
    var count: Int32 = 0
    if let types = unsafe OGR_L_GetGeometryTypes(layer, 0, 0, &count, nil, nil) {
      for index in 0..<Int(count) {
        guard let kind = unsafe GeometryKind(ogr: types[index].eGeomType) else { continue }
        unsafe counts[kind, default: 0] += Int(types[index].nCount)
      }
      unsafe VSIFree(types)
    }
    self.counts = counts
    let order: [GeometryKind] = [.polygon, .line, .point]
    chosen =
      wanted ?? order.max {
        (counts[$0] ?? 0, -order.firstIndex(of: $0)!) < (counts[$1] ?? 0, -order.firstIndex(of: $1)!)
      }!
    unsafe OGR_L_ResetReading(layer)
  }

  /// What check F07 tells of a layer that mixes kinds.
  ///
  /// - Parameter closed: lines of a layer of polygons that were taken as such.
  func fault(closed: Int) -> Diagnosis? {
    var counts = counts
    counts[.line, default: 0] -= closed
    counts[.polygon, default: 0] += closed
    let others = [GeometryKind.point, .line, .polygon].filter { $0 != chosen && counts[$0] ?? 0 > 0 }
    guard !others.isEmpty else { return nil }
    func list(_ language: Language) -> String {
      others.map { "\(counts[$0]!) \($0.title[language])" }.joined(separator: language.listSeparator)
    }
    return Diagnosis(
      "F07",
      Words(
        zh:
          "图层混有不同几何类型：\(counts[chosen] ?? 0) 行\(chosen.title.zh)，另有 \(list(.zh))；按\(chosen.title.zh)读取，其余各行保留但没有图形。请分层存放",
        en:
          "the layer mixes kinds: \(counts[chosen] ?? 0) \(chosen.title.en), and \(list(.en)). It is read as \(chosen.title.en); the other rows are kept without geometry; keep each kind in a layer of its own"
      ))
  }
}

extension GeometryKind {
  /// The kind of an OGR geometry type; `nil` where it is of none or of several.
  init?(ogr type: OGRwkbGeometryType) {
    switch OGR_GT_Flatten(type) {
    case wkbPoint, wkbMultiPoint: self = .point
    case wkbLineString, wkbMultiLineString, wkbCircularString, wkbCompoundCurve, wkbMultiCurve: self = .line
    case wkbPolygon, wkbMultiPolygon, wkbCurvePolygon, wkbMultiSurface, wkbPolyhedralSurface, wkbTIN, wkbTriangle:
      self = .polygon
    default: return nil
    }
  }
}
