// --fail-on: what was found becomes an exit code.

import ArgumentParser
import Geometry

struct FailOn: ParsableArguments {
  @Option(
    help: .say(
      "有此级别或更高级别的问题时以 1 或 2 退出：warning 或 error。",
      "End with 1 or 2 where there are findings of this severity or above: warning or error."))
  var failOn: Level?

  enum Level: String, ExpressibleByArgument, CaseIterable { case warning, error }

  /// Ends the command with 1 where warnings were to be told and are the worst there is, with 2 where there are errors.
  func leave(at worst: Severity?) throws {
    switch (failOn, worst) {
    case (.warning?, .warning?): throw ExitCode(ExitStatus.findingsOfWarning.rawValue)
    case (_?, .error?): throw ExitCode(ExitStatus.findingsOfError.rawValue)
    default: break
    }
  }
}
