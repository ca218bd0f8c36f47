// A geometry that GEOS holds, owned by exactly one value.

import CGEOS
import Geometry

/// Destroyed with the value. It keeps its context alive, because GEOS needs one to destroy it.
@safe struct GEOSGeometry: ~Copyable {
  /// Set to nil when ownership is given away.
  private var owned: OpaquePointer?
  let context: GEOSContext

  init(owning pointer: OpaquePointer, in context: GEOSContext) {
    unsafe owned = pointer
    self.context = context
  }

  deinit { if let owned = unsafe owned { unsafe context.plain { unsafe GEOSGeom_destroy_r($0, owned) } } }

  var pointer: OpaquePointer { unsafe owned! }

  /// Gives ownership away, to a constructor of GEOS: those own their arguments even when they fail.
  consuming func relinquish() -> OpaquePointer {
    let pointer = unsafe owned!
    unsafe owned = nil
    return unsafe pointer
  }

  var area: Double {
    get throws(GEOSError) {
      unsafe try context.measure("GEOSArea_r") { handle, value in unsafe GEOSArea_r(handle, pointer, &value) }
    }
  }
  /// Of lines, and of the rings of polygons.
  var length: Double {
    get throws(GEOSError) {
      unsafe try context.measure("GEOSLength_r") { handle, value in unsafe GEOSLength_r(handle, pointer, &value) }
    }
  }
  var isEmpty: Bool {
    get throws(GEOSError) { unsafe try context.ask("GEOSisEmpty_r") { unsafe GEOSisEmpty_r($0, pointer) } }
  }
  /// A place in the interior, on the widest stretch across it; `nil` for what is empty.
  var innerPlace: Coordinate? {
    get throws(GEOSError) {
      if try isEmpty { return nil }
      let point = unsafe try context.own("GEOSPointOnSurface_r") { unsafe GEOSPointOnSurface_r($0, pointer) }
      return Coordinate(
        x: unsafe try context.measure("GEOSGeomGetX_r") { unsafe GEOSGeomGetX_r($0, point.pointer, &$1) },
        y: unsafe try context.measure("GEOSGeomGetY_r") { unsafe GEOSGeomGetY_r($0, point.pointer, &$1) })
    }
  }
}

extension GEOSGeometry {
  /// The polygons that the rings of this one bound, without what has no area.
  borrowing func madeValid() throws(GEOSError) -> GEOSGeometry {
    guard let parameters = unsafe context.plain({ unsafe GEOSMakeValidParams_create_r($0) }) else {
      throw GEOSError(function: "GEOSMakeValidParams_create_r", message: "failed without a message")
    }
    defer { unsafe context.plain { unsafe GEOSMakeValidParams_destroy_r($0, parameters) } }
    unsafe context.plain { handle in
      _ = unsafe GEOSMakeValidParams_setMethod_r(handle, parameters, GEOS_MAKE_VALID_STRUCTURE)
      _ = unsafe GEOSMakeValidParams_setKeepCollapsed_r(handle, parameters, 0)
    }
    return unsafe try context.own("GEOSMakeValidWithParams_r") {
      unsafe GEOSMakeValidWithParams_r($0, pointer, parameters)
    }
  }
}

/// Geometries on their way into a constructor; what is not handed over is destroyed.
@safe struct GEOSGeometryList: ~Copyable {
  private var owned: [OpaquePointer?] = unsafe []
  private let context: GEOSContext

  init(in context: GEOSContext) { self.context = context }

  deinit {
    for index in 0..<(unsafe owned.count) { unsafe context.plain { unsafe GEOSGeom_destroy_r($0, owned[index]) } }
  }

  mutating func append(_ geometry: consuming GEOSGeometry) { unsafe owned.append(geometry.relinquish()) }

  consuming func relinquish() -> [OpaquePointer?] {
    let pointers = unsafe owned
    unsafe owned = []
    return unsafe pointers
  }
}
