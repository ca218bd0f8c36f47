// The rows of one block: its parcels in the land survey, its plots, its rows of the forest register. Planted faults
// alter them cell by cell, last.

import Geometry

struct SurveyRow {
  var number: Int
  var ground: (code: String, name: String)
  var isStateLand: Bool
  var village: Village
  var ring: [Coordinate]
}

struct PlotRow {
  var key: String
  var status: String?
  var crop: String?
  var tenure: String
  let village: Village
  var villageCode: String
  /// What the register declares of the true area.
  var declaredShare = 1.0
  var source: String
  /// Where the water comes from; nothing where the plot takes none.
  var irrigation: String?
  /// A well that the register names as its source.
  var well: String?
  /// Open rings by part, the shell first.
  var parts: [[[Coordinate]]]

  /// The shell of the first part.
  var ring: [Coordinate] {
    get { parts[0][0] }
    set { parts[0][0] = newValue }
  }
}

/// Ground that is withdrawn or fallow by an agreement.
struct AgreementRow {
  var key: String
  var kind: String
  var village: Village
  var ring: [Coordinate]
}

struct ForestRow {
  var key: String
  var type: String
  var owner: String
  /// The first byte of another character of the owner, of which the field of the shapefile had no room for the second.
  var brokenByte: UInt8?
  var village: Village
  /// Empty where nobody drew it.
  var ring: [Coordinate]
}

struct BlockRows {
  var survey: [SurveyRow] = []
  var plots: [PlotRow] = []
  var forest: [ForestRow] = []
  var agreements: [AgreementRow] = []
  var planted: [PlantedFault] = []
}

extension County {
  func rows(of block: Block) -> BlockRows {
    let survey = BlockMesh(block, lattice: lattice)
    let grounds = cover.grounds(of: block)
    let isOldMap = keepsOldMap(block)
    let plots = isOldMap ? survey : BlockMesh(resurveying: survey, grounds: grounds, lattice: lattice)
    var rows = BlockRows()
    appendRoadAndBelt(of: block, survey, to: &rows)
    for y in 1...plan.cells.rows {
      for x in 1...plan.cells.columns {
        let cell = Cell(block: block, x: x, y: y)
        let ground = grounds[(y - 1) * plan.cells.columns + x - 1]
        var cellRows = self.rows(of: cell, ground, survey: survey, plots: plots, isOldMap: isOldMap)
        if let fault = faults[cell] {
          let context = FaultContext(
            county: self, cell: cell, ring: survey.ring(of: cell),
            easternCorners: (plots.node(x + 1, y), plots.node(x + 1, y + 1)),
            surveyCorners: (survey.node(x + 1, y), survey.node(x + 1, y + 1)))
          let (key, place) = fault.plant(context, &cellRows)
          cellRows.planted = [PlantedFault(code: fault.code, layer: fault.layer, key: key, place: place)]
        }
        rows.append(cellRows)
      }
    }
    return rows
  }

  private func appendRoadAndBelt(of block: Block, _ survey: BlockMesh, to rows: inout BlockRows) {
    let village = places.village(of: block)
    rows.survey.append(
      SurveyRow(
        number: roadNumber(of: block), ground: ("1006", "农村道路"), isStateLand: true, village: village,
        ring: survey.ring(columns: 0..<1, rows: 0..<plan.cells.rows + 1)))
    let belt = survey.ring(columns: 1..<plan.cells.columns + 1, rows: 0..<1)
    rows.survey.append(
      SurveyRow(
        number: beltNumber(of: block), ground: Ground.nursery.surveyClass, isStateLand: false, village: village,
        ring: belt))
    let isAlongRoad = draw.unit(.belt, block.column, block.row) < 0.3
    rows.forest.append(
      ForestRow(
        key: Self.forestKey(beltNumber(of: block)), type: isAlongRoad ? "道路林" : "农田防护林", owner: "集体",
        village: village, ring: belt))
  }

  private func rows(
    of cell: Cell, _ ground: Ground, survey: BlockMesh, plots: BlockMesh, isOldMap: Bool
  ) -> BlockRows {
    var rows = BlockRows()
    var ring: [Coordinate]
    if ground == .reservoir {
      // One parcel for all its cells, told at the first of them.
      let cells = cover.reservoirCells
      guard cell.x == cells.columns.lowerBound, cell.y == cells.rows.lowerBound else { return rows }
      ring = survey.ring(columns: cells.columns, rows: cells.rows)
    } else {
      ring = survey.ring(of: cell)
    }
    let village = places.village(of: cell.block)
    let isStateLand = isStateLand(cell.block) || ground == .reservoir || ground == .town
    rows.survey.append(
      SurveyRow(
        number: parcelNumber(of: cell), ground: ground.surveyClass, isStateLand: isStateLand, village: village,
        ring: ring))
    if let type = ground.forestType {
      rows.forest.append(
        ForestRow(
          key: Self.forestKey(parcelNumber(of: cell)), type: type, owner: isStateLand ? "国有" : "集体", village: village,
          ring: ring))
    }
    if ground == .crop {
      let plot = plot(on: cell, ring: plots.ring(of: cell), source: isOldMap ? "旧图" : "复测")
      rows.plots = divided(plot, on: cell, by: plots)
      if let status = plot.status, status != "种植" {
        rows.agreements.append(
          AgreementRow(
            key: "XY" + plot.key.dropFirst(2), kind: status, village: village, ring: rows.plots[0].ring))
      }
    }
    return rows
  }

  func plot(on cell: Cell, ring: [Coordinate], source: String) -> PlotRow {
    let bits = draw.bits(.tenure, parcelNumber(of: cell))
    let status = status(ofPlotOn: cell)
    let village = places.village(of: cell.block)
    return PlotRow(
      key: plotKey(of: cell), status: status, crop: status == "种植" ? crop(on: cell) : nil,
      tenure: isStateLand(cell.block) ? "确权以外国有耕地" : unit(bits) < 0.8 ? "确权颁证" : "集体机动地",
      village: village, villageCode: village.code, source: source,
      irrigation: status == "种植" ? irrigation(ofPlotOn: cell) : nil, parts: [[ring]])
  }

  /// Near the prohibited zone nobody irrigates from wells any more.
  func irrigation(ofPlotOn cell: Cell) -> String {
    if zones.isNearProhibited(plan.box(of: cell)) { return "渠水" }
    let chance = draw.unit(.irrigation, parcelNumber(of: cell))
    return chance < 0.5 ? "井水" : chance < 0.85 ? "渠水" : "井渠双灌"
  }

  func status(ofPlotOn cell: Cell) -> String {
    let chance = draw.unit(.status, parcelNumber(of: cell))
    return chance < 0.85 ? "种植" : chance < 0.95 ? "退减" : "休耕"
  }

  func crop(on cell: Cell) -> String {
    let chance = draw.unit(.crop, parcelNumber(of: cell))
    let shares = [("棉花", 0.42), ("小麦", 0.65), ("玉米", 0.84), ("番茄", 0.92), ("蔬菜", 0.97)]
    return shares.first { chance < $0.1 }?.0 ?? "打瓜"
  }
}

extension BlockRows {
  mutating func append(_ other: BlockRows) {
    survey += other.survey
    plots += other.plots
    forest += other.forest
    agreements += other.agreements
    planted += other.planted
  }
}
