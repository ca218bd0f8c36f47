// F01: files of a shapefile that did not come with it, and what was assumed in their place.

public import Geometry

public enum MissingCompanions: LoadingCheck {
  public static let code = "F01"
  public static let severity = Severity.warning
  public static let title = Words(zh: "文件不全", en: "companion file missing")
  public static let source = Words(
    zh: "ESRI Shapefile Technical Description（1998）：.shp、.shx、.dbf 缺一不可",
    en: "ESRI Shapefile Technical Description (1998): .shp, .shx and .dbf belong together")
}
