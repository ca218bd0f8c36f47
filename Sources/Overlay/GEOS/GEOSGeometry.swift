// A geometry that GEOS holds, owned by exactly one value.

import CGEOS

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
  var isEmpty: Bool {
    get throws(GEOSError) { unsafe try context.ask("GEOSisEmpty_r") { unsafe GEOSisEmpty_r($0, pointer) } }
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
