// The smaller layers: units, zones, waters, the public network, the register of wells.

import Formats
import Geodesy
import Geometry

extension County {
  /// Writes townships and villages; some villages with a wrong control area, which are told.
  ///
  /// - Parameter wrongCount: of how many villages the control area is wrong.
  func writeUnits(into folder: String, frame: Frame, wrongCount: Int) throws -> [PlantedFault] {
    var planted: [PlantedFault] = []
    let areas = try DeclaredArea(frame: frame)
    let townshipFields = [
      FieldDefinition("行政代码", .text, width: 12), FieldDefinition("名称", .text, width: 40),
      FieldDefinition("控制面积", .real),
    ]
    var townships = RowBatch(.polygon, fields: townshipFields)
    for township in Township.allCases {
      let outline = outline(of: township)
      townships.append(
        .polygon([outline]),
        [.text(township.code), .text(township.name), .real(areas.areas(of: outline.asRow)[0].toHundredths)])
    }
    try writeLayer(
      townships.finish(), to: folder + "/townships.shp", layer: "townships", kind: .polygon, frame: frame,
      fields: townshipFields, options: .officeShapefile)

    let villageFields = townshipFields + [FieldDefinition("乡镇代码", .text, width: 12)]
    var villages = RowBatch(.polygon, fields: villageFields)
    var sequence = draw.sequence(.fault, 2)
    var numbers = Array(places.villages.indices)
    sequence.shuffle(&numbers)
    let wrong = Set(numbers.prefix(wrongCount))
    for village in places.villages {
      let outline = outline(of: village)
      var control = areas.areas(of: outline.asRow)[0].toHundredths
      if wrong.contains(village.number) {
        control += 500
        planted.append(PlantedFault(code: "R02", layer: "villages", key: village.code, place: outline.middle))
      }
      villages.append(
        .polygon([outline]), [.text(village.code), .text(village.name), .real(control), .text(village.township.code)])
    }
    try writeLayer(
      villages.finish(), to: folder + "/villages.shp", layer: "villages", kind: .polygon, frame: frame,
      fields: villageFields, options: .officeShapefile)
    return planted
  }

  func writeZones(into folder: String, frame: Frame) throws {
    let fields = [
      FieldDefinition("编号", .text, width: 10), FieldDefinition("类型", .text, width: 20),
      FieldDefinition("名称", .text, width: 60), FieldDefinition("批准文号", .text, width: 60),
      FieldDefinition("批准日期", .day),
    ]
    let rows: [(String, String, String, String, Day, [[Coordinate]])] = [
      (
        "JC-01", "禁采区", "城区地下水禁采区", "样政函〔2019〕31号", Day(year: 2019, month: 6, day: 18)!,
        [zones.prohibitedRing] + zones.holeRings.map { $0.reversed() }
      ),
      (
        "XC-01", "限采区", "城郊地下水限采区", "样政函〔2019〕31号", Day(year: 2019, month: 6, day: 18)!,
        [zones.limitedRing, zones.prohibitedRing.reversed()]
      ),
      (
        "CC-01", "超采区", "平原地下水超采区", "样政函〔2017〕12号", Day(year: 2017, month: 3, day: 9)!,
        [zones.overExtractedRing]
      ),
    ]
    var batch = RowBatch(.polygon, fields: fields)
    for (key, kind, name, document, day, rings) in rows {
      batch.append(.polygon(rings), [.text(key), .text(kind), .text(name), .text(document), .day(day)])
    }
    try writeLayer(
      batch.finish(), to: folder + "/zones.shp", layer: "zones", kind: .polygon, frame: frame, fields: fields,
      options: .officeShapefile)
  }

