// F07: layers that mix kinds of geometry, and shapes that were not taken as they stand.

public import Geometry

public enum MixedKinds: LoadingCheck {
  public static let code = "F07"
  public static let severity = Severity.warning
  public static let title = Words(zh: "几何类型混杂", en: "mixed or converted geometry")
  public static let source = Words(zh: "昌市政办发〔2021〕36号 四（二）：不遗漏", en: "昌市政办发〔2021〕36号 四(二): nothing left out")
}
