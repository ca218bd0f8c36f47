// Lasting identity: which thing of this year is which thing of earlier years, for problems and for rows of a layer alike.
//
// A problem is the same where the same rule finds the same thing at the same place. Rows are renumbered from year to year
// and coordinates move by centimetres, so neither a key nor a hash of rounded coordinates will do: a cell of any grid has a
// border that half of its points lie near. Two lists are matched instead, one to one, at the least total cost.

public import Geometry

/// What tells a thing from others.
public struct Trace: Sendable {
  /// What kind of thing it is: only those of one group can be the same.
  public let group: String
  /// What is said of it, which may be worded anew one day.
  public let statement: String
  /// The layers that the keys are of.
  public let layers: String
  public let keys: [String]
  /// Where it is.
  public let ground: Coordinate?
  /// Tells things on one ground apart.
  public let detail: (place: Coordinate?, measure: Double?)

  public init(
    group: String, statement: String = "", layers: String, keys: [String], ground: Coordinate?,
    detail: (place: Coordinate?, measure: Double?) = (nil, nil)
  ) {
    self.group = group
    self.statement = statement
    self.layers = layers
    self.keys = keys.sorted()
    self.ground = ground
    self.detail = detail
  }
}

extension Finding {
  /// - Parameter ground: the middle of the rows involved. Where two thin strips overlap, the place of the finding runs along
  ///   the strip when a vertex moves by a centimetre; the ground of the rows that overlap does not.
  public func trace(ground: Coordinate?) -> Trace {
    let statement = statement
    // Layers behind those of the rows are what was asked; it may be another next time.
    let layers = layers.prefix(max(rows.count, 1)).joined(separator: ",")
    return Trace(
      group: "\(code) \(layers)", statement: statement, layers: layers, keys: rows, ground: ground ?? place,
      detail: (place, measure))
  }
}

extension Finding {
  private var messageWithoutKeys: String {
    var text = message.zh
    for row in rows where !row.isEmpty { text = text.replacing(row, with: "") }
    return text
  }

  /// Numbers change with the coordinates; what is left tells two wrong fields of one row apart.
  fileprivate var statement: String { messageWithoutKeys.filter { !$0.isNumber && $0 != "." && $0 != "-" } }

  /// Checks that tell several things of one row, of which the next may be worse.
  private static let ofSeveralThings: Set<String> = ["A02", "A03", "A06", "W05", "W07", "W08", "W09"]

  /// Whether it says something else than an earlier finding of the same problem did.
  func saysOther(than earlier: Finding) -> Bool {
    guard Self.ofSeveralThings.contains(code) else { return false }
    return statement != earlier.statement || isFarMore(than: earlier)
  }

  /// Of use after closing: another year's, not the same figure.
  private func isFarMore(than earlier: Finding) -> Bool {
    func amounts(_ finding: Finding) -> [Double] {
      finding.messageWithoutKeys.split { !$0.isNumber && $0 != "." }.compactMap { Double($0) }
    }
    return code == "W09" && zip(amounts(self), amounts(earlier)).contains { now, before in now > 2 * before + 1 }
  }
}

/// How far the ground of one thing may move between two runs, in metres. A survey drawn anew moves by centimetres or
/// decimetres; two wells or two plots are further apart than this.
public let defaultSamePlace = 1.0

/// For every trace of this year the earlier one that it is, each at most once; `nil` where it is none of them.
///
/// First those that say the same at the same place; then those of the same group at the same place, whatever they say; then,
/// where keys have been kept from one year to the next, those of the same group and the same keys, wherever they are. Whether
/// keys have been kept is seen from the pairs that place has made.
public func match(_ found: [Trace], with known: [Trace], samePlace: Double = defaultSamePlace) -> [Int?] {
  var matching = Matching(found, known, samePlace)
  matching.pairByPlace { [$0.group, $0.statement] }
  matching.pairByPlace { [$0.group] }
  matching.pairByKeys()
  return matching.knownOfFound
}

private struct Matching {
  let found, known: [Trace]
  let samePlace: Double
  private(set) var knownOfFound: [Int?]
  private var isTaken: [Bool]

