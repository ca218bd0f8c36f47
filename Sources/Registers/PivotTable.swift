// The register by any two of its keys: villages down, crops across, or whatever an office asks for.

/// One figure of a table.
public struct PivotSum: Sendable, Equatable {
  public fileprivate(set) var area = Area.zero
  /// Hundredths of a 亩: sums of the levelled cells, so lines, columns and total close.
  public fileprivate(set) var hundredthsOfMu: Int64 = 0
  /// How far levelling moved the figure from plain rounding, in hundredths of a 亩.
  public var levelledBy: Int64 { hundredthsOfMu - area.plainHundredthsOfMu }

  fileprivate static func += (sum: inout PivotSum, cell: RegisterCell) {
    sum.area += cell.area
    sum.hundredthsOfMu += cell.hundredthsOfMu
  }
}

public struct PivotTable: Sendable {
  public struct Line: Sendable {
    public let unit: RegisterUnit
    /// Whether the line is the sum of the villages that follow it.
    public let isSubtotal: Bool
    /// By column; `nil` where there is no ground.
    public fileprivate(set) var sums: [PivotSum?]
    public fileprivate(set) var total = PivotSum()
  }

  public let rowKey: RegisterKey
  public let columnKey: RegisterKey
  public let columns: [RegisterUnit]
  /// In order; lines of villages stand below a subtotal of their township.
  public let lines: [Line]
  /// Of all cells, not of the subtotals.
  public let totals: Line

  /// - Parameter isCounted: which ground the table is about, such as that of one role.
  public init(
    of register: Register, rows rowKey: RegisterKey, columns columnKey: RegisterKey,
    where isCounted: (RegisterKeys) -> Bool = { _ in true }
  ) {
    self.rowKey = rowKey
    self.columnKey = columnKey
    let cells = register.cells.filter { isCounted($0.keys) }
    func value(_ keys: RegisterKeys, _ key: RegisterKey) -> RegisterUnit { keys.value(of: key, city: register.city) }
    let columns = Set(cells.map { value($0.keys, columnKey) }).sorted()
    let column = Dictionary(uniqueKeysWithValues: zip(columns, 0...))
    let empty = [PivotSum?](repeating: nil, count: columns.count)
    var totals = Line(unit: .blank, isSubtotal: true, sums: empty)
    var lines: [LinePlace: Line] = [:]
    for cell in cells {
      let at = column[value(cell.keys, columnKey)]!
      var places = [LinePlace(township: nil, unit: value(cell.keys, rowKey))]
      if rowKey == .village {
        places[0].township = cell.keys.township
        places.append(LinePlace(township: cell.keys.township, unit: nil))
      }
      for place in places {
        lines[place, default: Line(unit: place.unit ?? place.township!, isSubtotal: place.unit == nil, sums: empty)]
          .add(cell, at: at)
      }
      totals.add(cell, at: at)
    }
    self.columns = columns
    self.lines = lines.sorted { $0.key < $1.key }.map(\.value)
    self.totals = totals
  }
}

extension PivotTable.Line {
  fileprivate mutating func add(_ cell: RegisterCell, at column: Int) {
    sums[column, default: PivotSum()] += cell
    total += cell
  }
}

extension [PivotSum?] {
  fileprivate subscript(column: Int, default empty: PivotSum) -> PivotSum {
    get { self[column] ?? empty }
    set { self[column] = newValue }
  }
}

/// Where a line stands; a township's own line has no unit and comes before its villages.
private struct LinePlace: Hashable, Comparable {
  var township: RegisterUnit?
  var unit: RegisterUnit?

  static func < (a: LinePlace, b: LinePlace) -> Bool {
    if let x = a.township, let y = b.township, x != y { return x < y }
    guard let y = b.unit else { return false }
    return a.unit.map { $0 < y } ?? true
  }
}

extension RegisterKeys {
  func value(of key: RegisterKey, city: RegisterUnit) -> RegisterUnit {
    switch key {
    case .city: city
    case .township: township
    case .village: village
    case .role: RegisterUnit(code: role, name: role)
    case .category: RegisterUnit(code: category, name: category)
    case .crop: RegisterUnit(code: crop, name: crop)
    case .tenure: RegisterUnit(code: tenure, name: tenure)
    case .zone: RegisterUnit(code: zone, name: zone)
    }
  }
}
