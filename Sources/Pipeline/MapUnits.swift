// Whose map a well is on: every well is on one, so that nothing is lost between them.

import Geometry
import Rules

/// One map of the run: a township, or the whole county.
struct MapUnit {
  /// For the name of its file.
  let code: String
  let name: Words
  /// Its rows in the layer of townships; none for the whole county.
  let rows: [Int]
  var wells: [Well] = []
  /// Wells on the map that the register has under another township, and wells of this one that are on another map.
  var strangers = 0
  var absent = 0
}

extension Run {
  /// The townships by code with their wells: those that lie in it, and those without a place on the map that its register
  /// names. Wells of no township are a unit of the whole county behind them, as all are where the job has no townships.
  var mapUnits: [MapUnit] {
    guard let townships = layers["townships"], townships.layer.count > 0 else {
      return [MapUnit(code: job.county.code, name: Words(job.county.name), rows: [], wells: wells)]
    }
    var units: [MapUnit] = []
    var unitOfCode: [String: Int] = [:]
    var unitOfName: [String: Int] = [:]
    var unitOfRow: [Int] = []
    let rows = (0..<townships.layer.count).sorted { (townships.key($0), $0) < (townships.key($1), $1) }
    // A township in several rows of one code is one township.
    for (code, own) in Dictionary(grouping: rows, by: townships.key).sorted(by: { $0.key < $1.key }) {
      let name = own.lazy.compactMap { townships.layer.fields.text("name", $0) }.first ?? code
      unitOfCode[code] = units.count
      unitOfName[name] = unitOfName[name] ?? units.count
      units.append(MapUnit(code: code, name: Words(name), rows: own))
    }
    unitOfRow = (0..<townships.layer.count).map { unitOfCode[townships.key($0)]! }
    var others = MapUnit(
      code: job.county.code, name: Words(zh: "未落入任何乡镇的机井", en: "wells in no township"), rows: [])
    for well in wells {
      let registered = wellFacts?.value(of: .township, well)?.description
      if let row = well.location.township {
        let unit = unitOfRow[row]
        units[unit].wells.append(well)
        if let home = registered.flatMap({ unitOfName[$0] }), home != unit {
          units[unit].strangers += 1
          units[home].absent += 1
        }
      } else if well.location.position == nil, let registered, let unit = unitOfName[registered] {
        units[unit].wells.append(well)
      } else {
        if let home = registered.flatMap({ unitOfName[$0] }) { units[home].absent += 1 }
        others.wells.append(well)
      }
    }
    return others.wells.isEmpty ? units : units + [others]
  }
}
