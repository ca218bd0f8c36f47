// From one frame to another, a whole column in one call. Coordinates are always x = east, y = north.

import CPROJ
public import Geometry

/// One transformation. Not `Sendable`: a PROJ object belongs to one thread.
@safe public struct Transformer: ~Copyable {
  private let context: PROJContext
  private let transformation: OpaquePointer

  /// - Throws: ``PROJError`` where PROJ knows no way from one frame to the other.
  public init(from source: Frame, to target: Frame) throws(PROJError) {
    let context = PROJContext()
    guard let raw = unsafe proj_create_crs_to_crs(context.pointer, source.definition, target.definition, nil) else {
      throw context.lastError("proj_create_crs_to_crs")
    }
    defer { unsafe proj_destroy(raw) }
    // The official order of the axes of CGCS2000 is north, east; files and this engine have east, north.
    guard let normalized = unsafe proj_normalize_for_visualization(context.pointer, raw) else {
      throw context.lastError("proj_normalize_for_visualization")
    }
    self.context = context
    unsafe self.transformation = normalized
  }

  deinit { unsafe proj_destroy(transformation) }

  /// Transforms x0 y0 x1 y1 … in place. Coordinates that have no image become infinite; the result counts them.
  public func apply(_ xy: inout [Double]) -> Int {
    let count = xy.count / 2
    guard count > 0 else { return 0 }
    unsafe xy.withUnsafeMutableBufferPointer { buffer in
      let stride = 2 * MemoryLayout<Double>.stride
      let x = buffer.baseAddress!
      _ = unsafe proj_trans_generic(
        transformation, PJ_FWD, x, stride, count, x.advanced(by: 1), stride, count, nil, 0, 0, nil, 0, 0)
    }
    return (0..<count).count { !xy[2 * $0].isFinite || !xy[2 * $0 + 1].isFinite }
  }

  public func apply(_ coordinate: Coordinate) -> Coordinate {
    var xy = [coordinate.x, coordinate.y]
    _ = apply(&xy)
    return Coordinate(x: xy[0], y: xy[1])
  }
}

extension Transformer {
  /// The column in the target frame. Coordinates without an image are infinite.
  public func transformed(_ column: GeometryColumn) -> GeometryColumn {
    var result = column
    _ = apply(&result.xy)
    return result
  }
}

extension Layer {
  /// The layer in another frame. Vertices are transformed, edges stay straight between them.
  ///
  /// - Throws: ``PROJError`` where there is no way between the frames, ``UntransformableRows`` where some coordinates have
  ///   no image in the new frame.
  public func transformed(to target: Frame) throws -> Layer {
    guard let source = frame, var geometry else { return self }
    var result = self
    result.frame = target
    if source.isSame(as: target) { return result }
    if try Transformer(from: source, to: target).apply(&geometry.xy) > 0 {
      let rows = (0..<geometry.count).filter { row in
        geometry.coordinates(ofRow: row).contains { !geometry.xy[2 * $0].isFinite || !geometry.xy[2 * $0 + 1].isFinite }
      }
      throw UntransformableRows(layer: name, featureIDs: rows.map { featureIDs[$0] }, from: source, to: target)
    }
    result.geometry = geometry
    return result
  }
}

/// Rows with coordinates that do not exist in the frame they should go to: usually the wrong frame was stated.
public struct UntransformableRows: Error, Sendable {
  public let layer: String
  public let featureIDs: [Int64]
  public let from: Frame
  public let to: Frame
}
