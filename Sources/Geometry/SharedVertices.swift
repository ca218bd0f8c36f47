// Which coordinates of a layer are one vertex, and at which vertices the chains of its edges meet.
//
// Neighbours that share an edge repeat its coordinates, bit for bit. Numbering the distinct ones makes the layer a graph:
//
//        A ────── n ────── C        n has three neighbours: chains meet there, it is a node.
//             a   │   b             Every other vertex has two, whichever ring passes it and in which direction, so it
//                 B                 lies inside exactly one chain, and all rings that pass it have the whole chain.

struct SharedVertices: Sendable {
  /// The number of the vertex at each coordinate of the column, in the order in which vertices first appear.
  let vertices: [Int32]
  let count: Int
  /// Whether chains meet or end at a vertex, by its number.
  private(set) var isNode: [Bool]

  init(_ column: GeometryColumn) {
    (vertices, count) = Self.numbered(column)
    isNode = Array(repeating: false, count: count)
    markNodes(column)
  }

  /// Numbers the distinct coordinates by a table of hashes with open addressing: millions of entries in a flat array.
  private static func numbered(_ column: GeometryColumn) -> ([Int32], count: Int) {
    var capacity = 16
    while capacity < 2 * column.coordinateCount { capacity *= 2 }
    // The coordinate at which a vertex first appeared, by slot.
    var firsts = [Int32](repeating: -1, count: capacity)
    var numbers: [Int32] = []
    numbers.reserveCapacity(column.coordinateCount)
    var count: Int32 = 0
    for index in 0..<column.coordinateCount {
      let here = column.coordinate(index)
      var slot = hash(here) & (capacity - 1)
      while true {
        let first = Int(firsts[slot])
        if first < 0 {
          firsts[slot] = Int32(index)
          numbers.append(count)
          count += 1
          break
        }
        if column.coordinate(first) == here {
          numbers.append(numbers[first])
          break
        }
        slot = (slot + 1) & (capacity - 1)
      }
    }
    return (numbers, Int(count))
  }

  /// Adding zero makes the two zeros, which are equal, one pattern of bits.
  private static func hash(_ place: Coordinate) -> Int {
    let mixed =
      (place.x + 0).bitPattern &* 0x9E37_79B9_7F4A_7C15 ^ (place.y + 0).bitPattern &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: (mixed ^ mixed >> 32) &* 0xD6E8_FEB8_6659_FD93 >> 20)
  }

  /// A vertex is a node where its neighbours are not the same two on every visit, where a line ends, and at the tip of a
  /// spike.
  private mutating func markNodes(_ column: GeometryColumn) {
    var neighbours = [(low: Int32, high: Int32)](repeating: (-1, -1), count: count)
    for ring in 0..<column.ringCount {
      let range = column.coordinates(ofRing: ring)
      // Of a closed ring the last coordinate is the first vertex once more.
      let isRing = column.kind == .polygon && range.count > 2
      let own = vertices[isRing ? range.dropLast() : range]
      for index in own.indices {
        let vertex = Int(own[index])
        guard isRing || (index > own.startIndex && index < own.endIndex - 1) else {
          isNode[vertex] = true
          continue
        }
        let before = own[index == own.startIndex ? own.endIndex - 1 : index - 1]
        let after = own[index == own.endIndex - 1 ? own.startIndex : index + 1]
        let pair = (low: min(before, after), high: max(before, after))
        if neighbours[vertex].low < 0 { neighbours[vertex] = pair }
        if neighbours[vertex] != pair || pair.low == pair.high { isNode[vertex] = true }
      }
    }
  }
}
