// Rounding that closes: whole numbers that add up to a whole number (Hamilton's method, 强制调平).

/// Shares `total` out in proportion to `weights` as whole numbers that add up to it. Each share is the exact one rounded
/// down; what is left goes, one by one, to the largest remainders, of equal ones to the first. No share differs from its
/// exact value by one or more.
///
/// Weights are not negative; where they say nothing (all zero, or not finite) the first takes everything.
public func largestRemainder(of total: Int64, by weights: [Double]) -> [Int64] {
  guard !weights.isEmpty else { return [] }
  let sum = weights.reduce(0, +)
  guard sum > 0, sum.isFinite else { return [total] + [Int64](repeating: 0, count: weights.count - 1) }
  let exact = weights.map { Double(total) * ($0 / sum) }
  var shares = exact.map { Int64(exactly: $0.rounded(.down)) ?? total }
  let order = exact.indices.sorted { a, b in
    let (x, y) = (exact[a] - exact[a].rounded(.down), exact[b] - exact[b].rounded(.down))
    return x != y ? x > y : a < b
  }
  var rest = total &- shares.reduce(0, &+)
  // Rounding of the products can leave a few more than there are shares, or take a few too many. At the end of the range it can
  // also bring their sum beyond it; what is left is small again.
  while rest != 0 {
    for index in order where rest != 0 {
      shares[index] += rest > 0 ? 1 : -1
      rest += rest > 0 ? -1 : 1
    }
  }
  return shares
}
