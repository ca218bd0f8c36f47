// Faults planted in cells, each small, each alone in its surroundings, each to be found by exactly one check. The kinds
// are in a file for each family of checks; another kind is another value there.

import Geometry

/// A fault as `faults.json` tells it.
struct PlantedFault: Sendable {
  let code: String
  /// The role of the layer that was altered.
  let layer: String
  /// The key of the altered row.
  let key: String
  /// Where to look, in the frame of the layer.
  let place: Coordinate
}

/// A kind of fault that alters the rows of one cell.
struct CellFault: Sendable {
  let code: String
  let layer: String
  /// What must be on the cell.
  let ground: Ground
  /// Whether the plot must be planted.
  var needsPlanted = false
  /// Whether its plot and the one to the east must both be planted, or another check would speak as well.
  var needsPlantedNeighbour = false
  /// Whether it needs the last cell of a row, beside the road of the next block.
  var needsLastColumn = false
  /// What else a place must be.
  var suits: @Sendable (County, Cell) -> Bool = { _, _ in true }
  /// How many cells around it must be free of faults. A fault within a row leaves the rows around it alone.
  var reach = 0
  /// Alters the rows of the cell; returns the key of the altered row, and a place near the fault.
  let plant: @Sendable (FaultContext, inout BlockRows) -> (key: String, place: Coordinate)
}

struct FaultContext {
  let county: County
  let cell: Cell
  /// The cell's ring in the survey.
  let ring: [Coordinate]
  /// The southern and the northern corner of the plot's eastern side.
  let easternCorners: (Coordinate, Coordinate)
  /// The same of the cell in the survey.
  let surveyCorners: (Coordinate, Coordinate)

  var middle: Coordinate {
    let sum = ring.reduce(Coordinate(x: 0, y: 0)) { Coordinate(x: $0.x + $1.x, y: $0.y + $1.y) }
    return Coordinate(x: sum.x / Double(ring.count), y: sum.y / Double(ring.count)).rounded
  }
  var eastern: Cell { Cell(block: cell.block, x: cell.x + 1, y: cell.y) }
}

/// All kinds. Places are found in this order: those that need rare ground or most room come first.
let cellFaults: [CellFault] = claimFaults + layerFaults + geometryFaults + attributeFaults + fileFaults
