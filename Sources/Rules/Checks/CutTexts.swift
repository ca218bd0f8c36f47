// F03: texts and field names that a format of fixed widths has cut off.

public import Geometry

public enum CutTexts: LoadingCheck {
  public static let code = "F03"
  public static let severity = Severity.warning
  public static let title = Words(zh: "文字或字段名被截断", en: "text or field name cut off")
  public static let source = Words(
    zh: "dBASE 字段名 10 字节、文本 254 字节的限度", en: "the limits of dBASE: names of 10 bytes, texts of 254")
}
