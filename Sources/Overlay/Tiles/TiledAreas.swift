// The pair join of layers that are larger than memory, tile by tile, with the same pairs and the same bits as all at once.
//
// What two rows share depends on these two alone, and each pair is counted by one tile (TileGrid.swift). Pairs go to a working
// file by left row, and come out of it in the order of rows.

public import Geometry

/// What a tile by tile join found.
public struct TiledAreas: Sendable {
  /// Rows that are not sound; they are in no pair.
  public let unsoundLeft, unsoundRight: [InvalidRow]
  private let pairs: Buckets

  fileprivate init(_ unsound: UnsoundOfTiles, pairs: Buckets) {
    unsoundLeft = unsound.left.values.sorted { $0.row < $1.row }
    unsoundRight = unsound.right.values.sorted { $0.row < $1.row }
    self.pairs = pairs
  }

  /// Calls `visit` with the pairs by left row, then right row, some thousands at a time.
  public func forEachBatch(_ visit: ([SharedArea]) throws -> Void) throws {
    for blocks in pairs.blocks {
      var batch: [SharedArea] = []
      for block in blocks {
        let numbers = try pairs.file.read(block.place)
        for place in stride(from: 0, to: numbers.count, by: 3) {
          batch.append(
            SharedArea(left: Int(numbers[place]), right: Int(numbers[place + 1]), area: numbers[place + 2]))
        }
      }
      batch.sort { ($0.left, $0.right) < ($1.left, $1.right) }
      try visit(batch)
    }
  }
}

/// How a join is worked tile by tile.
public struct TiledJoin: Sendable {
  /// Pairs that share no more than this are left out, in square units of the frame.
  public var minimum = 0.0
  /// What the area of a pair is in another measure, by its area and shape in the frame.
  public var measure: (@Sendable (SharedArea, OverlapShape) -> Double)?
  /// How many doubles of either layer are held at once, at least one row.
  public var groupSize = 16 << 20
  public var workers: Int
  /// Where working files are kept.
  public var folder: String

  public init(workers: Int, in folder: String) {
    self.workers = workers
    self.folder = folder
  }

  /// Joins two layers that were spooled over the same tiles, or one with itself.
  ///
  /// - Parameter counts: how many rows the layers have.
  /// - Throws: as ``sharedAreas(_:_:tree:above:atMost:workers:)``, and where working files cannot be kept.
  public func run(
    _ left: SpooledRows, _ right: SpooledRows?, counts: (left: Int, right: Int)
  ) async throws -> TiledAreas {
    let most = mostPairs(ofRows: max(counts.left, counts.right))
    var pairCount = 0
    var unsound = UnsoundOfTiles()
    let buckets = max(1, counts.left >> 15)
    var pairs = try BucketWriter(buckets: buckets, memory: 64 << 20, in: folder)
    let sides = try await TiledSides(left, right, self)
    let steps = sides.steps
    var held = try steps.first.map { try sides.load($0) }
    for (position, step) in steps.enumerated() {
      // The next tile is read while this one is worked.
      let following = position + 1 < steps.count ? steps[position + 1] : nil
      async let next = following.map { try sides.load($0) }
      let found = try await join(
        sides.checked(held!, workers: workers), step, isSelf: right == nil, in: left.grid, atMost: most - pairCount)
      pairCount += found.pairs.count
      for pair in found.pairs {
        try pairs.append(
          [Double(pair.left), Double(pair.right), pair.area], to: min(pair.left >> 15, buckets - 1))
      }
      unsound.add(found.unsound)
      held = try await next
    }
    return TiledAreas(unsound, pairs: try pairs.finish())
  }
}

/// What is worked at once.
private struct TileStep: Sendable {
  /// The tile whose pairs are counted; `nil` where all are.
  let tile: Int?
  let left, right: SpooledRows.Group?

  /// Every group with every other. Those of one layer alone share nothing, but their rows are looked over.
  static func pairs(_ lefts: [SpooledRows.Group], _ rights: [SpooledRows.Group], tile: Int?) -> [TileStep] {
    if rights.isEmpty { return lefts.map { TileStep(tile: tile, left: $0, right: nil) } }
    if lefts.isEmpty { return rights.map { TileStep(tile: tile, left: nil, right: $0) } }
    return lefts.flatMap { group in rights.map { TileStep(tile: tile, left: group, right: $0) } }
  }
}

/// The two layers of a join. Rows that reach many tiles are held all the time, as long as they are few.
private struct TiledSides: Sendable {
  let steps: [TileStep]
  private let left: SpooledRows
  private let right: SpooledRows?
  private let wideLeft, wideRight: CheckedRows?

  /// Rows on their way to be worked; none where they are held already, or there are none.
  struct Loaded: Sendable {
    let step: TileStep
    let left, right: TileRows?
  }

