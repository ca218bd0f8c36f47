// A map drawn anew: every coordinate a little elsewhere.

public import Geometry

extension GeometryColumn {
  /// Every coordinate moved by up to so much in x and y; equal coordinates move alike, in all layers with the same seed, so
  /// that lines which are shared stay shared.
  public func jittered(by reach: Double, seed: UInt64) -> GeometryColumn {
    func moved(_ at: Coordinate) -> Coordinate {
      var random = SeededGenerator(seed &+ at.x.bitPattern &* 31 &+ at.y.bitPattern)
      return Coordinate(
        x: at.x + Double.random(in: -reach...reach, using: &random),
        y: at.y + Double.random(in: -reach...reach, using: &random))
    }
    var builder = GeometryBuilder(kind)
    for row in 0..<count {
      guard kind != .point else {
        if let at = firstCoordinate(ofRow: row) { builder.appendPoint(moved(at)) } else { builder.endRow() }
        continue
      }
      for part in parts(ofRow: row) {
        for ring in rings(ofPart: part) {
          builder.appendRing(coordinates(ofRing: ring).map { moved(coordinate($0)) })
        }
        builder.endPart()
      }
      builder.endRow()
    }
    return builder.finish()
  }
}
