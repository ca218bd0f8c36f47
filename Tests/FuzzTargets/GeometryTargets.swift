// Geometry: well-known binary, and the kernel with what is built on it over layers made of any bytes.

import Geometry
import Overlay

/// The first byte chooses the kind of the column; the rest is one row. What is read is written and read again as the same, and a
/// row that is refused leaves nothing behind.
let wellKnownBinary = FuzzTarget(
  name: "wkb", replays: 10000,
  seeds: {
    let square: [Coordinate] = [(0, 0), (4, 0), (4, 4), (0, 4)].map { Coordinate(x: $0, y: $1) }
    let inner = square.map { Coordinate(x: 1 + $0.x / 4, y: 1 + $0.y / 4) }
    return [GeometryKind.point, .line, .polygon].flatMap { kind in
      [1, 2].map { parts -> [UInt8] in
        var builder = GeometryBuilder(kind)
        for _ in 0..<parts {
          builder.appendRing(kind == .point ? square.prefix(1) : square[...])
          if kind == .polygon { builder.appendRing(inner) }
          builder.endPart()
        }
        builder.endRow()
        return [kind.rawValue] + (builder.finish().wkb(ofRow: 0) ?? [])
      }
    }
  },
  run: { input in
    guard let first = input.first else { return }
    let kind = GeometryKind(rawValue: first % 3)!
    let bytes = Array(input.dropFirst())
    var builder = GeometryBuilder(kind)
    builder.appendRow(0, of: neighbour(kind))
    let isRead = (try? unsafe builder.appendRow(wkb: bytes.span.bytes)) != nil
    builder.appendRow(0, of: neighbour(kind))
    let column = builder.finish()
    try require(column.count == (isRead ? 3 : 2), "\(column.count) rows")
    let plain = neighbour(kind).wkb(ofRow: 0)
    for row in [0, column.count - 1] {
      try require(column.wkb(ofRow: row) == plain, "the row beside it is another one than before")
    }
    guard isRead, let written = column.wkb(ofRow: 1) else { return }
    try require(column.coordinates(ofRow: 1).allSatisfy { column.coordinate($0).isInRange }, "beyond the limit")
    var again = GeometryBuilder(kind)
    _ = try unsafe again.appendRow(wkb: written.span.bytes)
    let second = again.finish()
    try require(second.wkb(ofRow: 0) == written, "written, it is read as something else")
    try require(second.parts(ofRow: 0).count == column.parts(ofRow: 1).count, "parts are lost")
  })

private func neighbour(_ kind: GeometryKind) -> GeometryColumn {
  var builder = GeometryBuilder(kind)
  for (x, y) in [(0.0, 0.0), (3, 0), (0, 3)].prefix(kind == .point ? 1 : 3) {
    builder.append(Coordinate(x: x, y: y))
  }
  builder.endRing()
  builder.endPart()
  builder.endRow()
  return builder.finish()
}

/// Two small layers of polygons, mostly on a grid so fine that vertices, edges and whole rings fall on each other.
let overlap = FuzzTarget(
  name: "overlap", replays: 300,
  seeds: {
    var seeds: [[UInt8]] = []
    for mode in 0..<5 {
      // Two squares that overlap, one of them with a hole, and a triangle.
      seeds.append(
        [
          UInt8(mode), 1, 0, 1, 4, 0, 0, 4, 0, 4, 4, 0, 4, 4, 1, 1, 2, 1, 2, 2, 1, 2, 1, 0, 0, 4, 2, 2, 6, 2, 6, 6, 2,
          6,
        ])
      seeds.append([UInt8(mode), 1, 0, 0, 3, 0, 0, 5, 0, 0, 5, 0, 0, 0, 4, 5, 5, 0, 5, 5, 0, 0, 0])
    }
    return seeds
  },
  run: { input in
    var source = ByteSource(input)
    let places = Places(rawValue: source.choice(upTo: 4))!
    let (a, b) = (layer(&source, places), layer(&source, places))
    try await OverlapLaws(a, b, places).hold()
  })

/// Where vertices may lie.
private enum Places: Int {
  /// Whole numbers from 0 to 15.
  case grid
  /// The same in millimetres, in zone 29.
  case zoneGrid
  /// On the grid, or next to it by one or two units in the last place.
  case besideGrid
  /// Eighths of the grid.
  case fine
  /// Any numbers.
  case anywhere

  func ordinate(_ source: inout ByteSource, isX: Bool) -> Double {
    switch self {
    case .grid: return Double(source.byte() % 16)
    case .zoneGrid: return (isX ? 29_524_000 : 4_874_000) + Double(source.byte() % 16) * 0.001
    case .besideGrid:
      let byte = source.byte()
      let value = Double(byte % 16)
      return [value, value, value.nextUp, value.nextDown][Int(byte >> 6)]
    case .fine: return Double(source.byte()) / 8
    case .anywhere:
      let value = source.real()
      return value.isNaN ? 0 : min(max(value, -Coordinate.limit), Coordinate.limit)
    }
  }
}

