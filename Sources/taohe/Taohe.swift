// The command line of Taohe. Commands parse arguments and print; the work is done in the rooms below.

public import ArgumentParser
import Foundation
public import Geometry
import Reports

@main
struct Taohe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "taohe",
    abstract: say("套核：地下水年度图层套合核查。", "套核: the annual map-overlay check for groundwater."),
    version: versionText,
    subcommands: [
      CheckCommand.self, ImportCommand.self, TrackCommand.self, WellsCommand.self, ExplainCommand.self,
      RollUpCommand.self, WhatIfCommand.self,
      ExportCommand.self,
      InspectCommand.self,
      ChecksCommand.self, RulesCommand.self, ProfilesCommand.self, OverlayCommand.self, LocateCommand.self,
      SampleCommand.self,
    ])

  static func main() async {
    let work = Task {
      try checkCommandName()
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    }
    let signals = Interruption(of: work)
    do {
      try await work.value
    } catch {
      // What fails after a signal fails because of it.
      Interruption.end()
      leave(with: error)
    }
    withExtendedLifetime(signals) {}
  }

  /// The parser takes a misspelt command for arguments too many.
  private static func checkCommandName() throws {
    guard let name = CommandLine.arguments.dropFirst().first, !name.hasPrefix("-") else { return }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !(names + ["help"]).contains(name) else { return }
    let list = names.joined(separator: Language.requested.listSeparator)
    throw ValidationError(say("没有命令“\(name)”；可用的命令：\(list)", "there is no command '\(name)'; there are \(list)"))
  }
}

/// In the language asked for: what is said before options are at hand.
func say(_ zh: String, _ en: String) -> String { Language.requested.say(zh, en) }

extension ArgumentHelp {
  static func say(_ zh: String, _ en: String, valueName: String? = nil) -> ArgumentHelp {
    ArgumentHelp(Language.requested.say(zh, en), valueName: valueName)
  }
}

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(help: .say("并行线程数；默认用全部处理器核。", "Number of workers; all cores by default."))
  var workers: Int?

  @Flag(help: .say("除错误外什么都不显示。", "Print nothing but errors."))
  var quiet = false

  @Flag(help: .say("在标准输出上写一份 JSON。", "Print one JSON document on standard output."))
  var json = false

  @Option(help: .say("消息和表头的语言：zh 为中文，en 为英文。", "Language of messages and headings: zh or en."))
  var lang: Language?

  func validate() throws {
    if let workers, !(1...1024).contains(workers) {
      throw ValidationError(say("--workers 要在 1 到 1024 之间", "--workers must be between 1 and 1024"))
    }
  }

  var workerCount: Int { workers ?? ProcessInfo.processInfo.activeProcessorCount }

  /// Of the terminal: as told, or by locale.
  var language: Language { lang ?? .ofLocale }
  /// Of files: as told, or Chinese, so that the same job gives the same files anywhere.
  var fileLanguage: Language { lang ?? .zh }

  func log(_ words: Words) {
    if !quiet { printError(words[language]) }
  }
}

/// What goes into the log of the problem list: outputs never depend on the clock, the log does.
struct LogOptions: ParsableArguments {
  @Option(help: .say("问题清单的日志记在哪一天；默认为今天。", "The day of entries in the log of the problem list; today by default."))
  var date: String?

  @Option(help: .say("经办人；默认为当前用户名。", "Who makes the entries; the user's name by default."))
  var author: String?

  func validate() throws {
    if let date, Day(date) == nil {
      throw ValidationError(say("--date 要写成日期，如 2022-11-30", "--date must be a day such as 2022-11-30"))
    }
    if author?.trimmingSpaces().isEmpty == true {
      throw ValidationError(say("--author 不能是空的", "--author must not be empty"))
    }
  }

  var day: Day {
    date.flatMap { Day($0) } ?? .today
  }
}

extension Day {
  /// By the clock and the time zone of this machine.
  static var today: Day {
    let now = Date()
    let local = Int(now.timeIntervalSince1970) + TimeZone.current.secondsFromGMT(for: now)
    return Day(daysSince1970: Int32(clamping: Int((Double(local) / 86_400).rounded(.down))))
  }
}

extension Language: ExpressibleByArgument {
  /// Chinese where the locale of messages is Chinese, by the order that POSIX gives the variables.
  static var ofLocale: Language {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { ProcessInfo.processInfo.environment[$0] }
    return variables.first { !$0.isEmpty }?.lowercased().hasPrefix("zh") == true ? .zh : .en
  }
}
