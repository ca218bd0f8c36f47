// Fillings that are told apart without colour: a pale ground and a hatching over it, drawn as lines that are clipped to the
// outline, because patterns come out blurred or not at all in some printers.

public struct Texture: Sendable {
  public enum Hatch: Sendable {
    case none
    /// Parallel lines: degrees from the horizontal (0, 45, 90, 135) and the distance between them, in points.
    case lines(angle: Int, gap: Double)
    /// Lines both ways.
    case crossed(gap: Double)
    case dots(gap: Double)
  }
  public let ground: String
  public let ink: String
  public let hatch: Hatch
  let opacity: Double

  /// - Parameters:
  ///   - ground: the colour beneath, as CSS writes it.
  ///   - ink: the colour of lines and outline.
  ///   - opacity: of the ground.
  public init(ground: String, ink: String, _ hatch: Hatch = .none, opacity: Double = 1) {
    self.ground = ground
    self.ink = ink
    self.hatch = hatch
    self.opacity = opacity
  }

  /// Fills an outline.
  /// - Parameter extent: what of the outline can be seen at all.
  func fill(_ path: String, within extent: Rectangle, on page: inout Page) {
    page.add(
      "path",
      ["d": path, "fill": ground, "fill-rule": "evenodd", "fill-opacity": opacity < 1 ? number(opacity) : ""])
    let lines = hatchPath(over: extent)
    guard !lines.isEmpty else { return }
    var (width, cap) = ("0.5", "")
    if case .dots = hatch { (width, cap) = ("1.2", "round") }
    page.add(clippedTo: path) {
      $0.add("path", ["d": lines, "fill": "none", "stroke": ink, "stroke-width": width, "stroke-linecap": cap])
    }
  }

  private func hatchPath(over extent: Rectangle) -> String {
    switch hatch {
    case .none: ""
    case .lines(let angle, let gap): Self.lines(angle, gap, over: extent)
    case .crossed(let gap): Self.lines(45, gap, over: extent) + Self.lines(135, gap, over: extent)
    case .dots(let gap): Self.dots(gap, over: extent)
    }
  }

  // Lines and dots stand on a grid of the page, not of the outline, so that neighbours of one texture run on.

  private static func lines(_ angle: Int, _ gap: Double, over extent: Rectangle) -> String {
    func offsets(_ from: Double, _ to: Double, _ step: Double) -> StrideThrough<Double> {
      stride(from: (from / step).rounded(.up) * step, through: to, by: step)
    }
    switch angle {
    case 0:
      return offsets(extent.y, extent.bottom, gap).map { "M\(number(extent.x)) \(number($0))H\(number(extent.right))" }
        .joined()
    case 90:
      return offsets(extent.x, extent.right, gap).map { "M\(number($0)) \(number(extent.y))V\(number(extent.bottom))" }
        .joined()
    default:
      // The lines x + y = c, or x − y = c, from side to side of the extent.
      let rises = angle == 45
      let step = gap * 2.0.squareRoot()
      let (from, to) =
        rises
        ? (extent.x + extent.y, extent.right + extent.bottom) : (extent.x - extent.bottom, extent.right - extent.y)
      return offsets(from, to, step).map { c in
        let (y0, y1) = rises ? (c - extent.x, c - extent.right) : (extent.x - c, extent.right - c)
        return "M\(number(extent.x)) \(number(y0))L\(number(extent.right)) \(number(y1))"
      }.joined()
    }
  }

  private static func dots(_ gap: Double, over extent: Rectangle) -> String {
    var path = ""
    var row = (extent.y / gap).rounded(.up)
    while row * gap <= extent.bottom {
      let shift = row.truncatingRemainder(dividingBy: 2) == 0 ? 0 : gap / 2
      var x = ((extent.x - shift) / gap).rounded(.up) * gap + shift
      while x <= extent.right {
        path += "M\(number(x)) \(number(row * gap))h0"
        x += gap
      }
      row += 1
    }
    return path
  }
}
