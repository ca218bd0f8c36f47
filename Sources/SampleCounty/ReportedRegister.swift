// reported.xlsx: the register that villages, townships and city hand in, as offices add it up from the declared areas.

import Formats
import Geometry

/// What plots declare, by village and status, in hundredths of a 亩.
struct DeclaredSums: Sendable {
  static let statuses = ["种植", "退减", "休耕"]
  private var sums: [String: [String: Int]] = [:]

  mutating func add(_ mu: Double, _ village: Village, _ status: String?) {
    guard let status else { return }
    sums[village.code, default: [:]][status, default: 0] += Int((mu * 100).rounded())
  }

  func hundredths(_ villages: [Village], _ status: String) -> Int {
    villages.reduce(0) { $0 + (sums[$1.code]?[status] ?? 0) }
  }
}

extension County {
  /// A line for each unit and status.
  private struct ReportedLine {
    let code: String
    let name: String
    let status: String
    var hundredths: Int
  }

  /// Writes the register. With faults, the city claims 3 亩 more of each status than its townships have.
  func writeReported(_ sums: DeclaredSums, isWrong: Bool, into folder: String) throws -> [PlantedFault] {
    let units: [(code: String, name: String, villages: [Village])] =
      [("652301", "昌吉市（样例）", places.villages)]
      + Township.allCases.map { township in
        (township.code, township.name, places.villages.filter { $0.township == township })
      } + places.villages.map { ($0.code, $0.name, [$0]) }
    var lines = units.flatMap { unit in
      DeclaredSums.statuses.map { status in
        ReportedLine(
          code: unit.code, name: unit.name, status: status, hundredths: sums.hundredths(unit.villages, status))
      }
    }
    var planted: [PlantedFault] = []
    if isWrong {
      for index in 0..<DeclaredSums.statuses.count {
        lines[index].hundredths += 300
        planted.append(
          PlantedFault(code: "R01", layer: "reported", key: Self.lineKey(index), place: CountyPlan.center))
      }
    }
    let fields = ["序号", "行政代码", "单位", "类别"].map { FieldDefinition($0, .text) } + [FieldDefinition("面积亩", .real)]
    var batch = RowBatch(nil, fields: fields)
    for (index, line) in lines.enumerated() {
      batch.append(
        .none,
        [
          .text(Self.lineKey(index)), .text(line.code), .text(line.name), .text(line.status),
          .real(Double(line.hundredths) / 100),
        ])
    }
    try writeLayer(batch.finish(), to: folder + "/reported.xlsx", layer: "汇总表", kind: nil, frame: nil, fields: fields)
    return planted
  }

  private static func lineKey(_ index: Int) -> String { "HZ" + padded(index + 1, 5) }
}
