// Levels of boxes over boxes, eight of which are held against a window at a time.

/// Boxes in single precision, all from one corner, and levels of the boxes of eight such boxes over them:
///
///     level 0   b0 … b7 | b8 … b15 | …        one EightBoxes for eight boxes
///     level 1   the boxes of eight such groups …             up to four groups at the top
///
/// A search has a branch a group and none a box: which boxes a window meets nobody can guess, and a wrong guess costs a
/// processor more than looking at all eight. May be filled anew without new memory.
struct BoxLevels: Sendable {
  private var groups: [EightBoxes] = []
  /// Where each level begins in `groups`; the last entry is the end.
  private var levelStarts: [Int] = [0]
  private var count = 0
  private static var topGroups: Int { 4 }

  mutating func removeAll() {
    groups.removeAll(keepingCapacity: true)
    levelStarts.removeAll(keepingCapacity: true)
    levelStarts.append(0)
    count = 0
  }

  /// Adds a box to the lowest level.
  @inline(__always)
  mutating func append(_ box: FloatBox) {
    if count & 7 == 0 { groups.append(EightBoxes()) }
    groups[count >> 3].set(count & 7, box)
    count += 1
  }

  /// Builds the levels over the boxes that were added.
  mutating func stack() {
    var level = 0..<groups.count
    while level.count > Self.topGroups {
      for first in stride(from: level.lowerBound, to: level.upperBound, by: 8) {
        var above = EightBoxes()
        for group in first..<min(first + 8, level.upperBound) { above.set(group - first, groups[group].union) }
        groups.append(above)
      }
      levelStarts.append(level.upperBound)
      level = level.upperBound..<groups.count
    }
    levelStarts.append(groups.count)
  }

  /// Visits groups of eight of the lowest level, lowest first, and among them all in which a box meets `window`: bit k of the
  /// mask is set where box 8 · group + k does.
  @inline(__always)
  func forEachGroup(meeting window: FloatBox, _ visit: (_ group: Int, _ mask: Int) -> Void) {
    // Not by recursion: each call would count references to the arrays, which all workers share.
    let groups = groups.span
    let starts = levelStarts.span
    let top = starts.count - 2
    for highest in unsafe starts[unchecked: top]..<starts[unchecked: top + 1] {
      var mask = unsafe groups[unchecked: highest].meeting(window)
      if top == 0 {
        visit(highest, mask)
        continue
      }
      // On the way down, of every level above: the group that was entered, and which of its eight are still to be.
      var entered = InlineArray<12, (group: Int, left: Int)>(repeating: (0, 0))
      var (level, group) = (top, unsafe highest - starts[unchecked: top])
      while true {
        if level == 0 || mask == 0 {
          if level == 0 { visit(group, mask) }
          repeat { level += 1 } while level <= top && entered[level].left == 0
          if level > top { break }
          (group, mask) = entered[level]
        }
        entered[level] = (group, mask & (mask - 1))
        group = group << 3 + mask.trailingZeroBitCount
        level -= 1
        mask = unsafe groups[unchecked: starts[unchecked: level] + group].meeting(window)
      }
    }
  }
}
