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
    let message = parserMessage(for: error, in: language)
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

private func parserMessage(for error: any Error, in language: Language) -> String {
  guard language == .zh else { return Taohe.fullMessage(for: error) }
  // In lines as long as they are: where Chinese may be broken the parser does not know.
  return inChinese(Taohe.fullMessage(for: error, columns: 100_000), columns: 80)
}

extension Language {
  /// The language asked for on the command line, where something is said before options are at hand.
  static let requested: Language = {
    let arguments = CommandLine.arguments
    let given = zip(arguments, arguments.dropFirst()).first { $0.0 == "--lang" }?.1
    let joined = arguments.first { $0.hasPrefix("--lang=") }?.dropFirst(7)
    return (given ?? joined.map(String.init)).flatMap(Language.init) ?? .ofLocale
  }()
}