  func writeWaters(into folder: String, frame: Frame) throws {
    let path = folder + "/water.gpkg"
    var later = WriteOptions()
    later.addsToFile = true
    let fields = [FieldDefinition("code", .text), FieldDefinition("name", .text)]

    let canalFields = fields + [FieldDefinition("grade", .text)]
    var lines = RowBatch(.line, fields: canalFields)
    var heads = RowBatch(.point, fields: fields)
    for canal in canals() {
      lines.append(.line(canal.course), [.text(canal.key), .text(canal.name), .text(canal.grade)])
      guard canal.grade == "干渠" else { continue }
      heads.append(.point(canal.course[0]), [.text("S" + canal.key), .text(canal.name + "渠首")])
    }
    try writeLayer(lines.finish(), to: path, layer: "canals", kind: .line, frame: frame, fields: canalFields)

    var reservoirs = RowBatch(.polygon, fields: fields)
    for (index, block) in cover.reservoirBlocks.enumerated() {
      let cells = cover.reservoirCells
      let ring = BlockMesh(block, lattice: lattice).ring(columns: cells.columns, rows: cells.rows)
      reservoirs.append(
        .polygon([ring]), [.text("SK" + padded(index + 1, 3)), .text(places.village(of: block).name.dropLast() + "水库")])
    }
    try writeLayer(
      reservoirs.finish(), to: path, layer: "reservoirs", kind: .polygon, frame: frame, fields: fields, options: later)
    try writeLayer(
      heads.finish(), to: path, layer: "headworks", kind: .point, frame: frame, fields: fields, options: later)
  }

  func writeNetwork(into folder: String, frame: Frame) throws {
    let pipeFields = [FieldDefinition("pipe_id", .text), FieldDefinition("diameter_mm", .integer)]
    var lines = RowBatch(.line, fields: pipeFields)
    for pipe in pipes() { lines.append(.line(pipe.course), [.text(pipe.key), .integer(pipe.diameter)]) }
    try writeGeoJSON(
      lines.finish(), to: folder + "/network.geojson", layer: "network", kind: .line, frame: frame, fields: pipeFields)

    let fields = [FieldDefinition("coverage_id", .text), FieldDefinition("name", .text)]
    var coverage = RowBatch(.polygon, fields: fields)
    coverage.append(.polygon([zones.coverageRing]), [.text("FW01"), .text("城区公共供水管网覆盖范围")])
    try writeGeoJSON(
      coverage.finish(), to: folder + "/coverage.geojson", layer: "coverage", kind: .polygon, frame: frame,
      fields: fields)
  }

  func writeWells(_ wells: [Well], into folder: String) throws {
    let names = [
      "井编号", "乡镇", "村", "单位", "用途", "应急水源", "应急依据", "许可证号", "许可状态", "许可到期", "计量", "建成日期", "井电双控", "替代水源", "通水日期",
    ]
    let fields =
      names.map { FieldDefinition($0, .text) } + [FieldDefinition("X坐标", .real), FieldDefinition("Y坐标", .real)]
    var batch = RowBatch(nil, fields: fields)
    for well in wells {
      batch.append(
        .none,
        [
          .text(well.key), .text(well.township), .text(well.village), .text(well.owner), .text(well.use),
          .text(well.emergencyBasis == nil ? "否" : "是"), .text(well.emergencyBasis), .text(well.permit.number),
          .text(well.permit.state), .text(well.permit.expiry?.description), .text(well.hasMeter ? "有" : "无"),
          .text(well.works.builtOn?.description), .text(well.works.hasDualControl ? "有" : "无"),
          .text(well.works.replacement), .text(well.works.replacementOn?.description), .real(well.place.x),
          .real(well.place.y),
        ])
    }
    try writeLayer(
      batch.finish(), to: folder + "/wells.xlsx", layer: "机电井", kind: nil, frame: nil, fields: fields)
  }
}

func writeLayer(
  _ rows: Layer, to path: String, layer: String, kind: GeometryKind?, frame: Frame?, fields: [FieldDefinition],
  options: WriteOptions = WriteOptions()
) throws {
  var writer = try LayerWriter(
    creating: path, layer: layer, kind: kind, frame: frame, fields: fields, options: options)
  try writer.append(rows)
  try writer.close()
}

private func writeGeoJSON(
  _ rows: Layer, to path: String, layer: String, kind: GeometryKind, frame: Frame, fields: [FieldDefinition]
) throws {
  var rows = rows
  rows.frame = frame
  try writeLayer(
    rows.transformed(to: .wgs84).layer, to: path, layer: layer, kind: kind, frame: .wgs84, fields: fields)
}
