// Where every well lies: zones with the distance to the deciding edge, township, village, coverage, nearest pipe.

public import Geometry
import Overlay

/// Locates wells, one row at a time. Distances are in the units of the frame, metres. A class, because every worker asks
/// it for every well: copies of its fields would be counted by all of them.
final class WellLocator: Sendable {
  private let wells: RoleLayer
  private let zones: ZoneIndex?
  private let townships, villages, coverage, pipes, hardToRenew: RoleLayer?
  private let coveredGround, hardToRenewGround: JoinedGround?
  private let settings: WellSettings
  private let registeredTownships: RegisteredUnits?
  /// Of rows without geometry nobody knows which wells they would cover, or lie under.
  private let lostCoverage, lostHardToRenew: Words?

  init(_ wells: RoleLayer, in layers: LayerSet, settings: WellSettings, workers: Int) async throws {
    self.wells = wells
    self.settings = settings
    zones = try await layers["zones"].asyncMap { try await ZoneIndex($0, workers: workers) } ?? nil
    townships = layers["townships"]
    registeredTownships = townships.map { RegisteredUnits($0) }
    villages = layers["villages"]
    coverage = layers["coverage"]
    pipes = layers["pipes"]
    hardToRenew = layers["hard-to-renew"]
    lostCoverage = coverage?.lostGround ?? (settings.pipeReach > 0 ? pipes?.lostGround : nil)
    lostHardToRenew = hardToRenew?.lostGround
    coveredGround = try await coverage.asyncMap { try await JoinedGround($0, workers: workers) } ?? nil
    hardToRenewGround = try await hardToRenew.asyncMap { try await JoinedGround($0, workers: workers) } ?? nil
  }

  func location(ofRow row: Int) -> WellLocation {
    var well = WellLocation()
    guard let position = wells.layer.geometry?.firstCoordinate(ofRow: row) else {
      well.registeredTownship = registeredTownship(ofRow: row, well)
      return well
    }
    well.position = position
    well.accuracy = wells.layer.fields["accuracy"]?.number(row).map { max($0, 0) } ?? settings.positionAccuracy
    zones?.locate(&well)
    well.township = townships?.owner(of: position)
    well.village = villages?.owner(of: position)
    well.registeredTownship = registeredTownship(ofRow: row, well)
    if let text = wells.illegible("accuracy", row) {
      well.positionDoubt = Words(zh: "定位精度“\(text)”不能识别", en: "its position accuracy '\(text)' cannot be read")
    } else if wells.layer.geometry!.coordinates(ofRow: row).count > 1 {
      well.positionDoubt = Words(zh: "登记了几个坐标，只取了第一个", en: "it has several points, of which the first is taken")
    } else {
      well.positionDoubt = contradiction(row, well, position)
    }
    if let pipes, let nearest = pipes.prepared?.nearestEdge(to: position, in: pipes.tree) {
      well.pipe = nearest.row
      well.pipeDistance = nearest.distance
    }
    well.locate(onCoverage: coverage, coveredGround, lost: lostCoverage, settings)
    if let hardToRenew {
      let isHard = !hardToRenew.soundOwners(of: position).isEmpty
      well.hardToRenew = isHard
      well.hardToRenewDoubt =
        hardToRenew.unsoundRow(near: position, within: well.accuracy).map {
          unusable($0, hardToRenew)
        }
        ?? hardToRenewGround?.edge(within: well.accuracy, of: position).map {
          Words(
            zh: "距该图层边界 \(metres($0)) 米，小于定位精度", en: "\(metres($0)) m from its edge, less than the position accuracy")
        } ?? (isHard ? nil : lostHardToRenew)
    }
    return well
  }
}

extension WellLocator {
  private func registeredTownship(ofRow row: Int, _ well: WellLocation) -> RegisteredUnits.Answer? {
    guard let registeredTownships, let registered = wells.layer.fields.text("township", row) else { return nil }
    guard let position = well.position, let own = well.township else {
      return registeredTownships.unit(called: registered).map(RegisteredUnits.Answer.agrees)
    }
    return registeredTownships.compare(registered, with: own, at: position, within: well.accuracy)
  }

  /// Why the register says that the well is not where its coordinates are: a wrong digit takes it out of its zone, and must not
  /// free it.
  private func contradiction(_ row: Int, _ well: WellLocation, _ position: Coordinate) -> Words? {
    guard let units = townships ?? villages else { return nil }
    guard let own = townships == nil ? well.village : well.township else {
      return units.edge(within: well.accuracy, of: position) == nil
        ? Words(zh: "坐标不在任何\(units.title.zh)内", en: "its coordinates lie in none of the \(units.title.en)") : nil
    }
    guard case .contradicts = well.registeredTownship else { return nil }
    return liesElsewhere(wells.layer.fields.text("township", row)!, located: units.name(own))
  }
}

