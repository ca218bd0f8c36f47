// One table of exit codes: 0 ran to the end, 1 and 2 findings when asked for, 10 usage, 20 input, 30 a library, 70 a fault of ours.

import ArgumentParser
import Formats
import Foundation
import Geodesy
import Geometry
import Overlay
import Pictures

enum ExitStatus: Int32 {
  case findingsOfWarning = 1
  case findingsOfError = 2
  case usage = 10
  case input = 20
  case library = 30
  case internalFault = 70
}

/// Ends the program with the message and the code of an error.
func leave(with error: any Error) -> Never {
  let language = Language.requested
  switch error {
  case let fault as InputFault:
    printError("taohe: " + fault.message(in: language))
    exit(ExitStatus.input.rawValue)
  case is GDALError, is GEOSError, is PROJError, is RenderingError:
    printError("taohe: \(error)")
    exit(ExitStatus.library.rawValue)
  case let open as LedgerOpen:
    printError("taohe: " + open.words[language])
    exit(ExitStatus.internalFault.rawValue)
  case let code as ExitCode:
    exit(code.rawValue)
  default:
    let code = Taohe.exitCode(for: error)
    let message = Taohe.fullMessage(for: error)
    if code == .success {
      print(message)
      exit(0)
    }
    if code == .validationFailure {
      printError(message)
      exit(ExitStatus.usage.rawValue)
    }
    printError("taohe: " + Words(zh: "程序出错，请报告：\(error)", en: "a fault of ours, please report it: \(error)")[language])
    exit(ExitStatus.internalFault.rawValue)
  }
}

extension Language {
  /// The language asked for on the command line, where an error ends the program before options are at hand.
  static var requested: Language {
    let arguments = CommandLine.arguments
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count {
        return Language(rawValue: arguments[index + 1]) ?? .ofLocale
      }
      if argument.hasPrefix("--lang=") { return Language(rawValue: String(argument.dropFirst(7))) ?? .ofLocale }
    }
    return .ofLocale
  }
}
