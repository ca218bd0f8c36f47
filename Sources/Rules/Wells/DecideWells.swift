// Every well located, its facts gathered, decided.

import Geometry

/// In row order; the result does not depend on `workers`.
public func decideWells(
  _ wells: RoleLayer, in layers: LayerSet, facts: WellFacts, by book: RuleBook, settings: WellSettings, workers: Int
) async throws -> [Well] {
  let locations = try await locateWells(wells, in: layers, settings: settings, workers: workers)
  return try await inChunks(of: locations.count, workers: workers, state: {}) { _, rows in
    rows.map { row in
      let known = facts.facts(ofRow: row, locations[row], only: book.facts)
      return Well(row: row, id: wells.key(row), location: locations[row], decision: book.decide(known))
    }
  }.flatMap { $0 }
}
