// The pages of an R-tree of SQLite, packed along the Hilbert curve, as its module keeps them in three tables.
//
// SQLite puts one box after the other into a tree, which takes longer than all else that writing a GeoPackage does. A tree
// whose boxes are all known is its pages, and they are written as they are. The layout is the one that the head of
// SQLite's ext/rtree/rtree.c states; whole numbers and 32-bit floats are big-endian:
//
//     page     depth (2 bytes, only in page 1, which is the root) | number of cells (2 bytes) | cell cell … | zeros
//     cell     feature id in a leaf, else number of the page below (8 bytes) | min x, max x, min y, max y (4 bytes each)
//     _node    page number → page        _parent  page number → page above        _rowid   feature id → leaf

import Geometry

struct IndexPages {
  /// From the root downwards, so that page n is the nth.
  let pages: [[UInt8]]
  /// The page above each; 0 for the root.
  let parents: [Int]
  /// In the order of the ids.
  let leaves: [(id: Int64, page: Int)]

  private static let headLength = 4
  private static let cellLength = 24

  private struct Cell {
    /// A feature, or the place of a page in the level below.
    let id: Int64
    let box: Box
  }

  /// - Parameters:
  ///   - boxes: of the features `ids`; a box that is none stays out of the tree, as GeoPackage asks for empty geometries.
  ///   - pageLength: what SQLite has chosen for the pages of this tree, at most as much as 51 cells take.
  init(ids: [Int64], boxes: [Box], pageLength: Int) {
    let capacity = (pageLength - Self.headLength) / Self.cellLength
    let known = boxes.map { $0.minX <= $0.maxX && $0.minY <= $0.maxY ? $0 : .empty }
    var levels: [[ArraySlice<Cell>]] = []
    var cells = hilbertOrder(of: known).map { Cell(id: ids[Int($0)], box: known[Int($0)]) }
    repeat {
      let level = stride(from: 0, to: max(cells.count, 1), by: capacity).map {
        cells[$0..<min($0 + capacity, cells.count)]
      }
      levels.append(level)
      cells = level.enumerated().map { index, page in
        Cell(id: Int64(index), box: page.reduce(into: Box.empty) { $0.formUnion($1.box) })
      }
    } while cells.count > 1

    var pages: [[UInt8]] = []
    var parents = [0]
    var leaves: [(id: Int64, page: Int)] = []
    for (depth, level) in levels.enumerated().reversed() {
      let firstBelow = pages.count + level.count + 1
      for page in level {
        let number = pages.count + 1
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pageLength)
        bytes.append(bigEndian: UInt16(number == 1 ? depth : 0))
        bytes.append(bigEndian: UInt16(page.count))
        for cell in page {
          let id = depth == 0 ? cell.id : Int64(firstBelow) + cell.id
          if depth == 0 { leaves.append((cell.id, number)) } else { parents.append(number) }
          bytes.append(bigEndian: UInt64(bitPattern: id))
          bytes.append(bigEndian: Float(notAbove: cell.box.minX).bitPattern)
          bytes.append(bigEndian: (-Float(notAbove: -cell.box.maxX)).bitPattern)
          bytes.append(bigEndian: Float(notAbove: cell.box.minY).bitPattern)
          bytes.append(bigEndian: (-Float(notAbove: -cell.box.maxY)).bitPattern)
        }
        bytes.append(contentsOf: repeatElement(0, count: pageLength - bytes.count))
        pages.append(bytes)
      }
    }
    self.pages = pages
    self.parents = parents
    self.leaves = leaves.sorted { $0.id < $1.id }
  }
}

extension Float {
  /// The largest float that is not above: a box of floats must hold the box of doubles.
  fileprivate init(notAbove value: Double) {
    let nearest = Float(value)
    self = Double(nearest) > value ? nearest.nextDown : nearest
  }
}

extension [UInt8] {
  fileprivate mutating func append(bigEndian value: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
