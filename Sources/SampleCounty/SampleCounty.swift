// A made-up county of any size, with its land survey, plots, forests, zones and wells, and on request with planted
// faults and their truth. For trying Taohe out, for tests and for benchmarks: real data of this kind may not leave its
// office.

import Foundation
import Geodesy
import Geometry

public struct SampleOptions: Sendable {
  /// The number of plots; the rest of the county follows from it.
  public var plots = 2000
  public var seed: UInt64 = 1
  /// Plant faults and tell them in `faults.json`.
  public var faults = false
  /// The number of wells, 36 of them in the prohibited zone; by default one for every five plots, at least 420.
  public var wells: Int?

  public init() {}
}

/// Writes the county's files into an existing empty folder. Same options, same bytes.
///
/// Memory does not grow with the number of plots; the lines of the county are functions of the seed.
///
/// - Throws: ``InputFault`` where the options ask for what cannot be; errors of the rooms that write and transform.
public func writeSampleCounty(_ options: SampleOptions, into folder: String) throws {
  guard options.plots >= 1 else {
    throw InputFault(
      at: "plots", Words(zh: "地块数须为正数", en: "the number of plots must be positive"),
      remedy: Words(zh: "例如 2000", en: "for example 2000"))
  }
  var county = County(options)
  let frame = try Frame("EPSG:4517")
  var wells = try county.wells(count: max(36, options.wells ?? defaultWells(plots: options.plots)))
  var planted = options.faults ? county.plantFaults(in: &wells) : []
  county.wellPlaces = wells.filter { !$0.isProhibited }.map { ($0.key, $0.place) }

  planted += try county.writeUnits(into: folder, frame: frame, wrongCount: options.faults ? county.faultCount : 0)
  try county.writeZones(into: folder, frame: frame)
  try county.writeWaters(into: folder, frame: frame)
  try county.writeNetwork(into: folder, frame: frame)
  try county.writeWells(wells, into: folder)

  var files = try ParcelFiles(in: folder, frame: frame)
  var batch = BlockRows()
  for block in county.plan.allBlocks {
    batch.append(county.rows(of: block))
    if batch.survey.count >= 4096 {
      planted += batch.planted
      try files.append(batch)
      batch = BlockRows()
    }
  }
  planted += batch.planted
  try files.append(batch)
  planted += try county.writeReported(files.declared, isWrong: options.faults, into: folder)
  try files.close()
  planted += county.scatteredRetreat

  if options.faults { try write(planted, to: folder + "/faults.json") }
}

/// One for every five plots, at least 420. A tiny county has no room for so many; and a sheet of a workbook ends at
/// 1,048,576 rows, long before which its writer takes too much memory.
private func defaultWells(plots: Int) -> Int { min(max(420, plots / 5), max(60, 2 * plots), 200_000) }

/// One fault to a line, sorted.
private func write(_ faults: [PlantedFault], to path: String) throws {
  let lines = faults.sorted { ($0.code, $0.key) < ($1.code, $1.key) }.map { fault in
    "  {\"code\": \"\(fault.code)\", \"layer\": \"\(fault.layer)\", \"key\": \"\(fault.key)\", "
      + "\"x\": \(fault.place.x), \"y\": \(fault.place.y)}"
  }
  try Data("[\n\(lines.joined(separator: ",\n"))\n]\n".utf8).write(to: URL(fileURLWithPath: path))
}
