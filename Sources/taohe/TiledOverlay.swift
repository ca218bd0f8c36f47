// taohe overlay --tiles: layers larger than memory, tile by tile, with the result of all at once to the last bit.

import Formats
import Foundation
import Geodesy
import Geometry
import Overlay
import Pipeline

extension OverlayCommand {
  /// How many tiles it takes to keep memory small; `nil` where the layers fit, or where nobody knows how large they are.
  func tilesForMemory(_ sources: [String]) -> Int? {
    let sizes = sources.compactMap { source -> Int? in
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: VectorSource(source).path).resolvingSymlinksInPath().path)
      guard attributes?[.type] as? FileAttributeType == .typeRegular else { return nil }
      return attributes?[.size] as? Int
    }
    let total = sizes.reduce(0, +)
    // Coordinates are most of a file, and what is held beside them at most one and a half times as much.
    guard Double(total) * 2.5 > Double(ProcessInfo.processInfo.physicalMemory) / 2 else { return nil }
    return total / Self.bytesOfATile + 1
  }

  private static var bytesOfATile: Int { 32 << 20 }

  func runTiled(_ tiles: Int) async throws {
    var clock = StepClock()
    let folder = URL(fileURLWithPath: areas!).deletingLastPathComponent().path
    clock.begin("read")
    let left = try TiledLayer(self.left, nil, tiles: tiles, in: folder, layerOptions)
    let right = try self.right.map { try TiledLayer($0, left, tiles: tiles, in: folder, layerOptions) }
    for layer in [left, right].compactMap(\.self) {
      try layerOptions.tell(layer.result, layer.seen, from: layer.source, kind: .polygon, common: common)
    }
    if let right {
      if try needsTransforming(right.layer, to: left.layer) {
        tellTransformed(right.layer, to: left.layer.frame!, common: common)
        tellLost(right.lostInTransforming, of: right.layer, common: common)
      }
    }
    clock.begin("overlay")
    var join = TiledJoin(workers: common.workerCount, in: folder)
    let scale = try areaScale(of: left.layer.frame)
    if let scale { join.measure = { $0.area * scale.mean(over: $1) } }
    join.minimum = scale == nil ? minArea : 0
    let found = try await join.run(left.rows, right?.rows, counts: (left.layer.count, right?.layer.count ?? 0))
    tellUnsound(found.unsoundLeft, of: left.layer, common: common)
    if let right { tellUnsound(found.unsoundRight, of: right.layer, common: common) }
    clock.begin("write")
    let (leftIDs, rightIDs) = (left.layer.featureIDs, (right ?? left).layer.featureIDs)
    var (count, total) = (0, 0.0)
    try writeWhole("left_fid,right_fid,area_m2\n", to: areas!) { write in
      try found.forEachBatch { batch in
        var lines = CSVBytes(lines: batch.count)
        for pair in batch where scale == nil || pair.area > minArea {
          lines.append(pair, leftIDs, rightIDs, isSelf: isSelf)
          count += 1
          total += pair.area
        }
        try write(lines)
      }
    }
    try report(count, area: total, nil, steps: clock.finish())
  }
}

/// A layer in a working file, by tile.
private struct TiledLayer {
  let source: String
  /// As it was read, without geometry.
  let result: ReadResult
  let rows: SpooledRows
  let grid: TileGrid
  let seen: SeenRows
  /// Rows with coordinates that the frame of the left layer cannot hold.
  let lostInTransforming: [Int]
  var layer: Layer { result.layer }

  /// - Parameter left: the layer whose tiles and frame are used; `nil` for itself.
  init(_ source: String, _ left: TiledLayer?, tiles: Int, in folder: String, _ options: LayerOptions) throws {
    self.source = source
    var grid = left?.grid
    var spool: RowSpool?
    var (seen, lost) = (SeenRows(), [Int]())
    result = try readLayer(VectorSource(source), options: options.readOptions(for: .polygon), inPiecesOf: 1 << 14) {
      piece in
      guard piece.layer.geometry?.kind == .polygon else { return }  // told once the layer is read
      if spool == nil {
        grid = grid ?? TileGrid(over: piece.extent, tiles: tiles)
        spool = try RowSpool(grid!, in: folder)
      }
      let kept = try piece.layer.withinItsFrame()
      seen.add(piece.layer, kept, firstRow: piece.firstRow)
      var layer = kept.layer
      if let left, try needsTransforming(layer, to: left.layer) {
        let target = left.layer.frame!
        let moved = try inputFaults(at: layer.name) {
          try layer.withShortEdges(for: target).transformed(to: target)
        }
        lost += moved.lostRows.map { piece.firstRow + $0 }
        layer = moved.layer
      }
      if let geometry = layer.geometry { try spool!.append(geometry, firstRow: piece.firstRow) }
    }
    self.grid = grid ?? TileGrid(over: .empty, tiles: 1)
    if spool == nil { spool = try RowSpool(self.grid, in: folder) }
    rows = try spool.take()!.finish()
    (self.seen, lostInTransforming) = (seen, lost)
  }
}
