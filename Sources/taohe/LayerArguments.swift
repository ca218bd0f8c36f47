// How the commands on single layers read them: from any vector source, in one frame, valid.

import ArgumentParser
import Formats
import Geodesy
import Geometry
import Overlay
import Pipeline

/// Options of commands that read layers outside a job.
struct LayerOptions: ParsableArguments {
  @Option(
    help: .say("没有写明坐标系的文件所用的坐标系，如 EPSG:4517。", "The frame of a source that does not say its own, such as EPSG:4517."))
  var assume: String?

  @Option(help: .say("点位表中 x（东、经度）所在的列。", "The column of x (east, longitude) of a table of points."))
  var x: String?

  @Option(help: .say("点位表中 y（北、纬度）所在的列。", "The column of y (north, latitude) of a table of points."))
  var y: String?

  func validate() throws {
    if (x == nil) != (y == nil) { throw ValidationError(say("--x 和 --y 要一起给出", "--x and --y go together")) }
  }

  /// Reads layers at the same time, says what was noticed, and checks that each is of its kind.
  func read(_ sources: [(path: String, kind: GeometryKind)], common: CommonOptions) async throws -> [Layer] {
    let options = try sources.map { try readOptions(for: $0.kind) }
    let results = try await inChunks(of: sources.count, size: 1, workers: common.workerCount, state: {}) { _, index in
      let read = try readLayer(VectorSource(sources[index.lowerBound].path), options: options[index.lowerBound])
      return (read, kept: try read.layer.withinItsFrame())
    }
    return try zip(sources, results).map { source, result in
      var seen = SeenRows()
      seen.add(result.0.layer, result.kept, firstRow: 0)
      try tell(result.0, seen, from: source.path, kind: source.kind, common: common)
      return result.kept.layer
    }
  }

  func readOptions(for kind: GeometryKind) throws -> ReadOptions {
    var options = ReadOptions()
    options.fieldsWanted = false  // what these commands tell, they tell by feature id
    if let assume {
      options.assumedFrame = try frameOption(assume, "--assume")
    }
    options.kind = kind
    if let x, let y, kind == .point { options.coordinateFields = (x, y) }
    return options
  }

  /// Says what was noticed on reading, and checks the kind.
  func tell(
    _ result: ReadResult, _ seen: SeenRows, from source: String, kind: GeometryKind, common: CommonOptions
  ) throws {
    for note in result.notes { common.log(Words(zh: "\(source)：\(note.zh)", en: "\(source): \(note.en)")) }
    for diagnosis in result.diagnoses {
      let row = diagnosis.row.map { "fid \(result.layer.featureIDs[$0]): " } ?? ""
      common.log(
        Words(
          zh: "\(source)：\(diagnosis.code) \(row)\(diagnosis.message.zh)",
          en: "\(source): \(diagnosis.code) \(row)\(diagnosis.message.en)"))
    }
    for failure in result.failures {
      let row = result.layer.featureIDs[failure.row]
      common.log(
        Words(
          zh: "\(source)：fid \(row) 未采用：\(failure.reason.zh)",
          en: "\(source): fid \(row) is left out: \(failure.reason.en)"))
    }
    guard result.layer.geometry?.kind == kind || result.layer.count == 0 else {
      throw InputFault(
        at: source, Words(zh: "应为\(kind.title.zh)图层", en: "should be a layer of \(kind.title.en)"),
        remedy: Words(zh: "检查文件和图层名（路径|图层）", en: "check the file and the layer's name (path|layer)"))
    }
    let without = Set(seen.empty).subtracting(result.failures.map(\.row)).count
    if without > 0 {
      common.log(
        Words(
          zh: "\(source)：\(without) 行没有图形，未参与", en: "\(source): \(without) rows have no geometry and take no part"))
    }
    if let frame = result.layer.frame, !seen.lost.isEmpty, seen.lost.count + seen.empty.count == result.layer.count {
      throw noRowFits(frame, at: source, remedy: Words(zh: "核对坐标系", en: "check its frame"))
    }
    tellLost(seen.lost, of: result.layer, common: common)
    tellContradiction(result.layer, seen, common: common)
  }
}

/// What is told of rows, whether a layer is read whole or in pieces.
struct SeenRows {
  private(set) var empty: [Int] = []
  /// Those with coordinates that their frame cannot hold.
  private(set) var lost: [Int] = []
  /// Of the first piece that has any.
  private(set) var sample: CoordinateSample?

  /// - Parameter kept: the layer without the rows that its frame cannot hold.
  mutating func add(_ layer: Layer, _ kept: TransformedLayer, firstRow: Int) {
    guard let geometry = layer.geometry else { return }
    empty += (0..<geometry.count).filter { geometry.isEmpty(row: $0) }.map { firstRow + $0 }
    lost += kept.lostRows.map { firstRow + $0 }
    if sample == nil, let found = kept.layer.geometry.map({ CoordinateSample($0) }), !found.places.isEmpty {
      sample = found
    }
  }
}

