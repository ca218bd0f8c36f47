// Faults planted in the register of wells, each in a well of its own and never in one of the 36. Another kind of fault
// is another function in `wellFaults`.

import Geometry

/// Alters one well, by number, at a place that is alone; returns whether it could.
private typealias WellFault =
  @Sendable (County, Int, inout [Well], inout DrawSequence, _ isAlone: (Coordinate) -> Bool) -> Bool

private let wellFaults: [(code: String, plant: WellFault)] = [
  // 2 m outside the prohibited zone, less than a position is accurate.
  ("W04", moveToEdge),
  // Under the name of a village in another township.
  (
    "W05",
    { county, well, wells, sequence, isAlone in
      guard isAlone(wells[well].place) else { return false }
      let village = sequence.pick(county.places.villages.filter { $0.township.name != wells[well].township })
      wells[well].township = village.township.name
      wells[well].village = village.name
      return true
    }
  ),
  // 1 m beside another.
  (
    "W06",
    { _, well, wells, _, isAlone in
      let other = (well + 1...well + 4).first { !wells[$0].isProhibited }
      guard let other, isAlone(wells[other].place) else { return false }
      wells[well].place = Coordinate(x: wells[other].place.x + 0.8, y: wells[other].place.y + 0.6).toCentimetre
      wells[well].township = wells[other].township
      wells[well].village = wells[other].village
      return true
    }
  ),
]

extension County {
  /// Plants the faults of wells and tells them.
  func plantFaults(in wells: inout [Well]) -> [PlantedFault] {
    var sequence = draw.sequence(.fault, 1)
    var planted: [PlantedFault] = []
    let cells = faults.keys.map { middle(of: $0) }
    // Each fault has a run of eight wells to itself, so that no well is altered twice.
    var runs = Array(0..<wells.count / 8)
    sequence.shuffle(&runs)
    for (code, plant) in wellFaults {
      var left = faultCount
      while left > 0, let run = runs.popLast() {
        let places = cells + planted.map(\.place)
        for well in 8 * run..<8 * run + 4 where !wells[well].isProhibited {
          guard plant(self, well, &wells, &sequence, { place in places.allSatisfy { $0.distance(to: place) > 120 } })
          else { continue }
          left -= 1
          planted.append(PlantedFault(code: code, layer: "wells", key: wells[well].key, place: wells[well].place))
          break
        }
      }
    }
    return planted
  }

  private func middle(of cell: Cell) -> Coordinate {
    let (i, j) = plan.firstNode(of: cell)
    let (a, b) = (lattice.node(i, j), lattice.node(i + 1, j + 1))
    return Coordinate(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
  }
}

private let moveToEdge: WellFault = { county, well, wells, sequence, isAlone in
  let zones = county.zones
  let ring = zones.prohibitedRing
  let others = NearVertices(
    zones.limitedRing + zones.overExtractedRing + zones.coverageRing + zones.holeRings.flatMap(\.self))
  for _ in 0..<1000 {
    let index = sequence.below(ring.count)
    let (a, b) = (ring[index], ring[(index + 1) % ring.count])
    let length = a.distance(to: b)
    // The ring runs counter-clockwise: outside is to the right.
    let place = Coordinate(
      x: (a.x + b.x) / 2 + 2 * (b.y - a.y) / length, y: (a.y + b.y) / 2 - 2 * (b.x - a.x) / length
    ).toCentimetre
    guard isAlone(place), !isInside(place, ring: ring), (1.9...2.1).contains(distance(from: place, toRing: ring)),
      !others.isAny(within: WellSites.fromZoneEdge + 8, of: place),
      let cell = county.plan.cell(at: county.lattice.unwarped(place))
    else { continue }
    let cellRing = county.lattice.ring(of: cell)
    guard isInside(place, ring: cellRing), distance(from: place, toRing: cellRing) > WellSites.fromUnitBorder,
      wells.allSatisfy({ $0.place.distance(to: place) > WellSites.fromEachOther })
    else { continue }
    let village = county.places.village(of: cell.block)
    wells[well].place = place
    wells[well].township = village.township.name
    wells[well].village = village.name
    return true
  }
  return false
}
