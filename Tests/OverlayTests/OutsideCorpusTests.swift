// The kernel and the pieces against the overlay cases of other projects (OutsideCases.swift).

import Foundation
import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct OutsideCorpusTests {
  /// What came of a corpus.
  private struct Tally: CustomStringConvertible {
    var pairs = 0
    var answers = 0
    /// Answers that are further than 1e-9 of the smaller polygon from ours, with the reason.
    var differences: [(case: String, reason: String)] = []
    var unexplained: [String] = []

    var description: String {
      let reasons = Dictionary(grouping: differences, by: \.reason).mapValues(\.count)
      return "\(pairs) pairs of polygons, \(answers) answers compared, \(unexplained.count) differ without reason; "
        + reasons.sorted { $0.key < $1.key }.map { "\($0.value): \($0.key)" }.joined(separator: "; ")
    }
  }

  @Test func theCasesOfJTSAndGEOS() async throws {
    guard let folder = OutsideCases.folder("overlay-cases") else { return }
    var tally = Tally()
    for file in OutsideCases.files(in: folder, withExtension: "xml") {
      for one in try OutsideCases.xml(folder + "/" + file, name: file) { try await compare(one, &tally) }
    }
    print("overlay-cases: \(tally)")
    for difference in tally.differences { print("  \(difference.case): \(difference.reason)") }
    #expect(tally.pairs > 150 && tally.unexplained.isEmpty, "\(tally.unexplained)")
  }

  @Test func theCasesOfGeorust() async throws {
    guard let folder = OutsideCases.folder("polygon-ops/booleanop/generic_test_cases") else { return }
    var tally = Tally()
    for file in OutsideCases.files(in: folder, withExtension: "geojson") {
      if let one = try OutsideCases.geoJSON(folder + "/" + file, name: file) { try await compare(one, &tally) }
    }
    print("polygon-ops: \(tally)")
    for difference in tally.differences { print("  \(difference.case): \(difference.reason)") }
    #expect(tally.pairs > 40 && tally.unexplained.isEmpty, "\(tally.unexplained)")
  }

  private func compare(_ one: OutsideCase, _ tally: inout Tally) async throws {
    guard !one.answers.isEmpty else { return }
    let column = polygons([one.a, one.b])
    let prepared = try await PreparedColumn(column)
    tally.pairs += 1
    tally.answers += one.answers.count
    let unsound = try await unsoundRows(of: prepared, workers: 1)
    if !unsound.isEmpty || column.isEmpty(row: 0) || column.isEmpty(row: 1) {
      for answer in one.answers {
        tally.differences.append(("\(one.name) \(answer.operation)", "an input is not sound"))
      }
      return
    }
    var kernel = OverlapKernel()
    let (shared, error) = kernel.area(0, of: prepared, 1, of: prepared)
    let (a, b) = (column.area(ofRow: 0), column.area(ofRow: 1))
    let limit = 1e-9 * min(a, b)
    // Within the kernel's own bound, and within 1e-9 of the smaller polygon as far as its coordinates say that much.
    let bound = min(error + limit * 1e-3, max(limit, Self.grain(of: column)))
    if let exact = Self.exactAreas[one.name], abs(shared - exact) > bound {
      tally.unexplained.append("\(one.name): kernel \(shared), exactly \(exact)")
    }
    let isProven = Self.exactAreas[one.name] != nil

    let built = try await pieces(of: [SharedArea(left: 0, right: 1, area: shared)], column, column, workers: 1)
    for failure in built.failures { tally.differences.append((one.name, "no piece: \(failure.reason)")) }
    let byGEOS = built.failures.isEmpty ? built.geometry.area(ofRow: 0) : nil
    if let byGEOS, abs(byGEOS - shared) > limit {
      if isProven {
        tally.differences.append((one.name, "OverlayNG rounds or snaps; the kernel agrees with rational arithmetic"))
      } else {
        tally.unexplained.append("\(one.name): kernel \(shared), pieces \(byGEOS)")
      }
    }
    for answer in one.answers {
      let expected = polygons([answer.parts]).area(ofRow: 0)
      let ours: Double? =
        switch answer.operation {
        case "intersection": shared
        case "union": a + b - shared
        case "difference": a - shared
        case "symdifference": a + b - 2 * shared
        default: nil
        }
      guard let ours, abs(ours - expected) > limit else { continue }
      let name = "\(one.name) \(answer.operation) (off by \((ours - expected) / min(a, b)) of the smaller)"
      if one.isRounded {
        tally.differences.append((name, "the case rounds its answer to whole units"))
      } else if isProven {
        tally.differences.append((name, "the answer is wrong; the kernel agrees with rational arithmetic"))
      } else if let byGEOS, abs(byGEOS - shared) <= limit {
        tally.differences.append((name, "the answer is written with few digits; OverlayNG agrees with the kernel"))
      } else {
        tally.unexplained.append(name)
      }
    }
  }

  /// The area that rounding the coordinates themselves may add or take along a polygon as long as its box: nobody can say
  /// more of a hairline that is thinner.
  private static func grain(of column: GeometryColumn) -> Double {
    (0..<2).map { row in
      let box = column.box(ofRow: row)
      return max(abs(box.minX), abs(box.maxX), abs(box.minY), abs(box.maxY)).ulp * (box.width + box.height)
    }.min()!
  }

  /// Areas of A ∩ B in rational arithmetic, as Σ s_e s_f ∫ min(y_e, y_f) dx over the pairs of edges that lie over each other
  /// (s is +1 for edges with the interior below them, −1 for those with it above), for cases in which OverlayNG (GEOS 3.11)
  /// or the case itself says something else: hairlines below the rounding of the answer's vertices, answers that snap,
  /// and four answers that are plainly wrong.
  private static let exactAreas: [String: Double] = [
    "testxml/failure/TestOverlayNGFailure.xml case 1": 0.0110470737217423,
    "testxml/failure/TestOverlayNGFailure.xml case 2": 399.9999999999186,
    "testxml/failure/TestOverlayNGFailure.xml case 3": 3.703254811708243e-11,
    "testxml/failure/TestOverlayNGFailure.xml case 4": 0,
    "testxml/failure/TestOverlayNGFailure.xml case 5": 0,
    "testxml/robust/overlay/TestOverlay-geos-1051.xml case 1": 9357.497868282491,
    "testxml/robust/overlay/TestOverlay-geos-737.xml case 1": 1.4569636722260564e-08,
    "testxml/robust/overlay/TestOverlay-isochrone.xml case 31": 9.99927224689668e-15,
    "testxml/robust/overlay/TestOverlay-isochrone.xml case 32": 9.99927224689668e-15,
    "testxml/robust/overlay/TestOverlay-isochrone.xml case 33": 9.99927224689668e-15,
    "testxml/robust/overlay/TestOverlay-jts-798.xml case 1": 3.586630110720593e-12,
    "testxml/robust/overlay/TestOverlay-jts-798.xml case 2": 2.211700183195025e-12,
    "testxml/robust/overlay/TestOverlay-jts-798.xml case 3": 6.716857321825395e-12,
    "testxml/robust/overlay/TestOverlay-jts-808.xml case 1": 2.19586206652496e-16,
    "testxml/robust/overlay/TestOverlay-rsf-794.xml case 1": 3.394041173488895e-08,
  ]
}
