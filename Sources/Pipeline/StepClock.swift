// How long the steps of a command took. Times are shown and printed; they stay out of files that must be the same twice.

public struct StepTime: Sendable, Codable {
  public let name: String
  public let seconds: Double
}

public struct StepClock {
  private let clock = ContinuousClock()
  private var current: (name: String, start: ContinuousClock.Instant)?
  private var done: [StepTime] = []

  public init() {}

  public mutating func begin(_ name: String) {
    end()
    current = (name, clock.now)
  }

  public mutating func finish() -> [StepTime] {
    end()
    return done
  }

  private mutating func end() {
    guard let (name, start) = current else { return }
    let elapsed = (clock.now - start).components
    done.append(StepTime(name: name, seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18))
    current = nil
  }
}