  init(_ found: [Trace], _ known: [Trace], _ samePlace: Double) {
    self.found = found
    self.known = known
    self.samePlace = samePlace
    knownOfFound = [Int?](repeating: nil, count: found.count)
    isTaken = [Bool](repeating: false, count: known.count)
  }

  private var openFound: [Int] { found.indices.filter { knownOfFound[$0] == nil } }
  private var openKnown: [Int] { known.indices.filter { !isTaken[$0] } }

  private mutating func join(_ new: Int, _ old: Int) {
    knownOfFound[new] = old
    isTaken[old] = true
  }

  /// Pairs what has the same trait and lies within reach, crowd by crowd.
  mutating func pairByPlace(_ trait: (Trace) -> [String]) {
    let olds = Dictionary(grouping: openKnown.filter { known[$0].ground != nil }) { trait(known[$0]) }
    let news = Dictionary(grouping: openFound.filter { found[$0].ground != nil }) { trait(found[$0]) }
    for (trait, new) in news {
      guard let old = olds[trait] else { continue }
      let pairs = cheapestPairs(candidates(new, old), leftCount: new.count, rightCount: old.count)
      for (index, partner) in pairs.enumerated() {
        if let partner { join(new[index], old[partner]) }
      }
    }
  }

  /// Where many lie at one place (wells that were all given the middle of their village), so many of them are looked at.
  private static let crowd = 32

  private func candidates(_ new: [Int], _ old: [Int]) -> [PairCandidate] {
    let tree = PackedRTree(old.map { Box(around: known[$0].ground!, 0) })
    var candidates: [PairCandidate] = []
    var near: [Int32] = []
    for (left, index) in new.enumerated() {
      near.removeAll(keepingCapacity: true)
      tree.search(Box(around: found[index].ground!, samePlace), into: &near)
      let own = near.map { right in
        PairCandidate(left: left, right: Int(right), cost: cost(found[index], known[old[Int(right)]]))
      }
      // Of those that cost the same, the ones at the same position of their list.
      candidates += own.sorted {
        ($0.cost, abs($0.right - left), $0.right) < ($1.cost, abs($1.right - left), $1.right)
      }.prefix(Self.crowd)
    }
    return candidates
  }

  /// The square of the distance, as a part of the reach. What tells things on one ground apart weighs a twentieth of that:
  /// where the thing points, how much it measures, and whether the keys are the same.
  private func cost(_ a: Trace, _ b: Trace) -> Double {
    let moved = a.ground!.distance(to: b.ground!) / samePlace
    guard moved <= 1 else { return .infinity }
    var doubt = a.keys == b.keys ? 0 : 0.01
    if let x = a.detail.place, let y = b.detail.place { doubt += 0.03 * min(x.distance(to: y) / samePlace, 1) }
    if let x = a.detail.measure, let y = b.detail.measure, x != y {
      doubt += 0.01 * min(abs(x - y) / max(abs(x), abs(y)), 1)
    }
    return 0.94 * moved * moved + doubt
  }

  mutating func pairByKeys() {
    let kept = layersThatKeptKeys()
    var olds = Dictionary(grouping: openKnown) { [known[$0].group] + known[$0].keys }
    for new in openFound {
      let trace = found[new]
      let name = [trace.group] + trace.keys
      guard let same = olds[name] else { continue }
      // What has no place has nothing but its keys.
      let candidates = same.filter { old in
        trace.ground == nil || known[old].ground == nil || kept[trace.layers] != false
      }
      guard
        let best = candidates.first(where: { known[$0].statement == trace.statement }) ?? candidates.first
      else { continue }
      join(new, best)
      olds[name]!.removeAll { $0 == best }
    }
  }

  /// For layers whose things were paired by place: whether most pairs have the same keys.
  private func layersThatKeptKeys() -> [String: Bool] {
    var votes: [String: Int] = [:]
    for (new, old) in knownOfFound.enumerated() {
      guard let old else { continue }
      votes[found[new].layers, default: 0] += found[new].keys == known[old].keys ? 1 : -1
    }
    return votes.mapValues { $0 > 0 }
  }
}

extension Box {
  fileprivate init(around place: Coordinate, _ reach: Double) {
    self = Box(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y).expanded(by: reach)
  }
}
