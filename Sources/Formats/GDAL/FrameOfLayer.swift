// Between GDAL's spatial references and our frames.

import CGDAL
import Geometry

/// The frame of a GDAL layer, `nil` where the source has none.
func frame(of layer: OGRLayerH) -> Frame? {
  guard let reference = unsafe OGR_L_GetSpatialRef(layer) else { return nil }
  return unsafe frame(reference)
}

/// A frame by its EPSG code; `nil` where GDAL does not know it.
func frame(epsg code: Int) -> Frame? {
  let reference = unsafe OSRNewSpatialReference(nil)
  defer { unsafe OSRRelease(reference) }
  guard let reference = unsafe reference, unsafe OSRImportFromEPSG(reference, Int32(clamping: code)) == OGRERR_NONE
  else {
    return nil
  }
  return unsafe frame(reference)
}

private func frame(_ given: OGRSpatialReferenceH) -> Frame? {
  // A local grid is somewhere, but nobody says where; coordinates from the middle of the earth are on no map.
  guard unsafe OSRIsLocal(given) == 0, unsafe OSRIsGeocentric(given) == 0, let reference = unsafe OSRClone(given) else {
    return nil
  }
  defer { unsafe OSRRelease(reference) }
  // Heights are not read, and their frame is none of ours.
  if unsafe OSRIsCompound(reference) != 0 { unsafe OSRStripVertical(reference) }
  let name = unsafe OSRGetName(reference).map { unsafe String(cString: $0) } ?? ""
  let isGeographic = unsafe OSRIsGeographic(reference) != 0
  if let authority = unsafe OSRGetAuthorityName(reference, nil), let code = unsafe OSRGetAuthorityCode(reference, nil) {
    let definition = unsafe String(cString: authority) + ":" + String(cString: code)
    return Frame(definition: definition, name: name, isGeographic: isGeographic)
  }
  var text: UnsafeMutablePointer<CChar>? = nil
  let result = unsafe withOptions(["FORMAT=WKT2_2019"]) { unsafe taohe_export_wkt(reference, &text, $0) }
  defer { unsafe VSIFree(text) }
  guard result == OGRERR_NONE, let text = unsafe text else { return nil }
  return Frame(definition: unsafe String(cString: text), name: name, isGeographic: isGeographic)
}

/// Lends GDAL's form of a frame for the time of a call, coordinates in the order x = east, y = north.
func withReference<R: ~Copyable>(
  _ frame: Frame?, _ body: (OGRSpatialReferenceH?) throws(GDALError) -> R
) throws(GDALError) -> R {
  guard let frame else { return try body(nil) }
  let reference = unsafe OSRNewSpatialReference(nil)
  defer { unsafe OSRRelease(reference) }
  try unsafe check(OSRSetFromUserInput(reference, frame.definition), "OSRSetFromUserInput")
  unsafe OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
  return try unsafe body(reference)
}
