// The map itself, from the ground up: layers, what is around the subject made pale, signs, names, frame.

import Geometry

func drawMap(_ sheet: MapSheet, _ view: MapView, _ labels: MapLabels, on page: inout Page) {
  let rectangle = view.rectangle
  page.add("defs") { page in
    for symbol in Set(sheet.points.map(\.symbol)).sorted(by: { $0.rawValue < $1.rawValue }) {
      symbol.define(scale: sheet.signScale, on: &page)
    }
  }
  page.add(clippedTo: rectangle.path) { page in
    for ground in sheet.grounds { draw(ground, view, on: &page) }
    if let subject = sheet.subject {
      let path = view.path(of: subject.geometry, rows: subject.rows)
      page.add(
        "path",
        ["d": rectangle.path + path, "fill": "#fff", "fill-opacity": "0.72", "fill-rule": "evenodd"])
      stroke(path, subject.style, on: &page)
    }
    // Names stand over the signs that need no attention, and under all others.
    drawSigns(sheet.points.filter(\.symbol.isLight), view, on: &page)
    draw(labels.places, on: &page)
    drawSigns(sheet.points.filter { !$0.symbol.isLight }, view, on: &page)
    draw(labels.points, on: &page)
  }
  page.add("path", ["d": rectangle.path, "fill": "none", "stroke": "#111", "stroke-width": "1.2"])
}

/// The most important ones last, over the others.
private func drawSigns(_ kinds: [MapSheet.PointKind], _ view: MapView, on page: inout Page) {
  page.add("g", ["class": "points"]) { page in
    for kind in kinds.reversed() {
      for spot in kind.spots(in: view) { kind.symbol.place(at: spot, on: &page) }
    }
  }
}

private func draw(_ labels: [MapLabels.PlaceLabel], on page: inout Page) {
  page.add(
    "g",
    ["class": "places", "paint-order": "stroke", "stroke": "#fff", "stroke-width": "2", "stroke-linejoin": "round"]
  ) {
    for label in labels {
      $0.text(
        label.text, at: label.middle, size: MapLabels.placeSize(label.isBeyond), anchor: .middle,
        fill: label.isBeyond ? "#6b6b6b" : "#222")
    }
  }
}

extension MapSheet.PointKind {
  /// Where its signs stand. Of more than a page can tell apart, one a square point is drawn: nobody sees those beneath it, and
  /// librsvg refuses pages with more than half a million.
  fileprivate func spots(in view: MapView) -> [Spot] {
    let spots = points.map { view.spot($0.place) }
    guard spots.count > 20_000 else { return spots }
    var taken: Set<SIMD2<Int32>> = []
    return spots.filter { taken.insert(SIMD2(Int32($0.x.rounded()), Int32($0.y.rounded()))).inserted }
  }
}

private func draw(_ ground: MapSheet.Ground, _ view: MapView, on page: inout Page) {
  let path = view.path(of: ground.geometry, rows: ground.rows)
  guard !path.isEmpty else { return }
  ground.style.texture?.fill(path, within: view.rectangle, on: &page)
  stroke(path, ground.style, on: &page)
}

private func stroke(_ path: String, _ style: MapSheet.Style, on page: inout Page) {
  guard !path.isEmpty, style.width > 0 else { return }
  page.add(
    "path",
    [
      "d": path, "fill": "none", "stroke": style.stroke, "stroke-width": number(style.width),
      "stroke-dasharray": style.dash, "stroke-linejoin": "round",
    ])
}

private func draw(_ labels: [MapLabels.PointLabel], on page: inout Page) {
  for label in labels {
    guard let sign = label.leadsTo else { continue }
    // From the edge of the text that faces the sign.
    let end = Spot(
      min(max(sign.x, label.box.x), label.box.right), min(max(sign.y, label.box.y), label.box.bottom))
    page.add(
      "path",
      [
        "d": "M\(number(sign.x)) \(number(sign.y))L\(number(end.x)) \(number(end.y))", "stroke": "#111",
        "stroke-width": "0.5",
      ])
  }
  page.add(
    "g",
    [
      "class": "point-labels", "paint-order": "stroke", "stroke": "#fff", "stroke-width": "2",
      "stroke-linejoin": "round",
    ]
  ) {
    for label in labels {
      $0.text(
        label.text, at: Spot(label.box.x, label.box.bottom - MapLabels.pointSize * 0.18), size: MapLabels.pointSize,
        bold: true, fill: "#111")
    }
  }
}
