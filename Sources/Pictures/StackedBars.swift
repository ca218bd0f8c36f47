// Stacked bars: one bar a unit, its parts told apart by hatching as well as by colour, and a table with every number beneath.

public import Geometry

public struct StackedBars: Drawable {
  public struct Part: Sendable {
    let title: Words
    let texture: Texture

    public init(_ title: Words, _ texture: Texture) {
      self.title = title
      self.texture = texture
    }
  }
  public struct Bar: Sendable {
    let label: String
    /// In the order of ``StackedBars/parts``, as whole numbers of 10^−``StackedBars/places``.
    let values: [Int64]

    public init(_ label: String, _ values: [Int64]) {
      self.label = label
      self.values = values
    }
    var total: Int64 { values.reduce(0, +) }
  }
  public let title: String
  public let subtitle: String
  /// What the numbers count.
  public let unit: Words
  public let parts: [Part]
  public let bars: [Bar]
  /// How many decimals the values have.
  public let places: Int
  /// Where all numbers are, for a page that has no room for them.
  public let source: String

  public init(
    title: String, subtitle: String, unit: Words, parts: [Part], bars: [Bar], places: Int, source: String
  ) {
    self.title = title
    self.subtitle = subtitle
    self.unit = unit
    self.parts = parts
    self.bars = bars
    self.places = places
    self.source = source
  }

  public func pages(onOnePage: Bool, _ facts: PictureFacts) -> [Page] {
    let size: PageSize = bars.count > 10 ? .portrait : .landscape
    let layout = BarPage(self, SheetFrame(size, title: title, subtitle: subtitle, facts.language))
    let starts = onOnePage ? [0] : Array(stride(from: 0, to: max(1, bars.count), by: layout.capacity))
    return starts.enumerated().map { index, first in
      layout.page(
        first..<min(bars.count, first + layout.capacity), number: index + 1, of: starts.count, onOnePage: onOnePage)
    }
  }
}
