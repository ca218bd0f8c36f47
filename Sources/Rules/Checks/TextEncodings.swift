// F02: texts that are not in the encoding that the file states, or not all in one.

public import Geometry

public enum TextEncodings: LoadingCheck {
  public static let code = "F02"
  public static let severity = Severity.warning
  public static let title = Words(zh: "文字编码不符", en: "text encoding is not as stated")
  public static let source = Words(
    zh: "各单位报送的 Shapefile 多为 GBK，.cpg 常缺失或有误", en: "offices send GBK, and their .cpg is missing or wrong")
}
