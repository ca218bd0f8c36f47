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

  /// Steps of PROJ one after the other, each without its `+`; coordinates in the order x = east, y = north.
  init(pipeline steps: [String]) throws(PROJError) {
    let context = PROJContext()
    guard let made = unsafe proj_create(context.pointer, "proj=pipeline step " + steps.joined(separator: " step "))
    else {
      throw context.lastError("proj_create")
    }
    self.context = context
    unsafe self.transformation = made
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

/// A layer in another frame, and the rows that have no place there.
public struct TransformedLayer: Sendable {
  public var layer: Layer
  /// Rows whose coordinates do not exist in the frame; they are left without geometry.
  public var lostRows: [Int]
}

/// A change of frame that must not be made in silence.
public struct DatumShift: Error, Sendable {
  public let from: Frame
  public let to: Frame
}

extension Layer {
  /// The layer in another frame. Vertices are transformed, edges stay straight between them. Rows that have no image in
  /// the new frame are told and left without geometry.
  ///
  /// - Parameter parameters: what the county has for changes of datum.
  /// - Throws: ``PROJError`` where there is no way between the frames, ``DatumShift`` where it needs parameters that nobody
  ///   gave.
  public func transformed(to target: Frame, by parameters: [DatumParameters] = []) throws -> TransformedLayer {
    guard let source = frame, var geometry else { return TransformedLayer(layer: self, lostRows: []) }
    var result = TransformedLayer(layer: self, lostRows: [])
    result.layer.frame = target
    if source.isSame(as: target) { return result }
    if source.needsCountyParameters || target.needsCountyParameters, try source.ellipsoid != target.ellipsoid {
      let datum = GaussFrame.Datum(of: source)
      guard !target.needsCountyParameters, let known = parameters.first(where: { $0.from == datum }) else {
        throw DatumShift(from: source, to: target)
      }
      geometry = try geometry.shifted(from: source, to: target, by: known)
    } else {
      _ = try Transformer(from: source, to: target).apply(&geometry.xy)
    }
    if geometry.xy.contains(where: { !$0.isFinite }) {
      result.lostRows = (0..<geometry.count).filter { row in
        geometry.coordinates(ofRow: row).contains { !geometry.coordinate($0).isInRange }
      }
      geometry = geometry.emptying(result.lostRows)
    }
    result.layer.geometry = geometry
    return result
  }

  /// The layer with edges so short that what is straight in its own frame stays so in another to a centimetre: a parallel
  /// of half a kilometre, which bends most, is half of one off its chord. The edges of plots are shorter as they are.
  public func withShortEdges(for target: Frame) -> Layer {
    guard let frame, let geometry, geometry.kind != .point, !frame.isSame(as: target) else { return self }
    var layer = self
    layer.geometry = geometry.densified(longerThan: frame.isGeographic ? 0.005 : 500)
    return layer
  }

  /// The layer without the rows that its own frame cannot hold, such as wells at 0, 0 in a frame with an eight-digit
  /// easting: nothing on the ellipsoid lies there.
  public func withinItsFrame() throws -> TransformedLayer {
    guard let frame, geometry != nil else { return TransformedLayer(layer: self, lostRows: []) }
    if frame.isGeographic {
      // Longitudes may be counted from 0 to 360 degrees.
      let globe = Box(minX: -360, minY: -90, maxX: 360, maxY: 90)
      return leavingOut { $0.intersection(globe) != $0 }
    }
    let toDegrees = try Transformer(from: frame, to: frame.geographicBase)
    return leavingOut { box in
      var corners = [box.minX, box.minY, box.maxX, box.maxY, box.minX, box.maxY, box.maxX, box.minY]
      return toDegrees.apply(&corners) != 0
    }
  }

  private func leavingOut(_ isOutside: (Box) -> Bool) -> TransformedLayer {
    guard let geometry else { return TransformedLayer(layer: self, lostRows: []) }
    var result = TransformedLayer(layer: self, lostRows: [])
    let bounds = geometry.bounds
    if bounds.isEmpty || !isOutside(bounds) { return result }
    result.lostRows = (0..<geometry.count).filter { !geometry.isEmpty(row: $0) && isOutside(geometry.box(ofRow: $0)) }
    result.layer.geometry = geometry.emptying(result.lostRows)
    return result
  }
}
