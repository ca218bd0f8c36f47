// Progress on standard error: on a terminal one line that is drawn again several times a second, elsewhere one line a step and
// one more every few seconds that it takes.

import Dispatch
import Foundation
import Geometry
import Pipeline
import Reports
import Synchronization

/// Shows the steps of a run as they come.
final class ProgressBar: Sendable {
  private struct State {
    var step: RunStep?
    var began = ContinuousClock.now
    /// How many seconds of the step were told last, where there is no terminal.
    var told = 0
  }
  private let state = Mutex(State())
  private let language: Language
  private let isTerminal: Bool
  private let isQuiet: Bool
  /// A thread of its own: those of the tasks are all at work when it matters.
  private let queue = DispatchQueue(label: "progress")
  /// Seconds between two lines of one step, where there is no terminal.
  private static let patience = 5

  init(_ common: CommonOptions) {
    language = common.language
    isQuiet = common.quiet
    isTerminal = isatty(2) == 1
  }

  /// Runs work that tells its steps, and clears the line when it is done or has failed.
  func during<R: Sendable>(_ work: (ProgressBar) async throws -> R) async throws -> R {
    let timer = DispatchSource.makeTimerSource(queue: queue)
    if !isQuiet {
      timer.setEventHandler { [self] in show() }
      timer.schedule(deadline: .now(), repeating: .milliseconds(200))
    }
    timer.activate()
    Self.isDrawn.store(isTerminal && !isQuiet, ordering: .relaxed)
    defer {
      timer.cancel()
      queue.sync { clear() }
    }
    return try await work(self)
  }

  func tell(_ step: RunStep) {
    if isQuiet { return }
    state.withLock {
      $0.step = step
      $0.began = .now
      $0.told = 0
    }
    if !isTerminal { printError(step.title[language] + (step.rows.map(rowText) ?? "")) }
  }

  private func show() {
    let (step, seconds, told) = state.withLock { state in
      let seconds = Int(((ContinuousClock.now - state.began) / .seconds(1)).rounded(.down))
      let told = state.told
      if seconds >= told + Self.patience { state.told = seconds }
      return (state.step, seconds, told)
    }
    guard let step else { return }
    if isTerminal {
      guard Self.isDrawn.load(ordering: .relaxed) else { return }
      writeError("\r" + line(step, seconds))
    } else if seconds >= told + Self.patience {
      printError("\(step.title[language]) … \(seconds) s")
    }
  }

  /// `[████░░░░] 2/5 定位机井、判定处置（420 行）3 s`, as wide as the last one.
  private func line(_ step: RunStep, _ seconds: Int) -> String {
    let width = 20
    let done = width * (step.number - 1) / step.count
    let bar = String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
    let rate = step.rows.map { rows in
      seconds > 0 ? " \(rows / seconds)" + language.say(" 行/秒", " rows/s") : ""
    }
    let text =
      "[\(bar)] \(step.number)/\(step.count) \(step.title[language])\(step.rows.map(rowText) ?? "") \(seconds) s\(rate ?? "")"
    return text + String(repeating: " ", count: max(0, 90 - displayWidth(text)))
  }

  private func rowText(_ rows: Int) -> String { language.say("（\(rows) 行）", " (\(rows) rows)") }

  private func clear() {
    Self.isDrawn.store(false, ordering: .relaxed)
    guard isTerminal && !isQuiet else { return }
    Self.writeEmptyLine()
  }

  /// Clears the line of a bar that is still drawn, for a program that is ending.
  static func wipe() {
    if isDrawn.exchange(false, ordering: .relaxed) { writeEmptyLine() }
  }

  private static func writeEmptyLine() {
    writeError("\r" + String(repeating: " ", count: 90) + "\r")
  }

  private static let isDrawn = Atomic(false)
}
