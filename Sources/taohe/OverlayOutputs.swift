// The files that taohe overlay writes.

import Formats
import Foundation
import Geodesy
import Geometry
import Overlay
import Pipeline

/// The layers of an overlay after checking; `right` is `nil` for a layer with itself.
struct Overlaid: Sendable {
  let left: PreparedLayer
  let right: PreparedLayer?
  /// The feature ids of rows that are not sound and take no part.
  let leftOut: (left: [Int64], right: [Int64])
  let workers: Int
  /// Of `other`.
  let tree: PackedRTree
  var other: PreparedLayer { right ?? left }

  init(left: PreparedLayer, right: PreparedLayer?, leftOut: (left: [Int64], right: [Int64]), workers: Int) {
    self.left = left
    self.right = right
    self.leftOut = leftOut
    self.workers = workers
    tree = PackedRTree((right ?? left).prepared.boxes)
  }

  var leftIDs: [Int64] { left.layer.featureIDs }
  var rightIDs: [Int64] { other.layer.featureIDs }

  /// What a sliver is, in units of the frame; a degree is 111 km.
  var slivers: SliverRule {
    var rule = SliverRule.boundaryPoints
    if left.layer.frame?.isGeographic == true { rule.width /= 111_000 }
    return rule
  }
}

/// Which rows a piece belongs to, and its area in the measure asked for.
struct Lineage: Sendable {
  let left: Int?
  let right: Int?
  let area: Double
}

/// Pieces with their lineage.
struct LineagePieces: Sendable {
  let geometry: GeometryColumn
  let lineage: [Lineage]

  /// With the pieces of others behind.
  func joined(_ others: LineagePieces...) -> LineagePieces {
    LineagePieces(
      geometry: GeometryColumn(joining: [geometry] + others.map(\.geometry), kind: .polygon),
      lineage: lineage + others.flatMap(\.lineage))
  }
  /// Seen from the other side.
  var swapped: LineagePieces {
    LineagePieces(
      geometry: geometry, lineage: lineage.map { Lineage(left: $0.right, right: $0.left, area: $0.area) })
  }
}

extension CSVBytes {
  /// A line of left_fid, right_fid and area. Of a layer with itself the lower id stands first, in whatever order its rows are.
  mutating func append(_ pair: SharedArea, _ left: [Int64], _ right: [Int64], isSelf: Bool) {
    let (a, b) = (left[pair.left], right[pair.right])
    append(isSelf ? min(a, b) : a, .comma)
    append(isSelf ? max(a, b) : b, .comma)
    append(pair.area, .lineEnd)
  }
}

extension Overlaid {
  func writeAreas(_ pairs: [SharedArea], to path: String) async throws {
    let (left, right, isSelf) = (leftIDs, rightIDs, self.right == nil)
    let lines = try await inChunks(of: pairs.count, size: 8192, workers: workers, state: {}) { _, range in
      var lines = CSVBytes(lines: range.count)
      for pair in pairs[range] { lines.append(pair, left, right, isSelf: isSelf) }
      return lines
    }
    try writeWhole("left_fid,right_fid,area_m2\n", lines, to: path)
  }

  /// The account of every left row, those that took no part at the end.
  func writeLedger(_ ledger: AreaLedger, to path: String) throws {
    var text = "left_fid,area,shared,slivers,doubled,remainder,difference,state\n"
    let open = Set(ledger.open.map(\.row))
    for row in ledger.rows {
      let lines = [row.area, row.shared, row.slivers, row.doubled, row.remainder, row.difference]
      text += "\(leftIDs[row.row]),\(lines.map(\.description).joined(separator: ",")),"
      text += open.contains(row.row) ? "open\n" : "closed\n"
    }
    for failure in ledger.refused { text += "\(leftIDs[failure.row]),,,,,,,refused\n" }
    for id in leftOut.left { text += "\(id),,,,,,,invalid\n" }
    try writeWhole(text, to: path)
  }

