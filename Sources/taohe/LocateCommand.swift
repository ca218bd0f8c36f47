// taohe locate: which polygons hold which points.

import ArgumentParser
import Formats
import Geodesy
import Geometry
import Overlay
import Pipeline

struct LocateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "locate", abstract: say("哪些点落在哪些面内。", "Which polygons hold which points."),
    discussion: say(
      """
      落在公共边上的点只归一个面：面拥有自己的左边界和下边界，不拥有右边界和上边界。点与面坐标系不同时，点转换到面的坐标系。
      """,
      """
      On a shared edge a point has exactly one owner: a polygon owns its left and lower boundary, not its right and upper \
      one. Points in another frame are transformed to that of the polygons.
      """))

  @Argument(help: .say("点：图层，或有坐标列的表格。", "The points: a layer, or a table with coordinate columns."))
  var points: String

  @Argument(help: .say("面。", "The polygons."))
  var polygons: String

  @Option(help: .say("写 point_fid, polygon_fid 的 CSV 文件。", "A CSV file for point_fid, polygon_fid."))
  var out: String

  @OptionGroup var layerOptions: LayerOptions
  @OptionGroup var common: CommonOptions

  private struct Report: Encodable {
    let points: Int
    let pairs: Int
    let pointsInside: Int
    let steps: [StepTime]
  }

  /// Points and polygons that say less than they seem to.
  private func tellDoubts(_ points: Layer, _ unsound: [InvalidRow], of polygons: Layer) {
    let several = points.geometry.map { geometry in
      (0..<geometry.count).count { geometry.coordinates(ofRow: $0).count > 1 }
    }
    if let several, several > 0 {
      common.log(
        Words(
          zh: "\(points.name)：\(several) 行有几个点，只看第一个",
          en: "\(points.name): of \(several) rows with several points the first counts"))
    }
    for row in unsound {
      let id = polygons.featureIDs[row.row]
      common.log(
        Words(
          zh: "\(polygons.name)：fid \(id) 图形无效（\(row.words.zh)），按边界环绕情况判断点在内在外",
          en:
            "\(polygons.name): fid \(id) is not valid (\(row.reason)); points count as inside where its rings wind round them"
        ))
    }
  }

  func run() async throws {
    try checkOutputs([out], readFrom: [points, polygons])
    var clock = StepClock()
    clock.begin("read")
    let layers = try await layerOptions.read([(points, .point), (polygons, .polygon)], common: common)
    let polygons = layers[1]
    let points = try inFrame(of: polygons, layers[0], common: common)
    clock.begin("prepare")
    // A layer without rows may be without a kind of geometry.
    let prepared = try await PreparedColumn(
      polygons.geometry ?? GeometryBuilder(.polygon).finish(), workers: common.workerCount)
    clock.begin("locate")
    let found = try await locate(
      points.geometry ?? GeometryBuilder(.point).finish(), in: prepared, workers: common.workerCount)
    // Told beside writing: what is found does not depend on it.
    async let unsound = unsoundRows(of: prepared, workers: common.workerCount)
    clock.begin("write")
    var lines = CSVBytes(lines: found.count)
    for pair in found {
      lines.append(points.featureIDs[pair.point], .comma)
      lines.append(polygons.featureIDs[pair.polygon], .lineEnd)
    }
    try writeWhole("point_fid,polygon_fid\n", [lines], to: out)
    tellDoubts(points, try await unsound, of: polygons)
    let inside = Set(found.map(\.point)).count
    if common.json {
      try printJSON(Report(points: points.count, pairs: found.count, pointsInside: inside, steps: clock.finish()))
    } else {
      common.log(
        Words(
          zh: "\(points.count) 个点中 \(inside) 个在面内，共 \(found.count) 对",
          en: "\(inside) of \(points.count) points are inside, \(found.count) pairs"))
    }
  }
}
