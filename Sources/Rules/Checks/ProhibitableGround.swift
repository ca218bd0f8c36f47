// Z01: over-extracted ground that the public network already serves and that is not yet prohibited.
//
// Beside a zone that may be prohibited and whose rings cross nothing is told: what ground it is is known when it is corrected (G01).

public import Geometry
import Overlay

public enum ProhibitableGround: Check {
  public static let code = "Z01"
  public static let severity = Severity.warning
  public static let title = Words(zh: "超采区内公共供水管网已覆盖、尚未划为禁采区", en: "over-extracted, served, and not prohibited")
  public static let source = Words(zh: "国务院令第748号 第三十三条（二）", en: "Order 748 art. 33 (二)")
  public static let thresholds: [Threshold] = [.claimedArea]

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["zones", "coverage"]] }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let zones = context.layers["zones"], let coverage = context.layers["coverage"], let prepared = zones.prepared,
      let served = coverage.prepared, prepared.geometry.kind == .polygon, served.geometry.kind == .polygon
    else { return [] }
    func usable(_ kind: ZoneKind) -> [Int] {
      (0..<zones.layer.count).filter { zones.zoneKind(ofRow: $0) == kind && !zones.unsound.contains($0) }
    }
    let overExtracted = Set(usable(.overExtracted))
    let least = context.threshold(Self.self, "area")
    let unsound = zones.unsound.filter { [.prohibited, nil].contains(zones.zoneKind(ofRow: $0)) }
    let pairs = try await context.ground.pairs(zones, coverage).filter { pair in
      let window = prepared.boxes[pair.left].intersection(served.boxes[pair.right])
      return pair.area > least && overExtracted.contains(pair.left)
        && !unsound.contains { prepared.boxes[$0].meets(window) }
    }
    let shared = try await pieces(of: pairs, prepared.geometry, served.geometry, workers: context.workers)
    let left = try await differences(
      of: shared.geometry, without: prepared.geometry.gathering(usable(.prohibited)), workers: context.workers)
    return zip(shared.pairs, left).compactMap { pair, ground in
      let (zone, network) = (zones.key(pair.left), coverage.key(pair.right))
      guard let ground else { return refused(zone, network) }
      let area = ground.area(ofRow: 0)
      guard area > least, let place = ground.labelPoint(ofRow: 0) else { return nil }
      let squareMetres = area * context.scale(place)
      let hectares = (squareMetres / 100).rounded() / 100
      return finding(
        zone, network, place, squareMetres,
        Words(
          zh: "超采区 \(zone) 有 \(hectares) 公顷在公共供水管网 \(network) 覆盖范围内，尚未划为禁采区；依第三十三条应划为禁采区，请核对后逐级报省级水行政主管部门",
          en:
            "\(hectares) ha of the over-extracted zone \(zone) are served by \(network) and lie in no prohibited zone; the regulation wants such ground prohibited: check it and have it approved"
        ))
    } + shared.failures.map { refused(zones.key($0.pair.left), coverage.key($0.pair.right)) }
  }

  private static func finding(
    _ zone: String, _ network: String, _ place: Coordinate?, _ area: Double?, _ message: Words
  ) -> Finding {
    Finding(
      code: code, severity: severity, layers: ["zones", "coverage"], rows: [zone, network], place: place, measure: area,
      unit: area == nil ? nil : "m²", message: message)
  }

  private static func refused(_ zone: String, _ network: String) -> Finding {
    finding(
      zone, network, nil, nil,
      Words(
        zh: "超采区 \(zone) 与公共供水管网 \(network) 的图形无法叠加，未能核对；请检查两者的边界",
        en:
          "the over-extracted zone \(zone) and the coverage \(network) cannot be overlaid, so nothing is proven; check their boundaries"
      ))
  }
}
