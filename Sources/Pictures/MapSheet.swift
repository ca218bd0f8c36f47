// A map that is posted: title, map, legend, and the list of what it is about, on one page of A4 where that is possible.
//
//     title, subtitle
//     ┌───────────────┐
//     │ map           │   as much of the page as the rest leaves
//     └───────────────┘
//     ↑ scale │ legend
//     list              as many rows as have room; the rest on further pages, or told in a line
//     notes             what the map could not show

public import Geometry
public import Reports

/// What a map is made of, as plain values.
public struct MapSheet: Drawable {
  /// Rows of a layer, drawn alike. Layers are painted in the order given.
  public struct Ground: Sendable {
    /// In the legend; `nil` for what needs none.
    let title: Words?
    let geometry: GeometryColumn
    let rows: [Int]
    let style: Style

    public init(_ title: Words?, _ geometry: GeometryColumn, rows: [Int], _ style: Style) {
      self.title = title
      self.geometry = geometry
      self.rows = rows
      self.style = style
    }
  }
  public struct Style: Sendable {
    let texture: Texture?
    let stroke: String
    let width: Double
    /// Lengths of dashes and gaps, as SVG writes them.
    let dash: String

    public init(_ texture: Texture? = nil, stroke: String, width: Double, dash: String = "") {
      self.texture = texture
      self.stroke = stroke
      self.width = width
      self.dash = dash
    }
  }
  /// A kind of points. Kinds are given with the most important first, which is painted last, over the others.
  public struct PointKind: Sendable {
    let title: Words
    let symbol: Symbol
    let points: [(place: Coordinate, label: String?)]

    public init(_ title: Words, _ symbol: Symbol, _ points: [(place: Coordinate, label: String?)]) {
      self.title = title
      self.symbol = symbol
      self.points = points
    }
  }
  /// A name inside a polygon.
  public struct Name: Sendable {
    let text: String
    let geometry: GeometryColumn
    let row: Int
    /// Whether it lies outside the subject: written paler, and not missed where it has no room.
    let isBeyond: Bool

    public init(_ text: String, _ geometry: GeometryColumn, row: Int, isBeyond: Bool = false) {
      self.text = text
      self.geometry = geometry
      self.row = row
      self.isBeyond = isBeyond
    }
  }
  /// The list under the map.
  public struct List: Sendable {
    let title: Words
    let table: TerminalTable
    /// Where all rows are, for a page that has no room for them.
    let source: String

    public init(_ title: Words, _ table: TerminalTable, source: String) {
      self.title = title
      self.table = table
      self.source = source
    }
  }

  public let title: String
  public let subtitle: String
  /// What must be seen.
  public let extent: Box
  /// The polygons that the map is about; the ground around them is made pale. `nil` for a map of everything.
  public let subject: Ground?
  public let grounds: [Ground]
  public let names: [Name]
  public let points: [PointKind]
  public let list: List
  public let notes: [String]

  public init(
    title: String, subtitle: String, extent: Box, subject: Ground?, grounds: [Ground], names: [Name],
    points: [PointKind], list: List, notes: [String]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.extent = extent
    self.subject = subject
    self.grounds = grounds
    self.names = names
    self.points = points
    self.list = list
    self.notes = notes
  }

  /// Signs shrink where they would bury the map.
  var signScale: Double {
    let heavy = points.reduce(0) { $0 + ($1.symbol.isLight ? 0 : $1.points.count) }
    return heavy > 1000 ? 0.5 : heavy > 300 ? 0.7 : 1
  }

  /// How far a sign of a kind reaches on this map.
  func reach(of kind: PointKind) -> Double { kind.symbol.reach * (kind.symbol.isLight ? 1 : signScale) }

  public func pages(onOnePage: Bool, _ facts: PictureFacts) -> [Page] {
    let upright = MapPage(self, .portrait, facts.language)
    let broad = MapPage(self, .landscape, facts.language)
    // Lists read better on an upright page; a broad township gets a broad one where that shows a good deal more.
    let layout = broad.view.metresPerPoint * 1.15 < upright.view.metresPerPoint ? broad : upright
    return layout.pages(onOnePage: onOnePage)
  }
}
