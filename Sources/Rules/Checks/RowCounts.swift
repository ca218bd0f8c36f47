// F06: files of one layer that do not tell of the same rows, or are near the size where they stop growing.

public import Geometry

public enum RowCounts: LoadingCheck {
  public static let code = "F06"
  public static let severity = Severity.error
  public static let title = Words(zh: "行数不一致", en: "row counts disagree")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（二）：不遗漏；Shapefile 各文件 2 GB 的限度",
    en: "昌市政办发〔2021〕36号 四(二): nothing left out; the limit of 2 GB of a shapefile's files")
}