func liesElsewhere(_ registered: String, located: String) -> Words {
  Words(zh: "登记在\(registered)，坐标却在\(located)", en: "registered under \(registered), but it lies in \(located)")
}

func hasNoUnit(_ registered: String, located: String) -> Words {
  Words(
    zh: "登记的“\(registered)”不在乡镇图层中，坐标在\(located)；请改用该图层的名称",
    en:
      "registered under \(registered), which the layer of townships does not have; it lies in \(located), so use a name of that layer"
  )
}

func unusable(_ row: Int, _ layer: RoleLayer) -> Words {
  Words(
    zh: "\(layer.title.zh) \(layer.key(row)) 的图形无效（G01）",
    en: "\(layer.key(row)) of \(layer.title.en) is not valid (G01)")
}

extension WellLocation {
  /// Covered is a well inside a coverage polygon, or within the reach of a pipe. In doubt where that line is nearer than
  /// the position accuracy, or where ground is lost, unless the other one settles it.
  fileprivate mutating func locate(
    onCoverage coverage: RoleLayer?, _ ground: JoinedGround?, lost: Words?, _ settings: WellSettings
  ) {
    let position = position!
    let inside = coverage.map { !$0.soundOwners(of: position).isEmpty }
    let inReach = settings.pipeReach > 0 ? pipeDistance.map { $0 <= settings.pipeReach } : nil
    isInCoverage = inside == true
    covered = inside == true || inReach == true ? true : inside ?? inReach
    let reachMargin = settings.pipeReach > 0 ? pipeDistance.map { abs($0 - settings.pipeReach) } : nil
    let isReachNear = reachMargin.map { $0 < accuracy } ?? false
    if inReach == true && !isReachNear { return }
    if inside != true, let coverage, let row = coverage.unsoundRow(near: position, within: accuracy) {
      coverageDoubt = unusable(row, coverage)
      return
    }
    let edge = ground?.edge(within: accuracy, of: position)
    if inside == true && edge == nil { return }
    if let edge {
      coverageDoubt = Words(
        zh: "距覆盖范围边界 \(metres(edge)) 米，小于定位精度",
        en: "\(metres(edge)) m from the edge of the coverage, less than the position accuracy")
    } else if isReachNear {
      coverageDoubt = Words(zh: "到管道的距离接近服务半径", en: "its distance to a pipe is close to the reach")
    } else {
      coverageDoubt = lost
    }
  }
}

extension RoleLayer {
  /// The row that owns the point: exactly one in a layer without overlaps, the first where rows overlap.
  public func owner(of point: Coordinate) -> Int? { owners(of: point).first }

  /// All rows that own the point, in row order.
  func owners(of point: Coordinate) -> [Int] {
    guard let prepared else { return [] }
    var candidates: [Int32] = []
    tree.search(Box(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y), into: &candidates)
    if candidates.isEmpty { return [] }
    candidates.sort()
    return candidates.compactMap { prepared.owns(point, row: Int($0)) ? Int($0) : nil }
  }

  /// The same without rows whose rings cross: those say of no place whose it is.
  func soundOwners(of point: Coordinate) -> [Int] { owners(of: point).filter { !unsound.contains($0) } }

  /// A row whose rings cross and that may hold the point.
  func unsoundRow(near point: Coordinate, within distance: Double) -> Int? {
    guard let prepared, !unsound.isEmpty else { return nil }
    return unsound.filter { prepared.boxes[$0].squaredDistance(to: point) <= distance * distance }.min()
  }

  /// Why what the layer says of places is not all: a row of it has no geometry.
  var lostGround: Words? {
    guard let geometry = layer.geometry else { return nil }
    return (0..<layer.count).first { geometry.isEmpty(row: $0) }.map { row in
      Words(zh: "\(title.zh) \(key(row)) 没有可用的图形", en: "\(key(row)) of \(title.en) has no usable geometry")
    }
  }

  /// The distance to the nearest edge of any row, where it is less than `distance`.
  func edge(within distance: Double, of point: Coordinate) -> Double? {
    prepared?.edge(within: distance, of: point, in: tree)
  }
}

extension PreparedColumn {
  /// The distance to the nearest edge of any row, where it is less than `distance`; `tree` is of the rows.
  func edge(within distance: Double, of point: Coordinate, in tree: PackedRTree) -> Double? {
    nearestEdge(to: point, in: tree, within: distance).map(\.distance).flatMap { $0 < distance ? $0 : nil }
  }
}
