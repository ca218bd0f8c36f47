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

  fileprivate func shown(distance: Double?) -> Double? {
    guard let step, let distance else { return distance }
    // Zero has no sign.
    return (distance / step).rounded() * step + 0
  }

  fileprivate func shown(distancesIn text: String) -> String {
    text.replacing(/([0-9]+(?:\.[0-9]+)?) (米|m\b)/) { match in
      let metres = shown(distance: Double(match.output.1)) ?? 0
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
    run.wells = wells.map { $0.shown(by: disclosure) }
    run.findings = findings.map { $0.shown(by: disclosure) }
    return run
  }
}

extension Well {
  fileprivate func shown(by disclosure: Disclosure) -> Well {
    var location = location
    location.zoneEdge = disclosure.shown(distance: location.zoneEdge)
    location.pipeDistance = disclosure.shown(distance: location.pipeDistance)
    return Well(row: row, id: id, location: location, decision: decision, isClosed: isClosed)
  }
}

extension Finding {
  /// Of findings about wells.
  fileprivate func shown(by disclosure: Disclosure) -> Finding {
    guard code.first == "W" else { return self }
    var shown = self
    if unit == "m" { shown.measure = disclosure.shown(distance: measure) }
    shown.message = Words(zh: disclosure.shown(distancesIn: message.zh), en: disclosure.shown(distancesIn: message.en))
    return shown
  }
}
