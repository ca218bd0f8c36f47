// Every well located, its facts gathered, decided.

import Geometry

/// In row order; the result does not depend on `workers`.
public func decideWells(
  _ wells: RoleLayer, in layers: LayerSet, facts: WellFacts, by book: RuleBook, settings: WellSettings, workers: Int
) async throws -> [Well] {
  let locator = try await WellLocator(wells, in: layers, settings: settings, workers: workers)
  return try await inChunks(of: wells.layer.count, workers: workers, state: {}) { _, rows in
    rows.map { row in
      let location = locator.location(ofRow: row)
      let known = facts.facts(ofRow: row, location, only: book.facts)
      return Well(
        row: row, id: wells.key(row), location: location, decision: book.decide(known),
        isClosed: facts.isClosed(row, location))
    }
  }.flatMap { $0 }
}
