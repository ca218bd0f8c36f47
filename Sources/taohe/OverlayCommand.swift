// taohe overlay: which rows of two layers, or of one, share how much ground.

import ArgumentParser
import Formats
import Geodesy
import Geometry
import Overlay
import Pipeline

struct OverlayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlay",
    abstract: say("两个图层的行与行之间共有的面积或图形。", "The area, or the pieces, that rows of two layers share."),
    discussion: say(
      """
      数据可以是 GDAL 能打开的任何格式；“路径|图层”指定其中一层。面积单位为平方米：默认为椭球面积，--measure planar 为左图层\
      坐标系中的平面面积。右图层坐标系不同时先作转换。
      """,
      """
      Sources are anything GDAL opens; path|layer names a layer. Areas are in m²: ellipsoidal by default, in the plane of \
      the left layer's frame with --measure planar. A right layer in another frame is transformed.
      """))

  @Argument(help: .say("左图层。", "The left layer."))
  var left: String

  @Argument(help: .say("右图层；用 --self 时不写。", "The right layer; none with --self."))
  var right: String?

  @Flag(name: .customLong("self"), help: .say("一个图层内部各行之间的重叠。", "Overlaps between rows of the one layer."))
  var isSelf = false

  @Option(help: .say("写 left_fid, right_fid, area_m2 的 CSV 文件。", "A CSV file for left_fid, right_fid, area_m2."))
  var areas: String?

  @Option(
    help: .say(
      "写共有图形的矢量文件，格式由扩展名定：gpkg、shp、geojson、fgb。",
      "A vector file for the shared pieces, by its ending: gpkg, shp, geojson, fgb."))
  var pieces: String?

  @Option(help: .say("写左图层中未被右图层覆盖的部分的矢量文件。", "A vector file for what no right row covers of the left rows."))
  var difference: String?

  @Option(
    help: .say(
      "写共有图形和两层各自剩余部分的矢量文件，各带来源行号。",
      "A vector file for the shared pieces and what is left of either layer, each with its fids."))
  var union: String?

  @Option(
    help: .say(
      "写左图层逐行平面面积台账的 CSV 文件：面积 = 共有 + 碎屑 − 重复 + 剩余。",
      "A CSV file for the account of every left row in the plane: area = shared + slivers - doubled + remainder."))
  var ledger: String?

  @Option(help: .say("面积量算方式：ellipsoidal 为椭球面积，planar 为平面面积。", "ellipsoidal or planar."))
  var measure: Measure = .ellipsoidal

  @Option(help: .say("不列共有面积不超过此数（平方米）的行对。", "Leave out pairs that share no more than this many m²."))
  var minArea = 0.0

  @Option(
    help: .say(
      """
      与 --areas 单独同用：分成大约这么多块，一块一块地算，图层不必都放进内存；结果逐位相同。默认在文件相对本机内存较大时\
      分块。
      """,
      """
      With --areas alone: work in about this many tiles, one after the other, so that layers need not fit into memory; the \
      result is the same to the last bit. By default tiles are used where the files are large beside this machine's memory.
      """))
  var tiles: Int?

  @OptionGroup var layerOptions: LayerOptions
  @OptionGroup var common: CommonOptions

  enum Measure: String, ExpressibleByArgument, CaseIterable { case ellipsoidal, planar }

  func validate() throws {
    if isSelf == (right != nil) {
      throw ValidationError(say("要给出两个图层，或一个图层加 --self", "give two layers, or one with --self"))
    }
    if [areas, pieces, difference, union, ledger].allSatisfy({ $0 == nil }) {
      throw ValidationError(
        say(
          "要给出 --areas、--pieces、--difference、--union、--ledger 中的至少一项",
          "give --areas, --pieces, --difference, --union or --ledger"))
    }
    if isSelf, [difference, union, ledger].contains(where: { $0 != nil }) {
      throw ValidationError(
        say("--difference、--union、--ledger 要有两个图层", "--difference, --union and --ledger need two layers"))
    }
    if let tiles, !(1...65_536).contains(tiles) {
      throw ValidationError(say("--tiles 要在 1 到 65536 之间", "--tiles must be between 1 and 65536"))
    }
    if tiles != nil && !isAreasAlone {
      throw ValidationError(say("--tiles 只能与 --areas 单独同用", "--tiles works with --areas alone"))
    }
    if !(minArea >= 0) { throw ValidationError(say("--min-area 不能是负数", "--min-area must not be negative")) }
  }

  private var isAreasAlone: Bool {
    areas != nil && [pieces, difference, union, ledger].allSatisfy { $0 == nil }
  }

  func run() async throws {
    try checkOutputs(
      [areas, ledger, pieces, difference, union].compactMap { $0 }, readFrom: [left, right].compactMap { $0 })
    if isAreasAlone, let tiles = tiles ?? tilesForMemory([left, right].compactMap { $0 }) {
      try await runTiled(tiles)
    } else {
      try await runAtOnce()
    }
  }

  private func runAtOnce() async throws {
    var clock = StepClock()
    clock.begin("read")
    let layers = try await layerOptions.read(
      [self.left, self.right].compactMap { $0 }.map { ($0, .polygon) }, common: common)
    let leftLayer = layers[0]
    for output in [pieces, difference, union].compactMap({ $0 }) {
      try checkHoldsShapes(output, of: leftLayer.frame)
    }
    let rightLayer = try right == nil ? nil : inFrame(of: leftLayer, layers[1], common: common)
    clock.begin("prepare")
    let workers = common.workerCount
    // Side by side, because one of them may be a single large row.
    async let preparedRight = rightLayer.asyncMap { try await PreparedLayer($0, workers: workers) }
    let left = try await PreparedLayer(leftLayer, workers: workers)
    let right = try await preparedRight
    clock.begin("validate")
    async let unsoundRight = right.asyncMap { try await unsoundRows(of: $0.prepared, workers: workers) }
    let unsoundLeft = try await unsoundRows(of: left.prepared, workers: workers)
    let (soundLeft, leftOut) = try await left.leavingOut(unsoundLeft, common: common)
    let unsound = try await unsoundRight ?? []
    let sound = try await right.asyncMap { try await $0.leavingOut(unsound, common: common) }
    clock.begin("overlay")
    let input = Overlaid(
      left: soundLeft, right: sound?.layer, leftOut: (leftOut, sound?.leftOut ?? []), workers: workers)
    let scale = try areaScale(of: soundLeft.layer.frame)
    let planar = try await planarPairs(input, above: scale == nil ? minArea : 0)
    let pairs = try await measured(planar, input, scale)
    clock.begin("ledger")
    let books = try await books(input, planar)
    clock.begin("write")
    if let areas { try await input.writeAreas(pairs, to: areas) }
    if let pieces {
      try input.write(try await input.pieces(of: pairs, common: common), name: "pieces", to: pieces, common: common)
    }
    if let cover = books.cover { try await writeRemainders(input, cover, pairs, scale) }
    if let ledger, let book = books.ledger { try input.writeLedger(book, to: ledger) }
    try report(pairs, books.ledger, input, steps: clock.finish())
    if let book = books.ledger, !book.closes { throw LedgerOpen(book, ids: input.leftIDs) }
  }

  /// The pairs with their planar areas, those that the limit leaves.
  private func planarPairs(_ input: Overlaid, above limit: Double) async throws -> [SharedArea] {
    let (left, other) = (input.left, input.other)
    return try await input.right == nil
      ? sharedAreasWithin(left.prepared, tree: input.tree, above: limit, workers: input.workers)
      : sharedAreas(left.prepared, other.prepared, tree: input.tree, above: limit, workers: input.workers)
  }

  /// The pairs in the measure asked for. The limit is in m² and the kernel in units of the frame: with a scale the final
  /// areas decide.
  private func measured(_ pairs: [SharedArea], _ input: Overlaid, _ scale: ArealScale?) async throws -> [SharedArea] {
    guard let scale else { return pairs }
    let shapes = try await shapes(of: pairs, input.left.prepared, input.other.prepared, workers: input.workers)
    return zip(pairs, shapes).map { pair, shape in
      SharedArea(left: pair.left, right: pair.right, area: pair.area * scale.mean(over: shape))
    }.filter { $0.area > minArea }
  }

  /// How the left rows are covered, and their accounts, where they are asked for.
  private func books(_ input: Overlaid, _ planar: [SharedArea]) async throws -> (cover: Cover?, ledger: AreaLedger?) {
    guard difference != nil || union != nil || ledger != nil else { return (nil, nil) }
    let (left, other) = (input.left.prepared, input.other)
    let cover = try await cover(
      of: left, by: other.prepared, tree: input.tree, pairs: minArea == 0 ? planar : nil, workers: input.workers)
    guard ledger != nil else { return (cover, nil) }
    let book = try await areaLedger(
      of: cover, left, over: other.prepared, slivers: input.slivers, workers: input.workers)
    return (cover, book)
  }

  private func writeRemainders(
    _ input: Overlaid, _ cover: Cover, _ pairs: [SharedArea], _ scale: ArealScale?
  ) async throws {
    guard difference != nil || union != nil else { return }
    let left = try await input.remainders(cover, isPlanar: scale == nil, common: common)
    if let difference { try input.write(left, name: "difference", to: difference, common: common) }
    guard let union else { return }
    let other = input.swapped
    let back = try await Overlay.cover(
      of: other.left.prepared, by: input.left.prepared, tree: other.tree, workers: input.workers)
    let right = try await other.remainders(back, isPlanar: scale == nil, common: common)
    let shared = try await input.pieces(of: pairs, common: common)
    try input.write(shared.joined(left, right.swapped), name: "union", to: union, common: common)
  }

  /// `nil` for planar areas.
  func areaScale(of frame: Frame?) throws -> ArealScale? {
    guard measure == .ellipsoidal else {
      if frame?.isGeographic == true {
        common.log(
          Words(
            zh: "注意：图层是经纬度，平面面积的单位是平方度，不是平方米（用 --measure ellipsoidal）",
            en:
              "note: the layer is in degrees, so planar areas are square degrees and not m² (use --measure ellipsoidal)"
          ))
      }
      return nil
    }
    guard let frame else {
      throw InputFault(
        at: left, Words(zh: "没有坐标系信息，无法计算椭球面积", en: "does not say its frame, so there is no ellipsoidal area"),
        remedy: Words(
          zh: "用 --assume EPSG:… 指明，或用 --measure planar", en: "state it with --assume EPSG:…, or use --measure planar"))
    }
    return try ArealScale(of: frame)
  }

  private func report(_ pairs: [SharedArea], _ ledger: AreaLedger?, _ input: Overlaid, steps: [StepTime]) throws {
    let totals = ledger.map { LedgerTotals($0, invalid: input.leftOut.left.count) }
    try report(pairs.count, area: pairs.reduce(0) { $0 + $1.area }, totals, steps: steps)
  }

  func report(_ pairs: Int, area total: Double, _ ledger: LedgerTotals?, steps: [StepTime]) throws {
    if common.json {
      try printJSON(
        OverlayReport(pairs: pairs, areaM2: total, measure: measure.rawValue, ledger: ledger, steps: steps))
    } else {
      common.log(Words(zh: "\(pairs) 对，共 \(total) 平方米", en: "\(pairs) pairs, \(total) m² in all"))
    }
  }
}

private struct OverlayReport: Encodable {
  let pairs: Int
  let areaM2: Double
  let measure: String
  let ledger: LedgerTotals?
  let steps: [StepTime]
}