  init(_ left: SpooledRows, _ right: SpooledRows?, _ join: TiledJoin) async throws {
    let size = join.groupSize
    let wideLefts = left.wideGroups(size: size)
    let wideRights = right?.wideGroups(size: size) ?? wideLefts
    var steps: [TileStep] = []
    for tile in 0..<left.grid.count {
      let (lefts, rights) = (left.groups(of: tile, size: size), (right ?? left).groups(of: tile, size: size))
      let wideLeftsHere = wideLefts.filter { $0.reaches(tile, of: left.grid) }
      let wideRightsHere = wideRights.filter { $0.reaches(tile, of: left.grid) }
      if !wideLeftsHere.isEmpty && !rights.isEmpty { steps += TileStep.pairs(wideLeftsHere, rights, tile: tile) }
      if !lefts.isEmpty || wideLeftsHere.isEmpty {
        steps += TileStep.pairs(lefts, lefts.isEmpty ? rights : rights + wideRightsHere, tile: tile)
      }
    }
    self.steps = steps + TileStep.pairs(wideLefts, wideRights, tile: nil)
    self.left = left
    self.right = right
    wideLeft = wideLefts.count == 1 ? try await CheckedRows(left.load(wideLefts[0]), workers: join.workers) : nil
    if let right {
      wideRight = wideRights.count == 1 ? try await CheckedRows(right.load(wideRights[0]), workers: join.workers) : nil
    } else {
      wideRight = wideLeft
    }
  }

  func load(_ step: TileStep) throws -> Loaded {
    func rows(_ group: SpooledRows.Group?, of layer: SpooledRows, held: CheckedRows?) throws -> TileRows? {
      guard let group, group.tile != nil || held == nil else { return nil }
      return try layer.load(group)
    }
    // One layer's own tile with itself is read once.
    let isSame =
      right == nil && step.left?.tile != nil && step.left?.blocks.first?.place == step.right?.blocks.first?.place
    return Loaded(
      step: step, left: try rows(step.left, of: left, held: wideLeft),
      right: isSame ? nil : try rows(step.right, of: right ?? left, held: wideRight))
  }

  func checked(_ loaded: Loaded, workers: Int) async throws -> (left: CheckedRows?, right: CheckedRows?) {
    func rows(_ group: SpooledRows.Group?, _ loaded: TileRows?, held: CheckedRows?) async throws -> CheckedRows? {
      guard let group else { return nil }
      if let loaded { return try await CheckedRows(loaded, workers: workers) }
      return group.tile == nil ? held : nil
    }
    let own = try await rows(loaded.step.left, loaded.left, held: wideLeft)
    let other = try await rows(loaded.step.right, loaded.right, held: wideRight)
    return (own, loaded.step.right == nil ? nil : other ?? own)
  }
}

private struct UnsoundOfTiles: Sendable {
  var left: [Int: InvalidRow] = [:]
  var right: [Int: InvalidRow] = [:]

  mutating func add(_ others: UnsoundOfTiles) {
    left.merge(others.left) { own, _ in own }
    right.merge(others.right) { own, _ in own }
  }
}

private struct FoundInTile: Sendable {
  var pairs: [SharedArea] = []
  var unsound = UnsoundOfTiles()
}

extension TiledJoin {
  private func join(
    _ rows: (left: CheckedRows?, right: CheckedRows?), _ step: TileStep, isSelf: Bool, in grid: TileGrid,
    atMost most: Int
  ) async throws -> FoundInTile {
    var found = FoundInTile()
    if let left = rows.left {
      found.unsound.left = left.unsound
    }
    if let right = rows.right, !isSelf { found.unsound.right = right.unsound }
    guard let left = rows.left, let right = rows.right else { return found }
    let pairs = try await sharedAreas(
      left.prepared, right.prepared, tree: right.tree, above: minimum, atMost: most, workers: workers
    ) { row, other in
      guard left.isSound[row] && right.isSound[other] else { return false }
      guard !isSelf || left.numbers[row] < right.numbers[other] else { return false }
      guard let tile = step.tile else { return true }
      let window = left.prepared.boxes[row].intersection(right.prepared.boxes[other])
      return grid.tile(of: Coordinate(x: window.minX, y: window.minY)) == tile
    }
    let shapes = measure == nil ? [] : try await shapes(of: pairs, left.prepared, right.prepared, workers: workers)
    found.pairs.reserveCapacity(pairs.count)
    for (position, pair) in pairs.enumerated() {
      let area = measure.map { $0(pair, shapes[position]) } ?? pair.area
      found.pairs.append(SharedArea(left: left.numbers[pair.left], right: right.numbers[pair.right], area: area))
    }
    return found
  }
}

/// Rows of a tile, ready for the kernel, with those that are not sound.
private struct CheckedRows: Sendable {
  let prepared: PreparedColumn
  let numbers: [Int]
  let tree: PackedRTree
  let isSound: [Bool]
  /// By the number that the row has in its layer.
  let unsound: [Int: InvalidRow]

  init(_ rows: TileRows, workers: Int) async throws {
    prepared = try await PreparedColumn(rows.geometry, workers: workers)
    tree = PackedRTree(prepared.boxes)
    numbers = rows.numbers
    var isSound = [Bool](repeating: true, count: numbers.count)
    var unsound: [Int: InvalidRow] = [:]
    for row in try await unsoundRows(of: prepared, workers: workers) {
      isSound[row.row] = false
      let number = rows.numbers[row.row]
      unsound[number] = InvalidRow(row: number, reason: row.reason, place: row.place)
    }
    self.isSound = isSound
    self.unsound = unsound
  }
}
