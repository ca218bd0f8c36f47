// Signs for points that are told apart by shape and by colour, so that a copy in black and white can be read.

public enum Symbol: String, Sendable, CaseIterable {
  /// A filled disc with a cross in it: nothing else on the map is as heavy.
  case crossedDisc = "crossed-disc"
  case framedSquare = "framed-square"
  case diamond
  case downTriangle = "down-triangle"
  case openTriangle = "open-triangle"
  case halfDisc = "half-disc"
  case plus
  case openDiamond = "open-diamond"
  case openSquare = "open-square"
  case smallRing = "small-ring"

  /// How far it reaches from its middle, in points.
  var reach: Double { isLight ? 1.8 : 5 }

  /// Whether it marks what needs no attention: names may stand over it, and it is as small as can be.
  var isLight: Bool { self == .smallRing }

  /// Declares the sign on a page, for ``place(at:on:)`` to repeat.
  func define(scale: Double, on page: inout Page) {
    let isScaled = scale < 1 && !isLight
    page.add("g", ["id": "sign-\(rawValue)", "transform": isScaled ? "scale(\(number(scale)))" : ""]) { page in
      switch self {
      case .crossedDisc:
        page.add("circle", ["r": "4.4", "fill": "#b3121d", "stroke": "#fff", "stroke-width": "0.8"])
        page.add("path", ["d": "M-2 -2L2 2M-2 2L2 -2", "stroke": "#fff", "stroke-width": "1.1"])
      case .framedSquare:
        page.add("rect", Self.square(3.4, fill: "#fff", ink: "#0b4f9e", width: "1.2"))
        page.add("rect", Self.square(1.5, fill: "#0b4f9e", ink: "none", width: "0"))
      case .diamond:
        page.add(
          "path", ["d": "M0 -4.4L4.4 0L0 4.4L-4.4 0Z", "fill": "#6a2c91", "stroke": "#fff", "stroke-width": "0.7"])
      case .downTriangle:
        page.add(
          "path", ["d": "M-4.2 -3.2H4.2L0 4.2Z", "fill": "#7a4a12", "stroke": "#fff", "stroke-width": "0.7"])
      case .openTriangle:
        page.add(
          "path", ["d": "M-4 3.2H4L0 -4Z", "fill": "#ffe08a", "stroke": "#7a4b00", "stroke-width": "1.1"])
        page.add("path", ["d": "M0 -1.4V1.1M0 1.7V2.3", "stroke": "#7a4b00", "stroke-width": "0.9"])
      case .halfDisc:
        page.add("circle", ["r": "3.4", "fill": "#fff", "stroke": "#00655b", "stroke-width": "1"])
        page.add("path", ["d": "M-3.4 0A3.4 3.4 0 0 0 3.4 0Z", "fill": "#00655b"])
      case .plus:
        page.add("path", ["d": "M-4 0H4M0 -4V4", "stroke": "#fff", "stroke-width": "3.4"])
        page.add("path", ["d": "M-3.6 0H3.6M0 -3.6V3.6", "stroke": "#1d6b2a", "stroke-width": "1.9"])
      case .openDiamond:
        page.add("path", ["d": "M0 -4L4 0L0 4L-4 0Z", "fill": "#fff", "stroke": "#444", "stroke-width": "1"])
      case .openSquare:
        page.add("rect", Self.square(3, fill: "#fff", ink: "#333", width: "1"))
      case .smallRing:
        page.add("circle", ["r": "1.5", "fill": "#fff", "stroke": "#555", "stroke-width": "0.6"])
      }
    }
  }

  func place(at spot: Spot, on page: inout Page) {
    page.add("use", ["xlink:href": "#sign-\(rawValue)", "x": number(spot.x), "y": number(spot.y)])
  }

  private static func square(_ half: Double, fill: String, ink: String, width: String) -> KeyValuePairs<String, String>
  {
    let (corner, side) = (number(-half), number(2 * half))
    return [
      "x": corner, "y": corner, "width": side, "height": side, "fill": fill, "stroke": ink, "stroke-width": width,
    ]
  }
}
