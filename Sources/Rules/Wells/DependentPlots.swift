// The plots that take water and name a well as its source.

import Geometry

struct DependentPlots: Sendable {
  private var plotsOfWell: [String: (count: Int, mu: Double)]?

  init(_ plots: RoleLayer?, of wells: RoleLayer) {
    guard let plots, let column = plots.layer.fields["well_id"] else { return }
    let known = Set((0..<wells.layer.count).map { wells.key($0) })
    let areas = plots.layer.fields["area_mu"]
    var found: [String: (count: Int, mu: Double)] = [:]
    // What is withdrawn or fallow takes no water, whatever well its row still names.
    let resting = ["withdrawn", "fallow"]
    for row in 0..<plots.layer.count where !resting.contains(plots.layer.fields.text("status", row) ?? "") {
      for well in names(in: column.text(row) ?? "", where: known.contains).distinct(by: \.self) {
        let (count, mu) = found[well] ?? (0, 0)
        found[well] = (count + 1, mu + (areas?.number(row) ?? 0))
      }
    }
    plotsOfWell = found
  }

  /// `nil` where no plot names its well.
  func plots(ofWell id: String) -> (count: Int, mu: Double)? {
    plotsOfWell.map { $0[id].map { ($0.count, $0.mu.toHundredths) } ?? (0, 0) }
  }
}
