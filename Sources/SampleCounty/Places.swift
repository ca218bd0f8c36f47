// Townships and villages: who administers which block. Three streets share the town in the middle, 滨湖镇 lies north of
// it and 庙尔沟乡 south, so ground around the middle belongs to all five.

import Geometry

enum Township: Int, Sendable, CaseIterable {
  case ningbian, zhongshan, jianguo, binhu, miaoergou

  var name: String { ["宁边路街道", "中山路街道", "建国路街道", "滨湖镇", "庙尔沟乡"][rawValue] }
  /// Nine digits of the place code: county (GB/T 2260) and township.
  var prefix: String { "652301" + ["001", "002", "003", "100", "200"][rawValue] }
  var code: String { prefix + "000" }
  var isStreet: Bool { self != .binhu && self != .miaoergou }
}

struct Village: Sendable {
  let township: Township
  /// Twelve digits.
  let code: String
  let name: String
  /// Its place in ``Places/villages``.
  let number: Int
  /// The westernmost block of its southernmost row.
  let firstBlock: Block
}

struct Places: Sendable {
  /// By rows from the south.
  let villages: [Village]
  /// The streets together, in villages of the plan.
  let town: (columns: Range<Int>, rows: Range<Int>)
  private let plan: CountyPlan
  private let numbers: [Int]

  init(plan: CountyPlan, draw: Draw) {
    self.plan = plan
    let town = (
      columns: Self.middle(of: plan.villages.columns, share: 0.4, atLeast: 3),
      rows: Self.middle(of: plan.villages.rows, share: 0.33, atLeast: 1)
    )
    self.town = town
    var names = Township.allCases.map { VillageNames(draw: draw, township: $0) }
    var counts = [Int](repeating: 0, count: names.count)
    var villages: [Village] = []
    var numbers = [Int](repeating: -1, count: plan.villages.columns * plan.villages.rows)
    for row in 0..<plan.villages.rows {
      for column in 0..<plan.villages.columns {
        guard let corner = Self.firstBlock(column, row, of: plan) else { continue }
        let township = Self.township(column, row, town: town, plan: plan, draw: draw)
        counts[township.rawValue] += 1
        let serial = String(1000 + counts[township.rawValue]).dropFirst()
        numbers[row * plan.villages.columns + column] = villages.count
        villages.append(
          Village(
            township: township, code: township.prefix + serial, name: names[township.rawValue].next(),
            number: villages.count, firstBlock: corner))
      }
    }
    self.villages = villages
    self.numbers = numbers
  }

  /// - Precondition: the block lies in the county.
  func village(of block: Block) -> Village { villages[number(ofVillageOf: block)] }

  private func number(ofVillageOf block: Block) -> Int {
    numbers[block.row / plan.blocks.rows * plan.villages.columns + block.column / plan.blocks.columns]
  }

  func isIn(_ village: Village, _ block: Block) -> Bool {
    plan.isInside(block) && number(ofVillageOf: block) == village.number
  }
  func isIn(_ township: Township, _ block: Block) -> Bool {
    plan.isInside(block) && village(of: block).township == township
  }

  private static func firstBlock(_ column: Int, _ row: Int, of plan: CountyPlan) -> Block? {
    for y in 0..<plan.blocks.rows {
      for x in 0..<plan.blocks.columns {
        let block = Block(column: column * plan.blocks.columns + x, row: row * plan.blocks.rows + y)
        if plan.isInside(block) { return block }
      }
    }
    return nil
  }

  private static func middle(of count: Int, share: Double, atLeast least: Int) -> Range<Int> {
    var size = max(least, Int(Double(count) * share))
    if (count - size) % 2 == 1 { size += size > least ? -1 : 1 }
    return (count - size) / 2..<(count + size) / 2
  }

  private static func township(
    _ column: Int, _ row: Int, town: (columns: Range<Int>, rows: Range<Int>), plan: CountyPlan, draw: Draw
  ) -> Township {
    if town.columns.contains(column) {
      if row >= town.rows.upperBound { return .binhu }
      if row < town.rows.lowerBound { return .miaoergou }
      let side = (town.columns.count + 1) / 3
      if column < town.columns.lowerBound + side { return .ningbian }
      return column < town.columns.upperBound - side ? .zhongshan : .jianguo
    }
    // Beside the town the line between north and south wanders a little, by steps of one village.
    let isWest = column < town.columns.lowerBound
    let distance = isWest ? town.columns.lowerBound - 1 - column : column - town.columns.upperBound
    var line = plan.villages.rows / 2
    for step in 0...distance { line += Int((draw.unit(.township, isWest ? 0 : 1, step) * 3).rounded(.down)) - 1 }
    let slack = max(1, plan.villages.rows / 6)
    line = min(max(line, plan.villages.rows / 2 - slack), plan.villages.rows / 2 + slack)
    return row >= line ? .binhu : .miaoergou
  }
}

/// Invented names, no two alike in a township.
private struct VillageNames {
  private static let first = [
    "榆", "杨", "柳", "沙枣", "红柳", "梧桐", "清泉", "新泉", "东泉", "西泉", "上湾", "下湾", "长丰", "永丰", "金穗", "银穗",
    "青禾", "麦香", "和风", "晴川", "明沙", "白杨", "向阳", "望岭",
  ]
  private static let last = ["庄", "滩", "梁", "渠", "坪", "台", "岔", "洼", "园", "坎", "圩", "埂"]
  private var names: [String] = []
  private var used = 0
  private let ending: String

  init(draw: Draw, township: Township) {
    ending = township.isStreet ? "社区" : "村"
    names = Self.first.flatMap { first in Self.last.map { first + $0 } }
    var sequence = draw.sequence(.villageName, township.rawValue)
    sequence.shuffle(&names)
  }

  mutating func next() -> String {
    defer { used += 1 }
    let round = used / names.count
    return names[used % names.count] + (round == 0 ? "" : String(round + 1)) + ending
  }
}
