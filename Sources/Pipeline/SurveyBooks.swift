// The books of a layer over the survey in whole square millimetres: the official area of every row, shared out by its account.

import Overlay
import Registers
import Rules

/// Sums that add up to the area of the rows exactly.
struct SurveyBook: Encodable {
  let over: String
  /// Ground on the survey, counted once.
  let sharedM2: Double
  /// Ground in threads along the survey's lines.
  let sliversM2: Double
  /// Ground that no row of the survey holds.
  let outsideM2: Double
  /// What the survey's rows claim again where they overlap; in none of the sums above.
  let doubledM2: Double
  /// Rows whose account does not close, and rows of which GEOS could not give one.
  let rowsOpen: Int
  let closes: Bool

  /// - Parameter official: the area of every row on the ellipsoid, in m².
  init(_ book: LayerBook, official: [Double]) {
    var (shared, slivers, outside, doubled) = (Area.zero, Area.zero, Area.zero, Area.zero)
    for row in book.ledger.rows where row.area > 0 {
      let area = Area(squareMetres: official[row.row])
      let parts = area.apportioned(by: [row.shared - row.doubled, row.slivers, row.remainder].map { max($0, 0) })
      shared = shared + parts[0]
      slivers = slivers + parts[1]
      outside = outside + parts[2]
      doubled = doubled + Area(squareMetres: official[row.row] * row.doubled / row.area)
    }
    over = book.over
    (sharedM2, sliversM2) = (shared.squareMetres, slivers.squareMetres)
    (outsideM2, doubledM2) = (outside.squareMetres, doubled.squareMetres)
    rowsOpen = book.ledger.open.count + book.ledger.refused.count
    closes = book.ledger.closes
  }
}
