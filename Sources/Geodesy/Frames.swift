// What PROJ knows of a frame: its name, whether it is in degrees, whether two are the same.

import CPROJ
public import Geometry

extension Frame {
  /// A frame by its code (`EPSG:4517`), steps of PROJ or well-known text. Not by its name: PROJ takes the nearest that it knows, for
  /// `foo` the Dutch Amersfoort.
  ///
  /// - Throws: ``PROJError`` where PROJ knows no such frame.
  public init(_ definition: String) throws(PROJError) {
    guard definition.contains(where: { ":[{+=".contains($0) }) else {
      throw PROJError(function: "proj_create", message: "no code, such as EPSG:4517")
    }
    let context = PROJContext()
    guard let object = unsafe proj_create(context.pointer, definition) else {
      throw context.lastError("proj_create")
    }
    defer { unsafe proj_destroy(object) }
    let type = unsafe proj_get_type(object)
    if type == PJ_TYPE_GEOCENTRIC_CRS {
      throw PROJError(function: "proj_create", message: "geocentric, which is on no map")
    }
    let name = unsafe proj_get_name(object).map { unsafe String(cString: $0) } ?? definition
    self.init(
      definition: definition, name: name,
      isGeographic: type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS)
  }

  /// WGS 84 longitude and latitude, the frame of GeoJSON (RFC 7946 §4).
  public static let wgs84 = Frame(definition: "EPSG:4326", name: "WGS 84", isGeographic: true)

  /// Whether both mean the same coordinates, whatever their names and the order of their axes.
  public func isSame(as other: Frame) -> Bool {
    if definition == other.definition { return true }
    let context = PROJContext()
    guard let a = unsafe proj_create(context.pointer, definition) else { return false }
    defer { unsafe proj_destroy(a) }
    guard let b = unsafe proj_create(context.pointer, other.definition) else { return false }
    defer { unsafe proj_destroy(b) }
    return unsafe proj_is_equivalent_to_with_ctx(
      context.pointer, a, b, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0
  }
}

extension Frame {
  /// The longitude and latitude that a projected frame is drawn on; a geographic frame is its own.
  public var geographicBase: Frame {
    get throws(PROJError) {
      if isGeographic { return self }
      let context = PROJContext()
      guard let object = unsafe proj_create(context.pointer, definition) else { throw context.lastError("proj_create") }
      defer { unsafe proj_destroy(object) }
      guard let base = unsafe proj_crs_get_geodetic_crs(context.pointer, object) else {
        throw context.lastError("proj_crs_get_geodetic_crs")
      }
      defer { unsafe proj_destroy(base) }
      guard let text = unsafe proj_as_wkt(context.pointer, base, PJ_WKT2_2019, nil) else {
        throw context.lastError("proj_as_wkt")
      }
      return try Frame(unsafe String(cString: text))
    }
  }

  /// The ellipsoid that the frame's degrees are on.
  public var ellipsoid: Ellipsoid {
    get throws(PROJError) {
      let context = PROJContext()
      guard let object = unsafe proj_create(context.pointer, definition) else { throw context.lastError("proj_create") }
      defer { unsafe proj_destroy(object) }
      guard let ellipsoid = unsafe proj_get_ellipsoid(context.pointer, object) else {
        throw context.lastError("proj_get_ellipsoid")
      }
      defer { unsafe proj_destroy(ellipsoid) }
      var a = 0.0
      var inverseFlattening = 0.0
      guard unsafe proj_ellipsoid_get_parameters(context.pointer, ellipsoid, &a, nil, nil, &inverseFlattening) != 0
      else {
        throw context.lastError("proj_ellipsoid_get_parameters")
      }
      return Ellipsoid(a: a, inverseFlattening: inverseFlattening)
    }
  }

  /// Whether the frame is projected and its unit is the metre, so that distances can be read off coordinates.
  public var isInMetres: Bool {
    let context = PROJContext()
    guard let object = unsafe proj_create(context.pointer, definition) else { return false }
    defer { unsafe proj_destroy(object) }
    guard unsafe proj_get_type(object) == PJ_TYPE_PROJECTED_CRS,
      let system = unsafe proj_crs_get_coordinate_system(context.pointer, object)
    else { return false }
    defer { unsafe proj_destroy(system) }
    var metres = 0.0
    let known = unsafe proj_cs_get_axis_info(context.pointer, system, 0, nil, nil, nil, &metres, nil, nil, nil)
    return known != 0 && metres == 1
  }

  /// Whether the frame's datum is Beijing 54 or Xian 80, by its ellipsoid (Krassovsky 1940, IAG 1975). What leads from them
  /// to CGCS2000 are parameters of each county that are not public; PROJ would leave the coordinates as they are, tens to
  /// over a hundred metres off.
  public var needsCountyParameters: Bool {
    guard let a = try? ellipsoid.a else { return false }
    return a == 6_378_245 || a == 6_378_140
  }
}
