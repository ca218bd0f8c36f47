// Invalid polygons made valid, where somebody asks for it: GEOS MakeValid by its structure method. Every repair is told with
// the area before and after, and a row that cannot be repaired stays as it is.
//
// The structure method makes every ring valid on its own, then joins the shells and takes the holes away. So
//
//   · where a ring crosses itself both loops stay, as parts of their own;
//   · shells that overlap become one, and ground that was counted twice counts once;
//   · a hole that lies outside its shell becomes a part of its own;
//   · a spike without width, out and back on the same line, goes, and so does a vertex that is drawn twice;
//   · a spike that has width is valid, and stays: nobody but its owner knows whether it is ground.
//
// Only invalid rows are touched, and in them no vertex moves; there are new ones where edges cross.

import CGEOS
public import Geometry

/// A row that was made valid.
public struct Repair: Sendable {
  public let row: Int
  /// Why it was not, and where.
  public let fault: InvalidRow
  /// In square units of the frame, in its plane: shells less holes, as drawn.
  public let areaBefore: Double
  public let areaAfter: Double

  public var change: Double { areaAfter - areaBefore }
}

/// A column with its invalid rows repaired as far as possible.
public struct Repairs: Sendable {
  public let geometry: GeometryColumn
  public let repairs: [Repair]
  /// Invalid rows that stay as they are, and why.
  public let failures: [(row: Int, reason: String)]
}

extension GeometryColumn {
  /// Makes the invalid rows valid; all others are kept bit for bit. Layers of points and lines have none.
  public func repaired(workers: Int) async throws -> Repairs {
    let invalid = try await invalidRows(of: self, workers: workers)
    guard !invalid.isEmpty else { return Repairs(geometry: self, repairs: [], failures: []) }
    let chunks = try await inChunks(of: invalid.count, size: 16, workers: workers, state: { GEOSContext() }) {
      context, positions in
      positions.map { context.valid(row: invalid[$0].row, of: self) }
    }
    var repairs: [Repair] = []
    var failures: [(row: Int, reason: String)] = []
    var builder = GeometryBuilder(kind)
    builder.reserve(rows: count, coordinates: coordinateCount)
    var next = 0
    for (fault, made) in zip(invalid, chunks.flatMap { $0 }) {
      while next < fault.row {
        builder.appendRow(next, of: self)
        next += 1
      }
      switch made {
      case .success(let valid):
        builder.appendRow(0, of: valid)
        repairs.append(
          Repair(
            row: fault.row, fault: fault, areaBefore: area(ofRow: fault.row), areaAfter: valid.area(ofRow: 0)))
      case .failure(let error):
        builder.appendRow(fault.row, of: self)
        failures.append((fault.row, error.message))
      }
      next += 1
    }
    for row in next..<count { builder.appendRow(row, of: self) }
    return Repairs(geometry: builder.finish(), repairs: repairs, failures: failures)
  }
}

extension GEOSContext {
  /// A row made valid, as a column of one row.
  fileprivate func valid(row: Int, of column: GeometryColumn) -> Result<GeometryColumn, GEOSError> {
    Result { () throws(GEOSError) in
      let valid = try geometry(ofRow: row, of: column).madeValid()
      var builder = GeometryBuilder(.polygon)
      builder.appendPolygons(of: valid)
      let made = builder.finish()
      if made.isEmpty(row: 0) {
        throw GEOSError(function: "GEOSMakeValidWithParams_r", message: "nothing with an area is left")
      }
      if let fault = invalidity(ofRow: 0, of: made, self) {
        throw GEOSError(function: "GEOSMakeValidWithParams_r", message: "its answer is not valid: \(fault.reason)")
      }
      return made
    }
  }
}
