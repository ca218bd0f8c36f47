// survey.gpkg, plots.gpkg, forest.shp and agreements.gpkg: the large layers, generated block by block and written batch by batch.

import Formats
import Geometry

/// The layers while they are written, and what the plots of each village declare.
struct ParcelFiles: ~Copyable {
  private static let surveyFields = [
    FieldDefinition("BSM", .text, width: 18), FieldDefinition("DLBM", .text, width: 5),
    FieldDefinition("DLMC", .text, width: 60), FieldDefinition("QSXZ", .text, width: 2),
    FieldDefinition("ZLDWDM", .text, width: 19), FieldDefinition("ZLDWMC", .text, width: 60),
    FieldDefinition("TBMJ", .real),
  ]
  private static let plotFields = [
    FieldDefinition("plot_id", .text), FieldDefinition("status", .text), FieldDefinition("crop", .text),
    FieldDefinition("tenure", .text), FieldDefinition("village_code", .text), FieldDefinition("area_mu", .real),
    FieldDefinition("irrigation", .text), FieldDefinition("well_id", .text), FieldDefinition("source", .text),
  ]
  private static let agreementFields = [
    FieldDefinition("协议编号", .text, width: 24), FieldDefinition("类型", .text, width: 10),
    FieldDefinition("协议面积", .real),
  ]
  private static let forestFields = [
    FieldDefinition("林班号", .text, width: 12), FieldDefinition("类型", .text, width: 20),
    FieldDefinition("权属", .text, width: 10), FieldDefinition("村代码", .text, width: 12),
  ]

  private var survey: LayerWriter
  private var plots: LayerWriter
  private var forest: LayerWriter
  private var agreements: LayerWriter
  private var forestCount = 0
  private var brokenOwners = BrokenTexts(field: forestFields.firstIndex { $0.name == "权属" }!)
  private let forestTable: String
  private let area: DeclaredArea
  private(set) var declared = DeclaredSums()

  init(in folder: String, frame: Frame) throws {
    let survey = try LayerWriter(
      creating: folder + "/survey.gpkg", layer: "DLTB", kind: .polygon, frame: frame, fields: Self.surveyFields)
    let plots = try LayerWriter(
      creating: folder + "/plots.gpkg", layer: "plots", kind: .polygon, frame: frame, fields: Self.plotFields)
    let forest = try LayerWriter(
      creating: folder + "/forest.shp", layer: "forest", kind: .polygon, frame: frame, fields: Self.forestFields,
      options: .officeShapefile)
    let agreements = try LayerWriter(
      creating: folder + "/agreements.gpkg", layer: "agreements", kind: .polygon, frame: frame,
      fields: Self.agreementFields)
    area = try DeclaredArea(frame: frame)
    forestTable = folder + "/forest.dbf"
    self.survey = survey
    self.agreements = agreements
    self.plots = plots
    self.forest = forest
  }

  mutating func append(_ rows: BlockRows) throws {
    try survey.append(surveyLayer(rows.survey))
    try plots.append(plotLayer(rows.plots))
    try forest.append(forestLayer(rows.forest))
    for (row, forest) in rows.forest.enumerated() {
      if let byte = forest.brokenByte { brokenOwners.append(byte, row: forestCount + row) }
    }
    forestCount += rows.forest.count
    try agreements.append(agreementLayer(rows.agreements))
  }

  consuming func close() throws {
    let (brokenOwners, forestTable) = (brokenOwners, forestTable)
    try survey.close()
    try plots.close()
    try forest.close()
    try agreements.close()
    try brokenOwners.write(to: forestTable)
  }

  private func surveyLayer(_ rows: [SurveyRow]) -> Layer {
    var batch = RowBatch(.polygon, fields: Self.surveyFields)
    for row in rows {
      batch.append(
        .polygon([row.ring]),
        [
          .text(County.surveyKey(row.number)), .text(row.ground.code), .text(row.ground.name),
          .text(row.isStateLand ? "20" : "30"), .text(row.village.code + "0000000"), .text(row.village.name), .real(0),
        ])
    }
    var layer = batch.finish()
    layer.fields.set("TBMJ", .real(Values(area.areas(of: layer.geometry!).map(\.toHundredths))))
    return layer
  }

  private mutating func plotLayer(_ rows: [PlotRow]) -> Layer {
    var batch = RowBatch(.polygon, fields: Self.plotFields)
    for row in rows {
      batch.append(
        .polygons(row.parts),
        [
          .text(row.key), .text(row.status), .text(row.crop), .text(row.tenure), .text(row.villageCode), .real(0),
          .text(row.irrigation), .text(row.well), .text(row.source),
        ])
    }
    var layer = batch.finish()
    let areas = zip(area.areas(of: layer.geometry!), rows).map { area, row in
      (area * row.declaredShare / squareMetresPerMu).toHundredths
    }
    layer.fields.set("area_mu", .real(Values(areas)))
    for (area, row) in zip(areas, rows) { declared.add(area, row.village, row.status) }
    return layer
  }

  private func agreementLayer(_ rows: [AgreementRow]) -> Layer {
    var batch = RowBatch(.polygon, fields: Self.agreementFields)
    for row in rows { batch.append(.polygon([row.ring]), [.text(row.key), .text(row.kind), .real(0)]) }
    var layer = batch.finish()
    let areas = area.areas(of: layer.geometry!).map { ($0 / squareMetresPerMu).toHundredths }
    layer.fields.set("协议面积", .real(Values(areas)))
    return layer
  }

  private func forestLayer(_ rows: [ForestRow]) -> Layer {
    var batch = RowBatch(.polygon, fields: Self.forestFields)
    for row in rows {
      batch.append(.polygon([row.ring]), [.text(row.key), .text(row.type), .text(row.owner), .text(row.village.code)])
    }
    return batch.finish()
  }
}

extension WriteOptions {
  /// A shapefile as many offices send it.
  static var officeShapefile: WriteOptions {
    var options = WriteOptions()
    options.legacyGBK = true
    return options
  }
}

private let squareMetresPerMu = 2000.0 / 3
