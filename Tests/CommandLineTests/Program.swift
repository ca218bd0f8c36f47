// Runs the program that was built beside the tests, as a user would.

import Foundation
import TestSupport

struct Program {
  struct Result {
    let code: Int32
    let output: String
    let errors: String
  }

  /// The folder of the test bundle is the folder of the executable.
  static var path: String {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return bundle.appendingPathComponent("taohe").path
  }

  static func taohe(_ arguments: String..., in environment: [String: String] = ["LC_ALL": "C"]) throws -> Result {
    try run(path, arguments, environment)
  }

  static func run(_ path: String, _ arguments: [String], _ environment: [String: String] = [:]) throws -> Result {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, own in own }
    // Files rather than pipes: nothing can fill up.
    for name in ["out", "err"] { _ = try folder.write("", to: name) }
    process.standardOutput = FileHandle(forWritingAtPath: folder.file("out"))
    process.standardError = FileHandle(forWritingAtPath: folder.file("err"))
    try process.run()
    process.waitUntilExit()
    return Result(
      code: process.terminationStatus, output: try String(contentsOfFile: folder.file("out"), encoding: .utf8),
      errors: try String(contentsOfFile: folder.file("err"), encoding: .utf8))
  }
}
