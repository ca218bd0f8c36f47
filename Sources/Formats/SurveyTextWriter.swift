// 报盘坐标 TXT: the text in which surveyed plots are handed to land administration. GDAL has no driver for it.
//
//     [属性描述]
//     坐标系=2000国家大地坐标系
//     几度分带=3
//     …
//     [地块坐标]
//     5,1.2345,DK0001,名称,面,,用途,,@        points, hectares, number, name, kind, sheet, use, class
//     J1,1,4874000.123,29524000.456           point, ring, X (north), Y (east)
//
// Rings are closed by their first point under its own number. Holes are further rings of the plot, as are further parts.

public import Geometry

/// One plot of the text.
public struct SurveyPlot: Sendable {
  public let id: String
  public let name: String
  public let use: String
  public let hectares: Double

  public init(id: String, name: String, use: String, hectares: Double) {
    self.id = id
    self.name = name
    self.use = use
    self.hectares = hectares
  }
}

/// Writes polygons as 报盘坐标 TXT. The frame must be CGCS2000 in 3° zones, because the text has no words for others.
///
/// - Parameter plots: one for each row of the geometry.
/// - Throws: ``InputFault`` where the frame is another.
public func surveyText(of geometry: GeometryColumn, _ plots: [SurveyPlot], frame: Frame, file: String) throws -> String
{
  guard let zone = threeDegreeZone(of: frame) else {
    throw InputFault(
      at: file,
      Words(
        zh: "报盘坐标只用 CGCS2000 3 度带，现为 \(frame.name)",
        en: "this text is for CGCS2000 3° zones only; the frame is \(frame.name)"),
      remedy: Words(zh: "用 --frame 指明，如 EPSG:4517", en: "state one with --frame, such as EPSG:4517"))
  }
  var lines = [
    "[属性描述]", "坐标系=2000国家大地坐标系", "几度分带=3", "投影类型=高斯克吕格", "计量单位=米", "带号=\(zone)", "精度=0.001", "转换参数=,,,,,,",
    "[地块坐标]",
  ]
  for (row, plot) in plots.enumerated() {
    let rings = Array(geometry.rings(ofRow: row))
    let count = rings.reduce(0) { $0 + geometry.coordinates(ofRing: $1).count }
    let fields = [
      String(count), fixed(plot.hectares, decimals: 4), plain(plot.id), plain(plot.name), "面", "", plain(plot.use), "",
      "@",
    ]
    lines.append(fields.joined(separator: ","))
    var first = 1
    for (number, ring) in rings.enumerated() {
      let range = geometry.coordinates(ofRing: ring)
      for index in range {
        let point = geometry.coordinate(index)
        let label = index == range.upperBound - 1 ? first : first + index - range.lowerBound
        lines.append("J\(label),\(number + 1),\(fixed(point.y, decimals: 3)),\(fixed(point.x, decimals: 3))")
      }
      first += range.count - 1
    }
  }
  return lines.joined(separator: "\r\n") + "\r\n"
}

/// The number of the zone, from the code of the frame: EPSG 4513–4533 have it in their eastings, 4534–4554 have not.
private func threeDegreeZone(of frame: Frame) -> Int? {
  guard frame.definition.hasPrefix("EPSG:"), let code = Int(frame.definition.dropFirst(5)) else { return nil }
  switch code {
  case 4513...4533: return code - 4488
  case 4534...4554: return (75 + 3 * (code - 4534)) / 3
  default: return nil
  }
}

/// Commas separate, line ends end: neither can stand in a value.
private func plain(_ text: String) -> String {
  String(text.map { $0 == "," || $0.isNewline ? " " : $0 })
}

/// A number with so many decimals.
private func fixed(_ value: Double, decimals: Int) -> String {
  let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
  let whole = Int64((value.magnitude * scale).rounded())
  let digits = String(whole)
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  return (value < 0 && whole > 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}
