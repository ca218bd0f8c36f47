// Progress on standard error: on a terminal one line that is drawn again several times a second, elsewhere one line a step.

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
  }
  private let state = Mutex(State())
  private let language: Language
  private let isTerminal: Bool
  private let isQuiet: Bool

  init(_ common: CommonOptions) {
    language = common.language
    isQuiet = common.quiet
    isTerminal = isatty(2) == 1
  }

  /// Runs work that tells its steps, and clears the line when it is done or has failed.
  func during<R: Sendable>(_ work: (ProgressBar) async throws -> R) async throws -> R {
    let drawing = isTerminal && !isQuiet ? Task { await redraw() } : nil
    Self.isDrawn.store(drawing != nil, ordering: .relaxed)
    do {
      let result = try await work(self)
      drawing?.cancel()
      clear()
      return result
    } catch {
      drawing?.cancel()
      clear()
      throw error
    }
  }

  func tell(_ step: RunStep) {
    if isQuiet { return }
    state.withLock {
      $0.step = step
      $0.began = .now
    }
    if !isTerminal { printError(step.title[language] + (step.rows.map(rowText) ?? "")) }
  }

  private func redraw() async {
    while !Task.isCancelled && Self.isDrawn.load(ordering: .relaxed) {
      let (step, began) = state.withLock { ($0.step, $0.began) }
      if let step {
        let seconds = Int(((ContinuousClock.now - began) / .seconds(1)).rounded(.down))
        FileHandle.standardError.write(Data(("\r" + line(step, seconds)).utf8))
      }
      try? await Task.sleep(for: .milliseconds(200))
    }
  }

  /// `[████░░░░] 2/5 定位机井、判定处置（420 行）3 s`, as wide as the last one.
  private func line(_ step: RunStep, _ seconds: Int) -> String {
    let width = 20
    let done = width * (step.number - 1) / step.count
    let bar = String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
    let rate = step.rows.map { rows in
      seconds > 0 ? " \(rows / seconds)" + (language == .zh ? " 行/秒" : " rows/s") : ""
    }
    let text =
      "[\(bar)] \(step.number)/\(step.count) \(step.title[language])\(step.rows.map(rowText) ?? "") \(seconds) s\(rate ?? "")"
    return text + String(repeating: " ", count: max(0, 90 - displayWidth(text)))
  }

  private func rowText(_ rows: Int) -> String { language == .zh ? "（\(rows) 行）" : " (\(rows) rows)" }

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
    FileHandle.standardError.write(Data(("\r" + String(repeating: " ", count: 90) + "\r").utf8))
  }

  private static let isDrawn = Atomic(false)
}
