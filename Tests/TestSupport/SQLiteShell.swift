// SQLite's own program holding the same file as we do: another process with locks of its own.

import Foundation

public final class SQLiteShell {
  private static let program = "/usr/bin/sqlite3"
  public static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

  private let process = Process()
  private let input = Pipe()
  private let sign: String

  public init(_ path: String) throws {
    sign = FileManager.default.temporaryDirectory.appendingPathComponent("done-\(UUID().uuidString)").path
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = [path]
    process.standardInput = input
    try process.run()
  }

  deinit { kill() }

  /// Runs SQL, and returns once it is done.
  public func run(_ sql: String) throws {
    input.fileHandleForWriting.write(Data("\(sql)\n.shell touch \(sign)\n".utf8))
    while !FileManager.default.fileExists(atPath: sign) { Thread.sleep(forTimeInterval: 0.02) }
    try FileManager.default.removeItem(atPath: sign)
  }

  public func kill() {
    guard process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
