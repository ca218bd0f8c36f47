// F04: a layer whose frame does not fit its coordinates. Reading finds it, from the numbers and from where the county lies. A
// datum is not among what numbers show: it is only suspected, as a note, where a layer misses the land survey by one vector.

public import Geometry

public enum UnfitFrames: LoadingCheck {
  public static let code = "F04"
  public static let severity = Severity.error
  public static let title = Words(zh: "坐标系与坐标不符", en: "frame that does not fit the coordinates")
  public static let source = Words(
    zh: "常见错误：数据流转中带号、坐标轴、中央经线、基准弄错",
    en: "practice: zone prefix, axes, central meridian and datum go wrong between offices")
  public static let thresholds = [
    Threshold(
      "offset", 10, "m",
      reason: Words(
        zh: "北京54、西安80 与 CGCS2000 在平面上相差数十至百余米；更小的整体偏移另有原因",
        en: "Beijing 54 and Xian 80 differ from CGCS2000 by tens of metres to over a hundred; less has other causes"))
  ]

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    told(context) + suspectedDatums(context)
  }

  private static func suspectedDatums(_ context: CheckContext) -> [Finding] {
    guard let survey = context.layers["survey"], let base = survey.layer.geometry, base.kind == .polygon else {
      return []
    }
    return context.layers.layers.compactMap { layer in
      guard layer.role != survey.role, let geometry = layer.layer.geometry, geometry.kind == .polygon,
        let offset = ConstantOffset(of: geometry, onto: base, tree: survey.tree),
        offset.length >= context.threshold(Self.self, "offset"),
        // Most of the layer was drawn on the survey's vertices, and hardly any of it lies there now.
        offset.sampled >= 50, 2 * offset.matched >= offset.sampled, offset.matched >= 3 * offset.matchedUnmoved
      else { return nil }
      return finding(about: layer, offset)
    }
  }

  private static func finding(about layer: RoleLayer, _ offset: ConstantOffset) -> Finding {
    let (east, north) = ((offset.x * 10).rounded() / 10, (offset.y * 10).rounded() / 10)
    let (matched, sampled, unmoved) = (offset.matched, offset.sampled, offset.matchedUnmoved)
    return Finding(
      code: code, severity: .note, layers: [layer.role], rows: [], place: nil, measure: offset.length, unit: "m",
      message: Words(
        zh:
          "\(layer.source)：抽查 \(sampled) 个顶点，整体移动（东 \(east) 米，北 \(north) 米）后有 \(matched) 个与国土调查的顶点重合，不移动只有 \(unmoved) 个。可能是西安80或北京54的坐标被标成了 CGCS2000；未作任何改动，请向提供单位核实，若属实在作业文件该图层下写 frame:，并写 datum-shift（本县七参数及来源）",
        en:
          "\(layer.source): of \(sampled) vertices looked at, \(matched) fall on vertices of the land survey when moved by \(east) m east and \(north) m north, and \(unmoved) where they are. These may be coordinates of Xian 80 or Beijing 54 labelled as CGCS2000. Nothing was changed: ask the office that sent it; if so, write frame: under the layer in the job file, and datum-shift: with the county's seven parameters and their source"
      ))
  }
}