  /// The shared pieces of pairs; a pair that GEOS refuses is told.
  func pieces(of pairs: [SharedArea], common: CommonOptions) async throws -> LineagePieces {
    let made = try await Overlay.pieces(
      of: pairs, left.prepared.geometry, other.prepared.geometry, workers: workers)
    for failure in made.failures {
      let (a, b) = (leftIDs[failure.pair.left], rightIDs[failure.pair.right])
      common.log(
        Words(
          zh: "fid \(a) 与 \(b) 的共有部分未能构成：\(failure.reason)",
          en: "the piece shared by fid \(a) and \(b) could not be built: \(failure.reason)"))
    }
    return LineagePieces(
      geometry: made.geometry,
      lineage: made.pairs.map { Lineage(left: $0.left, right: $0.right, area: $0.area) })
  }

  /// What no right row covers of the left rows; a row that GEOS refuses is told.
  func remainders(_ cover: Cover, isPlanar: Bool, common: CommonOptions) async throws -> LineagePieces {
    var rows: [Int] = []
    for (row, known) in cover.rows.enumerated() {
      // What fits together leaves rounding, which is no ground.
      if let known, known.remainder > 1e-9 * known.area { rows.append(row) }
    }
    for failure in cover.refused {
      common.log(
        Words(
          zh: "fid \(leftIDs[failure.row]) 的剩余部分未能构成：\(failure.reason)",
          en: "what is left of fid \(leftIDs[failure.row]) could not be built: \(failure.reason)"))
    }
    var builder = GeometryBuilder(.polygon)
    var lineage: [Lineage] = []
    for left in try await cover.remainders(
      ofRows: rows, left.prepared.geometry, other.prepared.geometry, workers: workers)
    {
      guard let geometry = left.geometry else {
        guard let reason = left.reason else { continue }
        common.log(
          Words(
            zh: "fid \(leftIDs[left.row]) 的剩余部分未能构成：\(reason)",
            en: "what is left of fid \(leftIDs[left.row]) could not be built: \(reason)"))
        continue
      }
      builder.appendRow(0, of: geometry)
      lineage.append(Lineage(left: left.row, right: nil, area: geometry.area(ofRow: 0)))
    }
    let geometry = builder.finish()
    guard !isPlanar, let frame = self.left.layer.frame else {
      return LineagePieces(geometry: geometry, lineage: lineage)
    }
    // What is left may be large, and of any shape: by the formula, not by the scale at some place of it.
    let areas = try await officialAreas(of: geometry, in: frame, workers: workers)
    return LineagePieces(
      geometry: geometry, lineage: zip(lineage, areas).map { Lineage(left: $0.left, right: $0.right, area: $1) })
  }

  /// The overlay seen from the other side.
  var swapped: Overlaid { Overlaid(left: other, right: left, leftOut: (leftOut.right, leftOut.left), workers: workers) }

  /// Writes pieces with their lineage; an id is missing where a piece has no row on that side.
  func write(_ made: LineagePieces, name: String, to path: String, common: CommonOptions) throws {
    let pieces = made.lineage
    var fields = FieldTable()
    fields.set("left_fid", .integer(Values(pieces.map { $0.left.map { leftIDs[$0] } })))
    fields.set("right_fid", .integer(Values(pieces.map { $0.right.map { rightIDs[$0] } })))
    fields.set("area_m2", .real(Values(pieces.map(\.area))))
    var layer = Layer(
      name: name, frame: left.layer.frame, geometry: made.geometry, fields: fields,
      featureIDs: (0..<pieces.count).map { Int64($0) })
    if try VectorFormat(path: path) == .geoJSON {
      let moved = try inputFaults(at: path) { try layer.transformed(to: .wgs84) }
      if !moved.lostRows.isEmpty {
        common.log(
          Words(
            zh: "\(path)：\(moved.lostRows.count) 块在 WGS 84 中没有位置，写出时没有图形",
            en: "\(path): \(moved.lostRows.count) pieces have no place in WGS 84 and are written without geometry"))
      }
      layer = moved.layer
    }
    try writeLayer(
      layer,
      [
        FieldDefinition("left_fid", .integer), FieldDefinition("right_fid", .integer),
        FieldDefinition("area_m2", .real),
      ],
      to: path)
  }
}