/// The second layer in the frame of the first.
func inFrame(of first: Layer, _ second: Layer, common: CommonOptions) throws -> Layer {
  guard try needsTransforming(second, to: first) else { return second }
  let moved = try inputFaults(at: second.name) {
    try second.withShortEdges(for: first.frame!).transformed(to: first.frame!)
  }
  tellTransformed(second, to: first.frame!, common: common)
  tellLost(moved.lostRows, of: second, common: common)
  return moved.layer
}

/// Whether the second layer is in another frame than the first.
func needsTransforming(_ second: Layer, to first: Layer) throws -> Bool {
  guard let target = first.frame, let source = second.frame else {
    if first.frame == nil && second.frame == nil { return false }
    let unknown = first.frame == nil ? first : second
    throw InputFault(
      at: unknown.name, Words(zh: "没有坐标系信息，而另一图层有", en: "does not say its frame, and the other layer does"),
      remedy: Words(zh: "用 --assume EPSG:… 指明", en: "state it with --assume EPSG:…"))
  }
  return !source.isSame(as: target)
}

func tellTransformed(_ layer: Layer, to target: Frame, common: CommonOptions) {
  common.log(
    Words(
      zh: "\(layer.name) 由 \(layer.frame!.name) 转换到 \(target.name)",
      en: "\(layer.name) is transformed from \(layer.frame!.name) to \(target.name)"))
}

/// Rows whose coordinates no frame can hold take no part, and that is said.
func tellLost(_ rows: [Int], of layer: Layer, common: CommonOptions) {
  guard !rows.isEmpty else { return }
  let list = rows.prefix(5).map { String(layer.featureIDs[$0]) }.joined(separator: ", ")
  common.log(
    Words(
      zh: "\(layer.name)：\(rows.count) 行（fid \(list)\(rows.count > 5 ? " …" : "")）的坐标超出坐标系范围，未参与",
      en:
        "\(layer.name): \(rows.count) rows (fid \(list)\(rows.count > 5 ? " …" : "")) have coordinates that their frame cannot hold, and take no part"
    ))
}

/// Says where the coordinates contradict the frame that a layer states: areas on the ellipsoid and places would be wrong.
private func tellContradiction(_ layer: Layer, _ seen: SeenRows, common: CommonOptions) {
  guard let frame = layer.frame, let sample = seen.sample else { return }
  let problems = FrameDiagnosis(sample, stated: frame).problems
    .filter { [.otherZone, .prefix, .otherUnit].contains($0) }
  guard !problems.isEmpty else { return }
  common.log(
    Words(
      zh:
        "\(layer.name)：\(problems.map(\.title.zh).joined(separator: "；"))（\(frame.name)）；面积和位置都不可信，请用 taohe inspect 查看",
      en:
        "\(layer.name): \(problems.map(\.title.en).joined(separator: "; ")) (\(frame.name)); areas and places are not to be trusted: see taohe inspect"
    ))
}

/// A layer with what kernels want to know of it.
struct PreparedLayer: Sendable {
  let layer: Layer
  let prepared: PreparedColumn

  init(_ layer: Layer, workers: Int) async throws {
    self.layer = layer
    prepared = try await PreparedColumn(layer.geometry ?? GeometryBuilder(.polygon).finish(), workers: workers)
  }

  /// Without the rows that cannot be summed over. Those are told one by one; the rest of the run goes on.
  func leavingOut(
    _ unsound: [InvalidRow], common: CommonOptions
  ) async throws -> (layer: PreparedLayer, leftOut: [Int64]) {
    guard !unsound.isEmpty else { return (self, []) }
    tellUnsound(unsound, of: layer, common: common)
    let bad = Set(unsound.map(\.row))
    let kept = try await PreparedLayer(
      layer.gathering((0..<layer.count).filter { !bad.contains($0) }), workers: common.workerCount)
    return (kept, unsound.map { layer.featureIDs[$0.row] })
  }
}

/// Rows that cannot be summed over are told one by one.
func tellUnsound(_ rows: [InvalidRow], of layer: Layer, common: CommonOptions) {
  for row in rows {
    let id = layer.featureIDs[row.row]
    let place = row.place.map { " (\($0.x), \($0.y))" } ?? ""
    common.log(
      Words(
        zh: "\(layer.name)：fid \(id) 图形无效（\(row.words.zh)\(place)），未参与叠加",
        en: "\(layer.name): fid \(id) is not valid (\(row.reason)\(place)) and takes no part"))
  }
}
