// How exactly outputs say where things are, in coordinates and in distances: from three distances to edges and pipes that
// anybody may draw a place can be computed.

import Geometry
import Rules

/// Continuous map data of large scale is secret (自然资发〔2020〕95号), so what leaves the secure room may have to say less.
public enum Disclosure: Sendable, Equatable {
  case exact
  /// Coordinates of points, and distances, to a multiple of so many metres; no layers of lines or polygons.
  case rounded(metres: Double)
  /// Lists and totals only; distances to ten metres.
  case none

  /// A place as it may be shown.
  func shown(_ place: Coordinate?) -> Coordinate? {
    switch self {
    case .exact: place
    case .rounded(let step):
      place.map { Coordinate(x: ($0.x / step).rounded() * step, y: ($0.y / step).rounded() * step) }
    case .none: nil
    }
  }

  private var step: Double? {
    switch self {
    case .exact: nil
    case .rounded(let step): step
    case .none: 10
    }
  }

  /// - Parameter isAlike: whether another distance decides as this one does. What is shown must not decide otherwise, so the
  ///   multiple on the other side is taken there, or a finer one where neither will do.
  fileprivate func shown(distance: Double?, where isAlike: (Double, Double) -> Bool = { _, _ in true }) -> Double? {
    guard let step, let distance else { return distance }
    for finer in [1.0, 10, 100, 1000] {
      let count = distance / (step / finer)
      for rounded in [count.rounded(), count.rounded(.down), count.rounded(.up)] {
        let shown = rounded * step / finer + 0  // zero has no sign
        if isAlike(shown, distance) { return shown }
      }
    }
    return distance
  }

  /// - Parameter only: round this distance alone: others are limits, which say nothing of a place.
  fileprivate func shown(distancesIn words: Words, only: Double? = nil) -> Words {
    Words(zh: shown(distancesIn: words.zh, only), en: shown(distancesIn: words.en, only))
  }

  private func shown(distancesIn text: String, _ only: Double?) -> String {
    // Not areas and volumes, whose letter is one by Unicode's rules for words too.
    text.replacing(/([0-9]+(?:\.[0-9]+)?) (米|m(?![²³\w]))/) { match in
      let exact = Double(match.output.1) ?? 0
      if let only, abs(abs(only) - exact) > 1 { return String(match.output.0) }
      let metres = shown(distance: exact) ?? 0
      return "\(FactValue.number(metres).description) \(match.output.2)"
    }
  }
}

extension Run {
  /// The same as outputs may show it.
  func disclosing(_ disclosure: Disclosure) -> Run {
    var run = self
    run.disclosure = disclosure
    guard disclosure != .exact else { return run }
    let deciding = DecidingDistances(job)
    run.wells = wells.map { $0.shown(by: disclosure, deciding) }
    run.findings = findings.map { $0.shown(by: disclosure) }
    return run
  }

  /// The facts of the wells, with the words for what is in doubt as outputs may say them.
  func factColumns(workers: Int) async throws -> FactColumns? {
    let facts = try await wellFacts?.columns(of: wells, workers: workers)
    return disclosure == .exact ? facts : facts?.doubting { disclosure.shown(distancesIn: $0) }
  }
}

/// What the rules of a job compare distances with: whoever reads the rounded ones must come to the same decision.
private struct DecidingDistances {
  private let edges, pipes, connections: [Double]
  private let detour: Double

  init(_ job: Job) {
    edges = job.ruleBook.cuts(of: .zoneEdge)
    pipes = job.ruleBook.cuts(of: .pipe)
    connections = job.ruleBook.cuts(of: .connection)
    detour = job.wellSettings.detour
  }

  func isAlikeToEdge(_ a: Double, _ b: Double) -> Bool { isAlike(a, b, edges) }

  func isAlikeToPipe(_ a: Double, _ b: Double) -> Bool {
    isAlike(a.toHundredths, b.toHundredths, pipes)
      && isAlike((a * detour).rounded(), (b * detour).rounded(), connections)
  }

  private func isAlike(_ a: Double, _ b: Double, _ cuts: [Double]) -> Bool {
    cuts.allSatisfy { (a < $0) == (b < $0) && (a > $0) == (b > $0) }
  }
}

extension Well {
  fileprivate func shown(by disclosure: Disclosure, _ deciding: DecidingDistances) -> Well {
    var location = location
    location.zoneEdge = disclosure.shown(distance: location.zoneEdge, where: deciding.isAlikeToEdge)
    location.pipeDistance = disclosure.shown(distance: location.pipeDistance, where: deciding.isAlikeToPipe)
    return Well(row: row, id: id, location: location, decision: decision, isClosed: isClosed)
  }
}

extension Finding {
  /// Of findings about wells, whatever check tells them.
  fileprivate func shown(by disclosure: Disclosure) -> Finding {
    guard layers.contains("wells") || layers.contains(PreviousYear.role("wells")) else { return self }
    var shown = self
    if unit == "m" { shown.measure = disclosure.shown(distance: measure) }
    shown.message = disclosure.shown(distancesIn: message, only: code.first == "W" ? nil : measure)
    return shown
  }
}
