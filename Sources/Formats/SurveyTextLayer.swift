// The plots of a 报盘坐标 TXT as a layer: which number is north, which rings are holes, which frame the head means.

import Geometry

extension SurveyText {
  func layer(named name: String, options: ReadOptions) throws -> ReadResult {
    let order = axes
    var builder = GeometryBuilder(.polygon)
    var failures: [RowFailure] = []
    var diagnoses: [Diagnosis] = []
    var open = 0
    for (row, plot) in plots.enumerated() {
      let rings = plot.rings.map { ring in order == .eastFirst ? ring : ring.map { Coordinate(x: $0.y, y: $0.x) } }
      if let fault = plot.fault ?? Self.fault(rings, of: plot) {
        builder.endRow()
        failures.append(RowFailure(row: row, reason: fault))
        continue
      }
      open += rings.count { $0.first != $0.last }
      for part in partsByNesting(of: rings) {
        for ring in part { builder.appendRing(ring) }
        builder.endPart()
      }
      builder.endRow()
      if let stated = plot.value(0).flatMap({ Int($0) }), stated != plot.points, stated != plot.points + rings.count,
        stated != plot.points - rings.count
      {
        diagnoses.append(
          Diagnosis(
            "F06", row: row,
            Words(
              zh: "第 \(plot.line) 行注明 \(stated) 个界址点，实有 \(plot.points) 个；请核对是否缺点",
              en: "line \(plot.line) says \(stated) points and \(plot.points) follow; check whether one is missing")))
      }
    }
    var result = ReadResult(
      layer: Layer(
        name: name, frame: nil, geometry: builder.finish(), fields: fields, featureIDs: plots.map { Int64($0.line) }))
    result.failures = failures
    result.diagnoses = diagnoses
    if open > 0 {
      result.notes.append(
        Words(zh: "\(open) 个圈没有闭合点，已闭合", en: "\(open) rings had no closing point and were closed"))
    }
    if order == .eastFirst {
      result.diagnoses.append(
        Diagnosis(
          "F04",
          Words(
            zh: "坐标按 Y（东）在前、X（北）在后书写，与报盘格式相反；已按东、北读取。请核对",
            en:
              "coordinates stand with Y (east) before X (north), against the form; they are read as east, north. Check them"
          ))
      )
    }
    let stated = frame
    result.layer.frame = options.statedFrame ?? stated ?? options.assumedFrame
    return result
  }

  private static func fault(_ rings: [[Coordinate]], of plot: Plot) -> Words? {
    guard !rings.isEmpty else {
      return Words(zh: "第 \(plot.line) 行的地块没有界址点", en: "the plot of line \(plot.line) has no points")
    }
    guard rings.contains(where: { Set($0.map { "\($0.x) \($0.y)" }).count < 3 }) else { return nil }
    return Words(
      zh: "第 \(plot.line) 行的地块有一圈不足三个点", en: "a ring of the plot of line \(plot.line) has fewer than three points")
  }

  /// Field names as people know them; the row of the layer is found again by its line, which is its feature id.
  private var fields: FieldTable {
    var table = FieldTable()
    for (index, name) in [(2, "地块编号"), (3, "地块名称"), (4, "图形属性"), (5, "图幅号"), (6, "地块用途"), (7, "地类编码")] {
      let values = plots.map { $0.value(index) }
      if index < 4 || values.contains(where: { $0 != nil }) { table.set(name, .text(TextValues(values))) }
    }
    table.set(
      "面积公顷", .real(Values(plots.map { $0.value(1).flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } })))
    return table
  }
}

// Axes and frame.
extension SurveyText {
  private enum Axes { case northFirst, eastFirst }

  /// The form has X (north) first. Northings of China have seven digits, eastings six, or eight with the zone: where all points
  /// say so, it was written the other way.
  private var axes: Axes {
    var seen = false
    for plot in plots {
      for ring in plot.rings {
        for point in ring {
          guard Self.isEasting(point.x) && Self.isNorthing(point.y) else { return .northFirst }
          seen = true
        }
      }
    }
    return seen ? .eastFirst : .northFirst
  }

  private static func isNorthing(_ value: Double) -> Bool { (1_000_000..<6_500_000).contains(value) }
  private static func isEasting(_ value: Double) -> Bool {
    (100_000..<1_000_000).contains(value) || (13_000_000..<46_000_000).contains(value)
  }

  /// The frame that the head describes; with the zone in the eastings where these have eight digits.
  private var frame: Frame? {
    let first = plots.lazy.compactMap { $0.rings.first?.first }.first
    let easting = first.map { axes == .eastFirst ? $0.x : $0.y } ?? 0
    let isPrefixed = easting >= 13_000_000
    guard let zone = attributes["带号"].flatMap({ Int($0) }) ?? (isPrefixed ? Int(easting / 1_000_000) : nil) else {
      return nil
    }
    let system = attributes["坐标系"] ?? ""
    let datum = system.contains("2000") ? 0 : system.contains("80") ? 1 : system.contains("54") ? 2 : nil
    let isSixDegrees = attributes["几度分带"].map { $0.hasPrefix("6") } ?? (zone < 24)
    guard let datum, (isSixDegrees ? 13...23 : 25...45).contains(zone) else { return nil }
    // The first code of each row of zones in EPSG: with the zone in the eastings, and without.
    let three = [(4513, 4534), (2349, 2370), (2401, 2422)][datum]
    let six = [(4491, 4502), (2327, 2338), (21413, 21453)][datum]
    let codes = isSixDegrees ? six : three
    return Formats.frame(epsg: (isPrefixed ? codes.0 : codes.1) + zone - (isSixDegrees ? 13 : 25))
  }
}
