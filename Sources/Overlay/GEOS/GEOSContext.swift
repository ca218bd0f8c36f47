// One conversation with GEOS. A context belongs to one worker; it is not `Sendable`, so the compiler keeps it there.

import CGEOS
import Geometry

/// A failed call of GEOS: the function, and the library's own words.
public struct GEOSError: Error, Sendable, CustomStringConvertible {
  public let function: String
  public let message: String

  public var description: String { "GEOS \(function): \(message)" }
}

/// The version of the library that runs, such as `3.11.1`.
public var geosVersion: String {
  let text = unsafe String(cString: GEOSversion())
  return text.split(separator: "-").first.map(String.init) ?? text
}

/// Calls GEOS functions by their three ways of failing: a null pointer, the number 0, or the answer 2.
@safe final class GEOSContext {
  private let handle: GEOSContextHandle_t
  private let messages = Messages()

  /// What GEOS said last; GEOS hands it to the handler below.
  private final class Messages {
    var last: String?
  }

  init() {
    unsafe handle = GEOS_init_r()
    unsafe GEOSContext_setErrorMessageHandler_r(
      handle,
      { text, data in
        guard let text = unsafe text, let data = unsafe data else { return }
        unsafe Unmanaged<Messages>.fromOpaque(data).takeUnretainedValue().last =
          String(cString: text).trimmingSpaces()  // some end with a line break
      }, Unmanaged.passUnretained(messages).toOpaque())
  }
  deinit { unsafe GEOS_finish_r(handle) }

  /// A function that returns a new geometry.
  func own(
    _ function: StaticString, _ call: (GEOSContextHandle_t) -> OpaquePointer?
  ) throws(GEOSError) -> GEOSGeometry {
    messages.last = nil
    guard let pointer = unsafe call(handle) else { throw error(function) }
    return unsafe GEOSGeometry(owning: pointer, in: self)
  }

  /// A predicate: 0 or 1, and 2 for an error.
  func ask(_ function: StaticString, _ call: (GEOSContextHandle_t) -> CChar) throws(GEOSError) -> Bool {
    messages.last = nil
    let answer = unsafe call(handle)
    if answer == 2 { throw error(function) }
    return answer == 1
  }

  /// A function that writes a number and returns 0 on an error.
  func measure(
    _ function: StaticString, _ call: (GEOSContextHandle_t, inout Double) -> Int32
  ) throws(GEOSError) -> Double {
    messages.last = nil
    var value = 0.0
    guard unsafe call(handle, &value) != 0 else { throw error(function) }
    return value
  }

  /// A call whose failure needs no words.
  func plain<R>(_ call: (GEOSContextHandle_t) -> R) -> R { unsafe call(handle) }

  private func error(_ function: StaticString) -> GEOSError {
    GEOSError(function: "\(function)", message: messages.last ?? "failed without a message")
  }
}
