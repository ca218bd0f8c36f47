// The names on a map: first those of points, which are why the map is posted, then those of places.

import Geometry

struct MapLabels {
  struct PointLabel {
    let text: String
    let box: Rectangle
    /// The sign that a line must lead to, where the label is not beside it.
    let leadsTo: Spot?
  }
  struct PlaceLabel {
    let text: String
    let middle: Spot
    let isBeyond: Bool
  }
  private(set) var points: [PointLabel] = []
  private(set) var places: [PlaceLabel] = []
  private var unlabelled: [String] = []
  private var unnamed: [String] = []

  static let pointSize = 7.5
  static func placeSize(_ isBeyond: Bool) -> Double { isBeyond ? 9 : 7.5 }

  init(_ sheet: MapSheet, _ view: MapView) {
    var placer = LabelPlacer(in: view.rectangle.inset(by: 3))
    for kind in sheet.points {
      let reach = sheet.reach(of: kind)
      for point in kind.points {
        let spot = view.spot(point.place)
        placer.take(
          Rectangle(spot.x - reach, spot.y - reach, 2 * reach, 2 * reach), isLight: kind.symbol.isLight)
      }
    }
    // Names may cross the outline of the subject where there is no better place.
    if let subject = sheet.subject {
      for outline in subject.rows.flatMap({ view.outlines(of: subject.geometry, row: $0) }) {
        for (a, b) in zip(outline, outline.dropFirst()) {
          for spot in a.steps(to: b) {
            placer.take(Rectangle(spot.x - 1.5, spot.y - 1.5, 3, 3), isLight: true)
          }
        }
      }
    }
    for kind in sheet.points {
      for (place, label) in kind.points {
        guard let label else { continue }
        let spot = view.spot(place)
        let width = textWidth(label, size: Self.pointSize)
        if let found = placer.place(
          beside: spot, reach: sheet.reach(of: kind), width: width, height: Self.pointSize + 0.5)
        {
          points.append(PointLabel(text: label, box: found.box, leadsTo: found.leads ? spot : nil))
        } else {
          unlabelled.append(label)
        }
      }
    }
    for name in sheet.names.filter({ !$0.isBeyond }) + sheet.names.filter(\.isBeyond) {
      let size = Self.placeSize(name.isBeyond)
      if let box = placer.place(
        insideRow: name.row, of: name.geometry, view: view, width: textWidth(name.text, size: size), height: size + 1)
      {
        places.append(
          PlaceLabel(
            text: name.text, middle: Spot(box.x + box.width / 2, box.bottom - size * 0.2), isBeyond: name.isBeyond))
      } else if !name.isBeyond {
        unnamed.append(name.text)
      }
    }
  }

  /// What the map had no room for.
  func missed(in language: Language) -> [String] {
    func list(_ names: [String]) -> Words {
      let shown = names.prefix(12)
      let rest = names.count - shown.count
      return Words(
        zh: shown.joined(separator: "、") + (rest > 0 ? " 等 \(names.count) 个" : ""),
        en: shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : ""))
    }
    var lines: [Words] = []
    if !unlabelled.isEmpty {
      let names = list(unlabelled)
      lines.append(Words(zh: "图上标注不下编号的井：\(names.zh)。", en: "Wells whose number has no room on the map: \(names.en)."))
    }
    if !unnamed.isEmpty {
      let names = list(unnamed)
      lines.append(Words(zh: "图上标注不下的地名：\(names.zh)。", en: "Places whose name has no room on the map: \(names.en)."))
    }
    return lines.map { $0[language] }
  }
}

extension Spot {
  /// Places along a straight line, a few points apart.
  fileprivate func steps(to end: Spot) -> [Spot] {
    let length = ((end.x - x) * (end.x - x) + (end.y - y) * (end.y - y)).squareRoot()
    // What leaves the page by far is not walked along: nobody sees it.
    let count = min(2000, max(1, Int(length / 4)))
    return (0..<count).map { step in
      let share = Double(step) / Double(count)
      return Spot(x + share * (end.x - x), y + share * (end.y - y))
    }
  }
}
