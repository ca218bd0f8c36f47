// taohe overlay: which rows of two layers, or of one, share how much ground.

import ArgumentParser
import Formats
import Foundation
import Geodesy
import Geometry
import Overlay
import Pipeline
import Reports

struct OverlayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlay", abstract: "The area, or the pieces, that rows of two layers share.",
    discussion: """
      Sources are anything GDAL opens; path|layer names a layer. Areas are in m²: ellipsoidal by default, in the plane of \
      the left layer's frame with --measure planar. A right layer in another frame is transformed.
      """)

  @Argument(help: "The left layer.")
  var left: String

  @Argument(help: "The right layer; none with --self.")
  var right: String?

  @Flag(name: .customLong("self"), help: "Overlaps between rows of the one layer.")
  var isSelf = false

  @Option(help: "A CSV file for left_fid, right_fid, area_m2.")
  var areas: String?

  @Option(help: "A vector file for the shared pieces, by its ending: gpkg, shp, geojson, fgb.")
  var pieces: String?

  @Option(help: "ellipsoidal or planar.")
  var measure: Measure = .ellipsoidal

  @Option(help: "Leave out pairs that share no more than this many m².")
  var minArea = 0.0

  @OptionGroup var layerOptions: LayerOptions
  @OptionGroup var common: CommonOptions

  enum Measure: String, ExpressibleByArgument, CaseIterable { case ellipsoidal, planar }

  func validate() throws {
    if isSelf == (right != nil) { throw ValidationError("give two layers, or one with --self") }
    if areas == nil && pieces == nil { throw ValidationError("give --areas or --pieces") }
    if !(minArea >= 0) { throw ValidationError("--min-area must not be negative") }
  }

  func run() async throws {
    var clock = StepClock()
    clock.begin("read")
    let layers = try await layerOptions.read(
      [self.left, self.right].compactMap { $0 }.map { ($0, .polygon) }, common: common)
    let leftLayer = layers[0]
    let rightLayer = try right == nil ? nil : inFrame(of: leftLayer, layers[1], common: common)
    clock.begin("prepare")
    let workers = common.workerCount
    var left = try await IndexedLayer(leftLayer, workers: workers)
    var right = try await rightLayer.asyncMap { try await IndexedLayer($0, workers: workers) }
    clock.begin("validate")
    left = try await left.sound(common: common)
    right = try await right.asyncMap { try await $0.sound(common: common) }
    clock.begin("overlay")
    let input = Overlaid(left: left, right: right)
    let pairs = try await shared(input, workers: workers)
    clock.begin("write")
    if let areas { try await writeAreas(pairs, input, to: areas) }
    if let pieces { try await writePieces(pairs, input, to: pieces, workers: workers) }
    try report(pairs, steps: clock.finish())
  }

  /// The pairs with their areas in the measure asked for.
  private func shared(_ input: Overlaid, workers: Int) async throws -> [SharedArea] {
    let (left, other) = (input.left, input.other)
    let scale = try areaScale(left)
    // The limit is in m² and the kernel in units of the frame: with a scale the final areas decide.
    let limit = scale == nil ? minArea : 0
    let pairs =
      try await input.right == nil
      ? sharedAreasWithin(left.prepared, tree: left.tree, above: limit, workers: workers)
      : sharedAreas(left.prepared, other.prepared, tree: other.tree, above: limit, workers: workers)
    guard let scale else { return pairs }
    let shapes = try await shapes(of: pairs, left.prepared, other.prepared, workers: workers)
    return zip(pairs, shapes).map { pair, shape in
      SharedArea(left: pair.left, right: pair.right, area: pair.area * scale.at(shape.centroid))
    }.filter { $0.area > minArea }
  }

  /// `nil` for planar areas.
  private func areaScale(_ layer: IndexedLayer) throws -> ArealScale? {
    guard measure == .ellipsoidal else { return nil }
    guard let frame = layer.layer.frame else {
      throw InputFault(
        at: left, Words(zh: "没有坐标系信息，无法计算椭球面积", en: "does not say its frame, so there is no ellipsoidal area"),
        remedy: Words(
          zh: "用 --assume EPSG:… 指明，或用 --measure planar", en: "state it with --assume EPSG:…, or use --measure planar"))
    }
    var bounds = Box.empty
    for box in layer.prepared.boxes { bounds.formUnion(box) }
    return try ArealScale(of: frame, over: bounds)
  }

  private func writeAreas(_ pairs: [SharedArea], _ input: Overlaid, to path: String) async throws {
    let (left, right) = (input.left.layer.featureIDs, input.other.layer.featureIDs)
    let lines = try await inChunks(of: pairs.count, size: 8192, workers: common.workerCount, state: {}) { _, range in
      var lines = CSVBytes(lines: range.count)
      for pair in pairs[range] {
        lines.append(left[pair.left], .comma)
        lines.append(right[pair.right], .comma)
        lines.append(pair.area, .lineEnd)
      }
      return lines
    }
    try writeWhole("left_fid,right_fid,area_m2\n", lines, to: path)
  }

  private func writePieces(_ pairs: [SharedArea], _ input: Overlaid, to path: String, workers: Int) async throws {
    let made = try await Overlay.pieces(
      of: pairs, input.left.prepared.geometry, input.other.prepared.geometry, workers: workers)
    for failure in made.failures {
      let (a, b) = (input.left.layer.featureIDs[failure.pair.left], input.other.layer.featureIDs[failure.pair.right])
      common.log(
        Words(
          zh: "fid \(a) 与 \(b) 的共有部分未能构成：\(failure.reason)",
          en: "the piece shared by fid \(a) and \(b) could not be built: \(failure.reason)"))
    }
    var fields = FieldTable()
    fields.set("left_fid", .integer(Values(made.pairs.map { input.left.layer.featureIDs[$0.left] })))
    fields.set("right_fid", .integer(Values(made.pairs.map { input.other.layer.featureIDs[$0.right] })))
    fields.set("area_m2", .real(Values(made.pairs.map(\.area))))
    var layer = Layer(
      name: "pieces", frame: input.left.layer.frame, geometry: made.geometry, fields: fields,
      featureIDs: (0..<made.pairs.count).map { Int64($0) })
    if try VectorFormat(path: path) == .geoJSON { layer = try layer.transformed(to: .wgs84).layer }
    try writeLayer(
      layer,
      [
        FieldDefinition("left_fid", .integer), FieldDefinition("right_fid", .integer),
        FieldDefinition("area_m2", .real),
      ],
      to: path)
  }

  private func report(_ pairs: [SharedArea], steps: [StepTime]) throws {
    let total = pairs.reduce(0) { $0 + $1.area }
    if common.json {
      try printJSON(OverlayReport(pairs: pairs.count, areaM2: total, measure: measure.rawValue, steps: steps))
    } else {
      common.log(Words(zh: "\(pairs.count) 对，共 \(total) 平方米", en: "\(pairs.count) pairs, \(total) m² in all"))
    }
  }
}

/// The layers of an overlay after checking; `right` is `nil` for a layer with itself.
private struct Overlaid: Sendable {
  let left: IndexedLayer
  let right: IndexedLayer?
  var other: IndexedLayer { right ?? left }
}

private struct OverlayReport: Encodable {
  let pairs: Int
  let areaM2: Double
  let measure: String
  let steps: [StepTime]
}

extension Optional {
  func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
    if let value = self { try await transform(value) } else { nil }
  }
}
