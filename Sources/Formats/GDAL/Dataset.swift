// An open vector dataset. The handle is closed when the value goes away; closing by hand tells whether it went well.

import CGDAL
import Geometry

@safe struct Dataset: ~Copyable {
  /// Set to nil when closed by hand.
  private var handle: GDALDatasetH?

  /// - Parameter drivers: those that may open it. There is no opening without: GDAL has drivers that reach the network.
  init(reading path: String, drivers: [String], options: [String] = []) throws(GDALError) {
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    unsafe handle = unsafe withOptions(drivers) { drivers in
      unsafe withOptions(options) { unsafe taohe_open(path, flags, drivers, $0) }
    }
    if unsafe handle == nil { throw lastGDALError("GDALOpenEx") }
  }

  init(updating path: String, drivers: [String]) throws(GDALError) {
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR)
    unsafe handle = unsafe withOptions(drivers) { unsafe taohe_open(path, flags, $0, nil) }
    if unsafe handle == nil { throw lastGDALError("GDALOpenEx") }
  }

  init(creating path: String, driver: String, options: [String] = []) throws(GDALError) {
    guard let found = unsafe GDALGetDriverByName(driver) else { throw lastGDALError("GDALGetDriverByName") }
    unsafe handle = unsafe withOptions(options) { unsafe taohe_create(found, path, $0) }
    if unsafe handle == nil { throw lastGDALError("GDALCreate") }
  }

  deinit { if let handle = unsafe handle { unsafe GDALClose(handle) } }

  /// Closes, and throws what failed on the way: much is written only now.
  consuming func close() throws(GDALError) {
    guard let open = unsafe handle else { return }
    unsafe handle = nil
    CPLErrorReset()
    unsafe GDALClose(open)
    try checkNothingFailed("GDALClose")
  }

  var pointer: GDALDatasetH? { unsafe handle }

  var driverName: String {
    guard let handle = unsafe handle, let driver = unsafe GDALGetDatasetDriver(handle) else { return "" }
    return unsafe String(cString: GDALGetDriverShortName(driver))
  }

  var layerNames: [String] {
    (0..<(unsafe GDALDatasetGetLayerCount(handle))).map { index in
      unsafe String(cString: OGR_L_GetName(GDALDatasetGetLayer(handle, index)))
    }
  }

  func layer(named name: String) -> OGRLayerH? { unsafe GDALDatasetGetLayerByName(handle, name) }

  /// Runs SQL in the dialect of the driver; the first value that it answers.
  @discardableResult func execute(_ sql: String) throws(GDALError) -> String? {
    CPLErrorReset()
    guard let result = unsafe GDALDatasetExecuteSQL(handle, sql, nil, nil) else {
      try checkNothingFailed("GDALDatasetExecuteSQL")
      return nil
    }
    defer { unsafe GDALDatasetReleaseResultSet(handle, result) }
    guard let feature = unsafe OGR_L_GetNextFeature(result) else {
      try checkNothingFailed("OGR_L_GetNextFeature")
      return nil
    }
    defer { unsafe OGR_F_Destroy(feature) }
    return unsafe OGR_F_GetFieldAsString(feature, 0).map { unsafe String(cString: $0) }
  }
}