private func layer(_ source: inout ByteSource, _ places: Places) -> GeometryColumn {
  var builder = GeometryBuilder(.polygon)
  for _ in 0...source.choice(upTo: 3) {
    for _ in 0...source.choice(upTo: 1) {
      for _ in 0...source.choice(upTo: 1) {
        for _ in 0..<source.choice(upTo: 8) {
          builder.append(
            Coordinate(x: places.ordinate(&source, isX: true), y: places.ordinate(&source, isX: false)))
        }
        builder.endRing()
      }
      builder.endPart()
    }
    builder.endRow()
  }
  return builder.finish()
}

/// What holds for any two layers.
private struct OverlapLaws {
  private let a, b: GeometryColumn
  private let places: Places

  init(_ a: GeometryColumn, _ b: GeometryColumn, _ places: Places) {
    (self.a, self.b, self.places) = (a, b, places)
  }

  func hold() async throws {
    let (left, right) = (try await PreparedColumn(a), try await PreparedColumn(b))
    let unsound = UnsoundSides(
      covered: Set(try await unsoundRows(of: left, workers: 1).map(\.row)),
      covering: Set(try await unsoundRows(of: right, workers: 1).map(\.row)))
    let pairs = try areas(left, right, unsound)
    try await books(left, right, unsound)
    if places != .anywhere { try await piecesAgree(pairs) }
    try await repairsAreValid()
    for row in 0..<a.count {
      let place = a.firstCoordinate(ofRow: row) ?? Coordinate(x: 0, y: 0)
      for other in 0..<b.count {
        _ = right.owns(place, row: other)
        if let near = right.nearestEdge(ofRow: other, to: place) {
          try require(near.distance >= 0, "an edge at \(near.distance)")
        }
      }
    }
    let indexed = IndexedPolygons(left, tree: PackedRTree(left.boxes))
    _ = try await coverageGaps(in: indexed, above: 0, widerThan: 0, workers: 1)
  }

  /// Every pair, in both orders: the same, not below nothing, and not above the smaller of the two.
  private func areas(
    _ left: PreparedColumn, _ right: PreparedColumn, _ unsound: UnsoundSides
  ) throws -> [SharedArea] {
    var kernel = OverlapKernel()
    var pairs: [SharedArea] = []
    for row in 0..<a.count {
      for other in 0..<b.count {
        let there = kernel.area(row, of: left, other, of: right)
        let back = kernel.area(other, of: right, row, of: left)
        _ = kernel.shape(row, of: left, other, of: right)
        guard !unsound.covered.contains(row) && !unsound.covering.contains(other) else { continue }
        let error = there.error + back.error
        try require(abs(there.area - back.area) <= error, "\(row) \(other): \(there) there, \(back) back")
        let smaller = min(a.area(ofRow: row), b.area(ofRow: other))
        // The areas of the rows are rounded too: those of holes that fill their shells to a little below nothing.
        let slack =
          error + 1e-12 * abs(smaller) + 1e-13
          * [left.boxes[row], right.boxes[other]].reduce(0) { $0 + $1.width * $1.height }
        try require(there.area >= -error && there.area <= smaller + slack, "\(row) \(other): \(there) of \(smaller)")
        if there.area > there.error { pairs.append(SharedArea(left: row, right: other, area: there.area)) }
      }
    }
    return pairs
  }

  /// The account of every row closes, or says that it does not.
  private func books(_ left: PreparedColumn, _ right: PreparedColumn, _ unsound: UnsoundSides) async throws {
    let cover = try await cover(
      of: left, by: right, tree: PackedRTree(right.boxes), unsound: unsound, workers: 1)
    let ledger = try await areaLedger(
      of: cover, left, over: right, slivers: .boundaryPoints, unsound: unsound, workers: 1)
    try require(
      ledger.rows.count + ledger.refused.count + unsound.covered.count == a.count, "rows are not accounted for")
    if places == .grid || places == .fine { try require(ledger.open.isEmpty, "open: \(ledger.open)") }
  }

  /// What GEOS builds has the area that the kernel sums, or the pair is told.
  private func piecesAgree(_ pairs: [SharedArea]) async throws {
    let built = try await pieces(of: pairs, a, b, workers: 1)
    try require(built.pairs.count + built.failures.count == pairs.count, "pairs are not accounted for")
    if places == .grid || places == .fine {
      for (row, pair) in built.pairs.enumerated() {
        let area = built.geometry.area(ofRow: row)
        // Where floating precision fails, GEOS is asked on a grid of up to a millionth of the side (RetryLadder.swift).
        let box = built.geometry.box(ofRow: row)
        let moved = 1e-6 * max(box.width, box.height) * built.geometry.length(ofRow: row)
        try require(abs(area - pair.area) <= 1e-9 + moved, "piece \(area), sum \(pair.area)")
      }
    }
  }

  /// A row that was repaired is valid, and every row is there.
  private func repairsAreValid() async throws {
    let repaired = try await a.repaired(workers: 1)
    try require(repaired.geometry.count == a.count, "rows are lost")
    let invalid = try await invalidRows(of: repaired.geometry, workers: 1)
    try require(
      invalid.map(\.row) == repaired.failures.map(\.row),
      "invalid after repair: \(invalid), failures: \(repaired.failures)")
  }
}
