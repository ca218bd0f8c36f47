// The seven parameters by which a county goes over from Beijing 54 or Xian 80 to CGCS2000. They are not public, so they come
// with the job, and a name for where they come from. Without them no change of datum is made.
//
//     degrees ─► cartesian on the old ellipsoid ─► Helmert ─► degrees on the new one          (PROJ: cart, helmert, cart)
//
// Heights are taken as zero. At the sizes of a county's parameters that moves a place by less than a millimetre per hundred
// metres of height.

import Geometry

public struct DatumParameters: Sendable {
  /// Which way the rotations turn; the same numbers with the other sign are the other convention (EPSG methods 9606, 9607).
  public enum Convention: String, Sendable, CaseIterable {
    case positionVector = "position-vector"
    case coordinateFrame = "coordinate-frame"
  }

  public let from: GaussFrame.Datum
  /// Metres.
  public let translation: [Double]
  /// Seconds of arc.
  public let rotation: [Double]
  /// Parts per million.
  public let scale: Double
  public let convention: Convention
  /// Who determined them, for the notes of a run.
  public let source: String

  public init(
    from: GaussFrame.Datum, translation: [Double], rotation: [Double], scale: Double, convention: Convention,
    source: String
  ) {
    precondition(translation.count == 3 && rotation.count == 3)
    self.from = from
    self.translation = translation
    self.rotation = rotation
    self.scale = scale
    self.convention = convention
    self.source = source
  }

  /// Degrees on the old ellipsoid to degrees on the new one.
  func transformer(from old: Ellipsoid, to new: Ellipsoid) throws(PROJError) -> Transformer {
    let convention = self.convention == .positionVector ? "position_vector" : "coordinate_frame"
    return try Transformer(
      pipeline: [
        "proj=unitconvert xy_in=deg xy_out=rad", "proj=cart a=\(old.a) rf=\(old.inverseFlattening)",
        "proj=helmert x=\(translation[0]) y=\(translation[1]) z=\(translation[2]) rx=\(rotation[0]) ry=\(rotation[1]) "
          + "rz=\(rotation[2]) s=\(scale) convention=\(convention)",
        "inv proj=cart a=\(new.a) rf=\(new.inverseFlattening)", "proj=unitconvert xy_in=rad xy_out=deg",
      ])
  }
}

extension GeometryColumn {
  /// The column in another frame by given parameters; coordinates without an image are infinite.
  func shifted(from source: Frame, to target: Frame, by parameters: DatumParameters) throws(PROJError) -> GeometryColumn
  {
    let old = try Transformer(from: source, to: source.geographicBase).transformed(self)
    let new = try parameters.transformer(from: source.ellipsoid, to: target.ellipsoid).transformed(old)
    return try Transformer(from: target.geographicBase, to: target).transformed(new)
  }
}
