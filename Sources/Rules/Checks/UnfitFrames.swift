// F04: a layer whose frame does not fit its coordinates. Reading finds it, from the numbers and from where the county lies.

public import Geometry

public enum UnfitFrames: LoadingCheck {
  public static let code = "F04"
  public static let severity = Severity.error
  public static let title = Words(zh: "坐标系与坐标不符", en: "frame that does not fit the coordinates")
  public static let source = Words(
    zh: "实践：带号、坐标轴、中央经线在转手中弄错", en: "practice: zone prefix, axes and central meridian go wrong between offices")
}
