// How QGIS shows a layer of a GeoPackage: a QML document in its table `layer_styles`, which QGIS loads by itself
// (QgsOgrProvider looks for the row with useAsDefault). Categories differ by shape or hatch as well as by colour, so that a
// print in black and white can be read.

import Foundation

/// A symbol of points, lines or polygons.
public struct QGISSymbol: Sendable {
  enum Kind: Sendable {
    case marker(shape: String, size: Double)
    /// An SVG within the style, its box so many millimetres wide.
    case picture(svg: String, size: Double)
    /// An open circle, through which what lies below can be seen.
    case ring(size: Double)
    case line(width: Double, dashed: Bool)
    /// Hatch by QGIS's names: `solid`, `no`, `b_diagonal`, `f_diagonal`, `cross`, `dense5` …
    case fill(hatch: String, outlineWidth: Double)
  }
  let kind: Kind
  /// `r,g,b`; a picture has its own.
  let color: String

  public static func marker(_ shape: String, _ color: String, size: Double = 2.6) -> QGISSymbol {
    QGISSymbol(kind: .marker(shape: shape, size: size), color: color)
  }
  public static func picture(_ svg: String, size: Double) -> QGISSymbol {
    QGISSymbol(kind: .picture(svg: svg, size: size), color: "")
  }
  public static func ring(_ color: String, size: Double) -> QGISSymbol {
    QGISSymbol(kind: .ring(size: size), color: color)
  }
  public static func line(_ color: String, width: Double = 0.4, dashed: Bool = false) -> QGISSymbol {
    QGISSymbol(kind: .line(width: width, dashed: dashed), color: color)
  }
  public static func fill(_ hatch: String, _ color: String, outline: Double = 0.3) -> QGISSymbol {
    QGISSymbol(kind: .fill(hatch: hatch, outlineWidth: outline), color: color)
  }
}

public struct QGISStyle: Sendable {
  /// One value of the field or expression that the layer is shown by.
  public struct Category: Sendable {
    let value: String
    let label: String
    let symbol: QGISSymbol

    /// - Parameter value: an empty one stands for all that no other category has.
    public init(_ value: String, _ label: String, _ symbol: QGISSymbol) {
      self.value = value
      self.label = label
      self.symbol = symbol
    }
  }

  private let field: String?
  private let categories: [Category]
  private let labels: String?

  /// - Parameter labels: the field or expression that names a feature on the map, `nil` for none.
  public init(single symbol: QGISSymbol, labels: String? = nil) {
    field = nil
    categories = [Category("", "", symbol)]
    self.labels = labels
  }

  /// - Parameter field: or an expression.
  public init(by field: String, _ categories: [Category], labels: String? = nil) {
    self.field = field
    self.categories = categories
    self.labels = labels
  }

  public var qml: String {
    let symbols = categories.enumerated().map { symbol($0.element.symbol, name: String($0.offset)) }.joined()
    let renderer: String
    if let field {
      let entries = categories.enumerated().map { index, category in
        "<category symbol=\"\(index)\" value=\"\(harmlessInMarkup(category.value))\" label=\"\(harmlessInMarkup(category.label))\" render=\"true\" type=\"string\"/>"
      }
      renderer =
        "<renderer-v2 type=\"categorizedSymbol\" attr=\"\(harmlessInMarkup(field))\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\"><categories>\(entries.joined())</categories><symbols>\(symbols)</symbols></renderer-v2>"
    } else {
      renderer =
        "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\"><symbols>\(symbols)</symbols></renderer-v2>"
    }
    let labeling = labels.map(labelSettings) ?? ""
    return
      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version=\"3.22\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"\(labels == nil ? 0 : 1)\">\(renderer)\(labeling)</qgis>"
  }

  private func symbol(_ symbol: QGISSymbol, name: String) -> String {
    let (type, layer, options): (String, String, [(String, String)]) =
      switch symbol.kind {
      case .marker(let shape, let size):
        (
          "marker", "SimpleMarker",
          [
            ("name", shape), ("color", symbol.color), ("size", "\(size)"), ("size_unit", "MM"),
            ("outline_color", "20,20,20"), ("outline_width", "0.25"), ("outline_width_unit", "MM"),
          ]
        )
      case .picture(let svg, let size):
        // QgsAbstractContentCache takes what follows the prefix for the file itself.
        (
          "marker", "SvgMarker",
          [
            ("name", "base64:" + Data(svg.utf8).base64EncodedString()), ("size", "\(size)"), ("size_unit", "MM"),
          ]
        )
      case .ring(let size):
        (
          "marker", "SimpleMarker",
          [
            ("name", "circle"), ("color", "255,255,255,0"), ("size", "\(size)"), ("size_unit", "MM"),
            ("outline_color", symbol.color), ("outline_width", "0.45"), ("outline_width_unit", "MM"),
          ]
        )
      case .line(let width, let dashed):
        (
          "line", "SimpleLine",
          [
            ("line_color", symbol.color), ("line_width", "\(width)"), ("line_width_unit", "MM"),
            ("line_style", dashed ? "dash" : "solid"),
          ]
        )
      case .fill(let hatch, let width):
        (
          "fill", "SimpleFill",
          [
            ("style", hatch), ("color", symbol.color), ("outline_color", symbol.color), ("outline_width", "\(width)"),
            ("outline_width_unit", "MM"), ("outline_style", "solid"),
          ]
        )
      }
    let entries = options.map { "<Option name=\"\($0.0)\" type=\"QString\" value=\"\(harmlessInMarkup($0.1))\"/>" }
      .joined()
    // Filled ground lets what lies below show through.
    let isSolid = if case .fill("solid", _) = symbol.kind { true } else { false }
    return
      "<symbol name=\"\(name)\" type=\"\(type)\" alpha=\"\(isSolid ? "0.45" : "1")\" force_rhr=\"0\" clip_to_extent=\"1\"><layer class=\"\(layer)\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">\(entries)</Option></layer></symbol>"
  }

  /// Beside a point, in the middle of a polygon. QGIS takes a missing list of positions for "nowhere", so it is spelt out.
  private func labelSettings(_ field: String) -> String {
    let placement =
      isPointLayer
      ? "placement=\"6\" predefinedPositionOrder=\"TR,TL,BR,BL,R,L,TSR,BSR\""
      : "placement=\"1\" quadOffset=\"4\" centroidInside=\"1\" polygonPlacementFlags=\"2\""
    let buffer =
      "<text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" bufferOpacity=\"1\" bufferColor=\"255,255,255,255\"/>"
    return
      "<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style fieldName=\"\(harmlessInMarkup(field))\" isExpression=\"0\" fontFamily=\"Noto Sans CJK SC\" fontSize=\"8\" fontSizeUnit=\"Point\" textOpacity=\"1\" textColor=\"20,20,20,255\">\(buffer)</text-style><placement \(placement) priority=\"5\" dist=\"1\" distUnits=\"MM\"/></settings></labeling>"
  }

  private var isPointLayer: Bool {
    switch categories.first?.symbol.kind {
    case .marker, .picture, .ring: true
    case .line, .fill, nil: false
    }
  }
}
