// What PROJ says when it fails.

import CPROJ

/// A failed call of PROJ: the function, and the library's own words.
public struct PROJError: Error, Sendable, CustomStringConvertible {
  public let function: String
  public let message: String

  public var description: String { "PROJ \(function): \(message)" }
}

/// The version of the library that runs, such as `9.1.1`.
public var projVersion: String {
  let info = unsafe proj_info()
  return unsafe "\(info.major).\(info.minor).\(info.patch)"
}

/// A PROJ context: one per conversation, quiet, and without a network.
@safe struct PROJContext: ~Copyable {
  let pointer: OpaquePointer?

  init() {
    unsafe pointer = proj_context_create()
    unsafe proj_context_set_enable_network(pointer, 0)
    unsafe proj_log_level(pointer, PJ_LOG_NONE)
  }
  deinit { unsafe proj_context_destroy(pointer) }

  /// The error that PROJ recorded last, under the name of the function that was called.
  func lastError(_ function: StaticString) -> PROJError {
    let number = unsafe proj_context_errno(pointer)
    let message = unsafe proj_context_errno_string(pointer, number).map { unsafe String(cString: $0) }
    return PROJError(function: "\(function)", message: message ?? "failed without a message")
  }
}
