// One-to-one pairs between two lists at the least total cost, where leaving two things apart has a cost as well.

/// Something of the left list that may be something of the right list.
struct PairCandidate: Sendable {
  let left: Int
  let right: Int
  /// Not negative. What costs ``costOfStayingAlone`` or more is never paired.
  let cost: Double

  static let costOfStayingAlone = 1.0
}

/// For every thing on the left its partner on the right. Of all ways to pair them it is one of the least total cost, so a
/// crowd that moved together stays paired man by man, where taking the nearest first would cross over.
///
/// Shortest augmenting paths over the candidates alone (Jonker and Volgenant 1987): things far apart never meet, so the work
/// is that of the small crowds. Of equal solutions the one that the order of the candidates leads to.
func cheapestPairs(_ candidates: [PairCandidate], leftCount: Int, rightCount: Int) -> [Int?] {
  var pairing = PairingByPrices(candidates, leftCount: leftCount, rightCount: rightCount)
  for left in 0..<leftCount { pairing.place(left) }
  return pairing.partners
}

private struct PairingByPrices {
  private let candidates: [PairCandidate]
  /// The candidates of a left thing are `starts[left]..<starts[left + 1]`.
  private let starts: [Int]
  /// The place on the right from which on everybody on the left has a seat of his own: to stay alone.
  private let firstSeat: Int
  private var leftOfRight: [Int]
  private var rightOfLeft: [Int]
  // Prices on both sides, such that no candidate costs less than its prices and every pair exactly them.
  private var leftPrice: [Double]
  private var rightPrice: [Double]
  // Of the search that runs: what it has reached and not settled, how far it is, and from whom.
  private var reached: [Int] = []
  private var distance: [Double]
  private var reachedFrom: [Int]

  init(_ unordered: [PairCandidate], leftCount: Int, rightCount: Int) {
    candidates = unordered.filter { $0.cost < PairCandidate.costOfStayingAlone }.sorted {
      ($0.left, $0.cost, $0.right) < ($1.left, $1.cost, $1.right)
    }
    var starts = [Int](repeating: 0, count: leftCount + 1)
    for candidate in candidates { starts[candidate.left + 1] += 1 }
    for left in 0..<leftCount { starts[left + 1] += starts[left] }
    self.starts = starts
    firstSeat = rightCount
    leftOfRight = [Int](repeating: -1, count: rightCount + leftCount)
    rightOfLeft = [Int](repeating: -1, count: leftCount)
    leftPrice = [Double](repeating: 0, count: leftCount)
    rightPrice = [Double](repeating: 0, count: rightCount + leftCount)
    distance = [Double](repeating: .infinity, count: rightCount + leftCount)
    reachedFrom = [Int](repeating: -1, count: rightCount + leftCount)
  }

  var partners: [Int?] { rightOfLeft.map { $0 < firstSeat ? $0 : nil } }

  /// Finds the cheapest way to give one more thing its place, moving others where that is cheaper.
  mutating func place(_ newcomer: Int) {
    var settled: [(right: Int, distance: Double)] = []
    var (left, walked) = (newcomer, 0.0)
    var end = -1
    while end < 0 {
      for candidate in candidates[starts[left]..<starts[left + 1]] {
        reach(candidate.right, from: left, walked, candidate.cost)
      }
      reach(firstSeat + left, from: left, walked, PairCandidate.costOfStayingAlone)
      // The nearest that is not settled yet; of equals the one reached first.
      var nearest = 0
      for index in reached.indices where distance[reached[index]] < distance[reached[nearest]] { nearest = index }
      let right = reached.remove(at: nearest)
      walked = distance[right]
      settled.append((right, walked))
      distance[right] = -.infinity  // settled: nothing is shorter
      if leftOfRight[right] < 0 { end = right } else { left = leftOfRight[right] }
    }
    adjustPrices(settled, newcomer, walked)
    for right in reached + settled.map(\.right) { distance[right] = .infinity }
    reached.removeAll(keepingCapacity: true)
    rearrange(endingAt: end, newcomer)
  }

  private mutating func reach(_ right: Int, from left: Int, _ walked: Double, _ cost: Double) {
    let length = walked + cost - leftPrice[left] - rightPrice[right]
    if distance[right] == .infinity { reached.append(right) }
    guard length < distance[right] else { return }
    distance[right] = length
    reachedFrom[right] = left
  }

  private mutating func adjustPrices(_ settled: [(right: Int, distance: Double)], _ newcomer: Int, _ walked: Double) {
    leftPrice[newcomer] += walked
    for (right, distance) in settled {
      rightPrice[right] -= walked - distance
      if leftOfRight[right] >= 0 { leftPrice[leftOfRight[right]] += walked - distance }
    }
  }

  private mutating func rearrange(endingAt end: Int, _ newcomer: Int) {
    var right = end
    while true {
      let left = reachedFrom[right]
      let given = rightOfLeft[left]
      rightOfLeft[left] = right
      leftOfRight[right] = left
      if left == newcomer { return }
      right = given
    }
  }
}
