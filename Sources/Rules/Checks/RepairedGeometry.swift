// G02: polygons that were made valid because the job says `repair: true`. What was drawn and what is counted now differ, so
// every repair is told with its area. They are found while a layer is read (Repair.swift).

public import Geometry

public enum RepairedGeometry: LoadingCheck {
  public static let code = "G02"
  public static let severity = Severity.note
  public static let title = Words(zh: "图形已修复", en: "geometry repaired")
  public static let source = Words(
    zh: "三调质检：拓扑；修复须留痕", en: "land-survey quality rules: topology; no repair without a trace")
}
