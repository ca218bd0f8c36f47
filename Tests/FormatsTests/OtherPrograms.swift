// Files made by other programs, for reading them back.

import Foundation
import TestSupport

/// Runs a program to its end; what it prints is kept out of the log.
@discardableResult
func run(_ program: String, _ arguments: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw ProgramFailed(program: program, arguments: arguments) }
  return String(decoding: data, as: UTF8.self)
}

struct ProgramFailed: Error {
  let program: String
  let arguments: [String]
}
