// What GDAL says when it fails, and the one way to ask it.

import CGDAL

/// A failed call of GDAL: the function, and the library's own words.
public struct GDALError: Error, Sendable, CustomStringConvertible {
  public let function: String
  /// GDAL's error number (`CPLE_…`); 0 where it gave none.
  public let number: Int
  public let message: String

  public var description: String {
    "GDAL \(function): \(message.isEmpty ? "failed without a message" : message)"
  }
}

/// Runs one conversation with GDAL. Its error state and handlers belong to the thread, so a conversation is one synchronous
/// call: what GDAL would print is kept quiet, and the last error is there to be asked for.
func withGDAL<R: ~Copyable, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
  _ = registered
  unsafe CPLPushErrorHandler(CPLQuietErrorHandler)
  CPLErrorReset()
  defer { CPLPopErrorHandler() }
  return try body()
}

/// The error that GDAL recorded last, under the name of the function that was called.
func lastGDALError(_ function: StaticString) -> GDALError {
  let message = unsafe CPLGetLastErrorMsg().map { unsafe String(cString: $0) } ?? ""
  return GDALError(function: "\(function)", number: Int(CPLGetLastErrorNo()), message: message)
}

func check(_ code: OGRErr, _ function: StaticString) throws(GDALError) {
  if code != OGRERR_NONE { throw lastGDALError(function) }
}

/// Throws if GDAL recorded a failure since the conversation began, for functions that return nothing.
func checkNothingFailed(_ function: StaticString) throws(GDALError) {
  if CPLGetLastErrorType().rawValue >= CE_Failure.rawValue { throw lastGDALError(function) }
}

/// Drivers, and settings that hold whatever the environment says.
private let registered: Void = {
  GDALAllRegister()
  let settings = [
    // Nothing is written beside the files of the user.
    "SHAPE_RESTORE_SHX": "NO",
    // No file reaches the network by naming an address: there is no such ending.
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    // The first row of a sheet is its heading, also where all cells are texts and GDAL would take it for a row.
    "OGR_XLSX_HEADERS": "FORCE", "OGR_ODS_HEADERS": "FORCE", "OGR_XLS_HEADERS": "FORCE",
  ]
  for (name, value) in settings { unsafe CPLSetConfigOption(name, value) }
}()

/// The version of the library that runs, such as `3.6.2`.
public var gdalVersion: String { unsafe String(cString: GDALVersionInfo("RELEASE_NAME")) }

/// A list of `NAME=value` options as GDAL wants it, for the time of a call.
func withOptions<R: ~Copyable, E: Error>(
  _ options: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws(E) -> R
) throws(E) -> R {
  var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = nil
  for option in options { unsafe list = CSLAddString(list, option) }
  defer { unsafe CSLDestroy(list) }
  return try unsafe body(list)
}
