// Long edges cut: no piece is too long, no place moves, and what neighbours share they still share.

import Geometry
import TestSupport
import Testing

@Suite struct DensifiedTests {
  @Test(arguments: [3.0, 17, 80, 1000]) func aDivisionStaysOne(limit: Double) async throws {
    var random = SeededGenerator(3)
    let cells = partition(&random, cells: 5, side: 900, origin: (29_524_000, 4_874_000), between: 1)
    let fine = cells.densified(longerThan: limit)
    #expect(fine.count == cells.count && fine.ringCount == cells.ringCount)
    for ring in 0..<cells.ringCount {
      let old = cells.coordinates(ofRing: ring).map { cells.coordinate($0) }
      let new = fine.coordinates(ofRing: ring).map { fine.coordinate($0) }
      #expect(zip(new, new.dropFirst()).allSatisfy { $0.distance(to: $1) <= limit * (1 + 1e-9) })
      var rest = new[...]
      for vertex in old { rest = rest[(rest.firstIndex(of: vertex) ?? rest.endIndex - 1)...] }
      #expect(rest.count == 1 && rest.first == old.last)  // every old vertex, in order
      #expect(abs(fine.signedArea(ofRing: ring) - cells.signedArea(ofRing: ring)) < 1e-6)
    }
    // Neighbours run along their edge in opposite directions; only the outline is left.
    let outline = coverageRings(of: try await unsharedEdges(of: PreparedColumn(fine), workers: 2))
    #expect(outline.count == 1 && abs(outline[0].signedArea - 810_000) < 1e-6)
    if limit == 1000 { #expect(fine.coordinateCount == cells.coordinateCount) }
  }

  /// Northings of a thousand million metres are damaged; a row of them is left alone, its neighbours are cut.
  @Test func damagedRowsDoNotFillTheMemory() {
    let zigzag = (0..<300).map { (Double($0), $0 % 2 == 0 ? 0 : 1e11) }
    let column = polygons([[[zigzag + [zigzag[0]]]], [[[(0, 0), (1000, 0), (0, 1000), (0, 0)]]]])
    let fine = column.densified(longerThan: 250)
    #expect(fine.coordinates(ofRow: 0).count == 301 && fine.coordinates(ofRow: 1).count > 12)
  }
}
