// What a command says of the books of an overlay.

import Geometry
import Overlay

/// The sums of a ledger, in square units of the frame.
struct LedgerTotals: Encodable {
  let rows: Int
  /// Rows that are not sound, of which no area is known.
  let invalid: Int
  let refused: Int
  /// Rows whose account does not close.
  let open: Int
  let area: Double
  let shared: Double
  let slivers: Double
  let doubled: Double
  let remainder: Double
  let difference: Double
  let closes: Bool

  init(_ ledger: AreaLedger, invalid: Int) {
    let total = ledger.total
    rows = ledger.rows.count
    self.invalid = invalid
    refused = ledger.refused.count
    open = ledger.open.count
    (area, shared, slivers) = (total.area, total.shared, total.slivers)
    (doubled, remainder, difference) = (total.doubled, total.remainder, total.difference)
    closes = ledger.closes
  }
}

/// The books of an overlay do not close: its areas cannot be trusted.
struct LedgerOpen: Error {
  let words: Words

  init(_ ledger: AreaLedger, ids: [Int64]) {
    let rows = ledger.open.map(\.row) + ledger.refused.map(\.row)
    let list = rows.prefix(5).map { String(ids[$0]) }.joined(separator: ", ") + (rows.count > 5 ? " …" : "")
    let difference = ledger.total.difference
    words = Words(
      zh: "面积台账不平（差 \(difference)，\(rows.count) 行：fid \(list)），这次叠加的面积不可信；请核查这些行的图形，并报告此问题",
      en:
        "the area ledger does not close (by \(difference); \(rows.count) rows: fid \(list)), so the areas of this overlay cannot be trusted; look at the geometry of these rows, and report this"
    )
  }
}
