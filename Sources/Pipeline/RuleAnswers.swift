// Which wells of a job a rule table answers for.

public import Geometry
public import Rules

public struct RuleAnswers: Sendable {
  public let wells: Int
  /// The wells about which no rule says anything, in the order of the register.
  public let unanswered: [String]

  public init(_ job: Job, by table: RuleTable, on day: Day, workers: Int) async throws {
    let layers = LayerSet(try await loadLayers(of: job.forWells, workers: workers).map(\.layer))
    let book = RuleBook([table], calendar: job.calendar, on: day)
    let (decided, _) = try await Run.decided(job, layers, by: book, workers: workers)
    wells = decided.count
    // Of closed wells a decision tells only what may have ended them, whatever the table says.
    unanswered = decided.filter { $0.decision.rulings.isEmpty && !$0.isClosed }.map(\.id)
  }
}
