// The strip under a map: north arrow, scale bar, and what the signs, lines and hatchings mean.

import Geometry

struct MapLegend {
  private static let scaleWidth = 172.0
  private static let rowHeight = 14.0
  private static let swatch = 20.0
  private static let textSize = 8.5

  private enum Mark {
    case sign(Symbol)
    case style(MapSheet.Style, GeometryKind)
  }
  private struct Item {
    let mark: Mark
    let text: String
    let x: Double
    let row: Int
  }
  private let items: [Item]
  private let width: Double
  private let language: Language
  let height: Double

  init(_ sheet: MapSheet, width: Double, _ language: Language) {
    self.width = width
    self.language = language
    var entries: [(Mark, String)] = sheet.points.map { kind in
      let count = Words(zh: " \(kind.points.count) 眼", en: " (\(kind.points.count))")
      return (.sign(kind.symbol), kind.title[language] + count[language])
    }
    for ground in sheet.grounds + [sheet.subject].compactMap(\.self) where ground.reaches(sheet.extent) {
      if let title = ground.title { entries.append((.style(ground.style, ground.geometry.kind), title[language])) }
    }
    var items: [Item] = []
    var (x, row) = (Self.scaleWidth, 0)
    for (mark, text) in entries {
      let needed = Self.swatch + 5 + textWidth(text, size: Self.textSize)
      if x + needed > width - 6, x > Self.scaleWidth { (x, row) = (Self.scaleWidth, row + 1) }
      items.append(Item(mark: mark, text: text, x: x, row: row))
      x += needed + 12
    }
    self.items = items
    height = max(40, Double(row + 1) * Self.rowHeight + 10)
  }

  func draw(at corner: Spot, _ view: MapView, on page: inout Page) {
    let box = Rectangle(corner.x, corner.y, width, height)
    page.add("path", ["d": box.path, "fill": "none", "stroke": "#111", "stroke-width": "1.2"])
    drawNorth(at: Spot(corner.x + 15, corner.y + height / 2), on: &page)
    drawScale(at: Spot(corner.x + 38, corner.y + height / 2), view, on: &page)
    for item in items {
      let middle = Spot(corner.x + item.x, corner.y + 5 + (Double(item.row) + 0.5) * Self.rowHeight)
      switch item.mark {
      case .sign(let symbol): symbol.place(at: Spot(middle.x + Self.swatch / 2, middle.y), on: &page)
      case .style(let style, let kind): draw(style, kind, at: middle, on: &page)
      }
      page.text(item.text, at: Spot(middle.x + Self.swatch + 5, middle.y + 3), size: Self.textSize)
    }
  }

  private func draw(_ style: MapSheet.Style, _ kind: GeometryKind, at middle: Spot, on page: inout Page) {
    let box = Rectangle(middle.x + 1, middle.y - 4.5, Self.swatch - 2, 9)
    let path = style.texture == nil ? "M\(number(box.x)) \(number(middle.y))H\(number(box.right))" : box.path
    style.texture?.fill(box.path, within: box, on: &page)
    page.add(
      "path",
      [
        "d": path, "fill": "none", "stroke": style.stroke, "stroke-width": number(style.width),
        "stroke-dasharray": style.dash,
      ])
  }

  private func drawNorth(at middle: Spot, on page: inout Page) {
    let (x, y) = (middle.x, middle.y + 4)
    page.add(
      "path",
      [
        "d": "M\(number(x)) \(number(y - 12))L\(number(x + 5)) \(number(y + 8))L\(number(x)) \(number(y + 4))Z",
        "fill": "#111",
      ])
    page.add(
      "path",
      [
        "d": "M\(number(x)) \(number(y - 12))L\(number(x - 5)) \(number(y + 8))L\(number(x)) \(number(y + 4))Z",
        "fill": "#fff", "stroke": "#111", "stroke-width": "0.6", "stroke-linejoin": "round",
      ])
    page.text(Words(zh: "北", en: "N")[language], at: Spot(x, y - 14), size: 8, bold: true, anchor: .middle)
  }

  private func drawScale(at corner: Spot, _ view: MapView, on page: inout Page) {
    let length = scaleBarLength(metresPerPoint: view.metresPerPoint, room: 92)
    let width = length / view.metresPerPoint
    let inKilometres = length >= 1000
    func label(_ metres: Double) -> String { number(inKilometres ? metres / 1000 : metres) }
    let y = corner.y + 2
    for quarter in 0..<4 {
      page.add(
        "rect",
        [
          "x": number(corner.x + Double(quarter) * width / 4), "y": number(y), "width": number(width / 4),
          "height": "4",
          "fill": quarter % 2 == 0 ? "#111" : "#fff", "stroke": "#111", "stroke-width": "0.6",
        ])
    }
    page.text("0", at: Spot(corner.x, y - 3), size: 7.5, anchor: .middle)
    page.text(label(length / 2), at: Spot(corner.x + width / 2, y - 3), size: 7.5, anchor: .middle)
    let unit = Words(zh: inKilometres ? " 公里" : " 米", en: inKilometres ? " km" : " m")
    page.text(label(length), at: Spot(corner.x + width, y - 3), size: 7.5, anchor: .middle)
    page.text(unit[language], at: Spot(corner.x + width + 8, y - 3), size: 7.5)
    page.text("1:\(view.scale)", at: Spot(corner.x, y + 14), size: 8)
  }
}

extension MapSheet.Ground {
  /// Whether any of it lies where the map is looked at, so that the legend must say what it is.
  fileprivate func reaches(_ extent: Box) -> Bool { rows.contains { geometry.box(ofRow: $0).meets(extent) } }
}
