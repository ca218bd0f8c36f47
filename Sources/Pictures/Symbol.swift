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
  /// What is done with: a ring that is crossed out, light as what needs no attention.
  case struckRing = "struck-ring"

  /// How far it reaches from its middle, in points.
  var reach: Double { isLight ? 2.6 : 5 }

  /// Whether it marks what needs no attention: names may stand over it, and it is as small as can be.
  var isLight: Bool { self == .smallRing || self == .struckRing }

  /// What it is drawn of, from below upwards. Whoever draws it anywhere draws these: on paper, on the review page, in QGIS.
  public var strokes: [Stroke] {
    switch self {
    case .crossedDisc:
      [
        Stroke(Self.disc(4.4), fill: "#b3121d", ink: "#ffffff", width: 0.8),
        Stroke("M-2 -2L2 2M-2 2L2 -2", ink: "#ffffff", width: 1.1),
      ]
    case .framedSquare:
      [
        Stroke(Self.square(3.4), fill: "#ffffff", ink: "#0b4f9e", width: 1.2),
        Stroke(Self.square(1.5), fill: "#0b4f9e"),
      ]
    case .diamond: [Stroke("M0 -4.4L4.4 0L0 4.4L-4.4 0Z", fill: "#6a2c91", ink: "#ffffff", width: 0.7)]
    case .downTriangle: [Stroke("M-4.2 -3.2H4.2L0 4.2Z", fill: "#7a4a12", ink: "#ffffff", width: 0.7)]
    case .openTriangle:
      [
        Stroke("M-4 3.2H4L0 -4Z", fill: "#ffe08a", ink: "#7a4b00", width: 1.1),
        Stroke("M0 -1.4V1.1M0 1.7V2.3", ink: "#7a4b00", width: 0.9),
      ]
    case .halfDisc:
      [
        Stroke(Self.disc(3.4), fill: "#ffffff", ink: "#00655b", width: 1),
        Stroke("M-3.4 0A3.4 3.4 0 0 0 3.4 0Z", fill: "#00655b"),
      ]
    case .plus:
      [
        Stroke("M-4 0H4M0 -4V4", ink: "#ffffff", width: 3.4),
        Stroke("M-3.6 0H3.6M0 -3.6V3.6", ink: "#1d6b2a", width: 1.9),
      ]
    case .openDiamond: [Stroke("M0 -4L4 0L0 4L-4 0Z", fill: "#ffffff", ink: "#444444", width: 1)]
    case .openSquare: [Stroke(Self.square(3), fill: "#ffffff", ink: "#333333", width: 1)]
    case .smallRing: [Stroke(Self.disc(1.5), fill: "#ffffff", ink: "#555555", width: 0.6)]
    case .struckRing:
      [
        Stroke(Self.disc(2.1), fill: "#ffffff", ink: "#555555", width: 0.7),
        Stroke("M-2.6 2.6L2.6 -2.6", ink: "#555555", width: 0.7),
      ]
    }
  }

  /// A path of SVG about the sign's middle, in points. Colours are `#rrggbb`; what has no fill or no ink has none.
  public struct Stroke: Sendable {
    public let path: String
    public let fill: String?
    public let ink: String?
    public let width: Double

    fileprivate init(_ path: String, fill: String? = nil, ink: String? = nil, width: Double = 0) {
      self.path = path
      self.fill = fill
      self.ink = ink
      self.width = width
    }

    fileprivate var attributes: KeyValuePairs<String, String> {
      ["d": path, "fill": fill ?? "none", "stroke": ink ?? "none", "stroke-width": number(width)]
    }
  }

  /// The side of the square that every sign fits into, in points.
  public static let side = 10.0

  /// The sign as a picture by itself.
  public var svg: String {
    let (corner, side) = (number(-Self.side / 2), number(Self.side))
    let paths = strokes.map { stroke in
      "<path" + stroke.attributes.map { " \($0.key)=\"\($0.value)\"" }.joined() + "/>"
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"\(corner) \(corner) \(side) \(side)\" width=\"\(side)\""
      + " height=\"\(side)\">\(paths.joined())</svg>"
  }

  /// Declares the sign on a page, for ``place(at:on:)`` to repeat.
  func define(scale: Double, on page: inout Page) {
    let isScaled = scale < 1 && !isLight
    page.add("g", ["id": "sign-\(rawValue)", "transform": isScaled ? "scale(\(number(scale)))" : ""]) { page in
      for stroke in strokes { page.add("path", stroke.attributes) }
    }
  }

  func place(at spot: Spot, on page: inout Page) {
    page.add("use", ["xlink:href": "#sign-\(rawValue)", "x": number(spot.x), "y": number(spot.y)])
  }

  private static func disc(_ radius: Double) -> String {
    let r = number(radius)
    return "M-\(r) 0A\(r) \(r) 0 1 1 \(r) 0A\(r) \(r) 0 1 1 -\(r) 0Z"
  }

  private static func square(_ half: Double) -> String {
    let h = number(half)
    return "M-\(h) -\(h)H\(h)V\(h)H-\(h)Z"
  }
}
