// Orders boxes along the Hilbert curve, so that neighbours on the ground are neighbours in memory.

/// The numbers of the non-empty boxes, by the place of their centres on a Hilbert curve of order 16; equal places by number.
public func hilbertOrder(of boxes: [Box]) -> [Int32] {
  var bounds = Box.empty
  for box in boxes where !box.isEmpty { bounds.formUnion(box) }
  let side = max(bounds.width, bounds.height)
  let scale = side > 0 ? 65535 / side : 0  // all centres in one place: the order is by number
  var keys: [UInt64] = []
  keys.reserveCapacity(boxes.count)
  for (row, box) in boxes.enumerated() where !box.isEmpty {
    let center = box.center
    let (x, y) = (cell((center.x - bounds.minX) * scale), cell((center.y - bounds.minY) * scale))
    keys.append(UInt64(hilbertPlace(x: x, y: y)) << 32 | UInt64(row))
  }
  keys.sort()
  return keys.map { Int32(truncatingIfNeeded: $0 & 0xFFFF_FFFF) }
}

/// Of 0…65535. What is no number, because all lies within less than the smallest one can be divided by, is 0.
private func cell(_ place: Double) -> UInt32 { place > 0 ? UInt32(min(place, 65535)) : 0 }

/// The distance along the curve of the cell (x, y) of a 65,536 × 65,536 grid: each step takes the quadrant and turns the frame.
func hilbertPlace(x: UInt32, y: UInt32) -> UInt32 {
  var x = x
  var y = y
  var place: UInt32 = 0
  var side: UInt32 = 1 << 15
  while side > 0 {
    let right: UInt32 = x & side != 0 ? 1 : 0
    let upper: UInt32 = y & side != 0 ? 1 : 0
    place = place << 2 | (3 * right) ^ upper
    if upper == 0 {
      if right == 1 {
        x = ~x
        y = ~y
      }
      swap(&x, &y)
    }
    side >>= 1
  }
  return place
}
