// The facts of all wells of a run, by fact instead of by well: few facts are different in every well.

public import Geometry

/// Values and doubts of every fact; rows are the wells given, in their order.
public struct FactColumns: Sendable {
  /// Where each fact comes from, in the order of ``FactName``.
  private let sources: [Words]
  private let values: [CodedValues<FactValue>]
  private let doubts: [CodedValues<Words>]

  /// The same with other words for the doubts.
  public func doubting(_ words: (Words) -> Words) -> FactColumns {
    FactColumns(sources: sources, zip(values, doubts).map { ($0, $1.mapped(words)) })
  }

  fileprivate init(sources: [Words], _ columns: [(CodedValues<FactValue>, CodedValues<Words>)]) {
    self.sources = sources
    values = columns.map(\.0)
    doubts = columns.map(\.1)
  }

  public func values(_ name: FactName) -> CodedValues<FactValue> { values[name.rawValue] }
  /// Why the values must not decide alone.
  public func doubts(_ name: FactName) -> CodedValues<Words> { doubts[name.rawValue] }
  public func source(_ name: FactName) -> Words { sources[name.rawValue] }
}

extension WellFacts {
  /// The result does not depend on `workers`.
  public func columns(of wells: [Well], workers: Int) async throws -> FactColumns {
    let columns = try await inChunks(of: FactName.allCases.count, size: 1, workers: workers, state: {}) {
      _, index -> (CodedValues<FactValue>, CodedValues<Words>) in
      let name = FactName.allCases[index.lowerBound]
      if let column = undoubted(name) {
        return (CodedValues(wells.indices.lazy.map { column.factValue(wells[$0].row) }), CodedValues())
      }
      return (CodedValues(wells.indices.lazy.map { value(of: name, wells[$0]) }), doubts(of: name, wells))
    }
    return FactColumns(sources: sources, columns)
  }

  private func doubts(of name: FactName, _ wells: [Well]) -> CodedValues<Words> {
    CodedValues(wells.indices.lazy.map { doubt(of: name, wells[$0]) })
  }
}

extension FactValue: ExactlyEqual {
  public func isExactly(_ other: FactValue) -> Bool {
    switch (self, other) {
    case (.text(let a), .text(let b)): a.isExactly(b)
    case (.number(let a), .number(let b)): a.bitPattern == b.bitPattern
    case (.flag(let a), .flag(let b)): a == b
    case (.day(let a), .day(let b)): a == b
    default: false
    }
  }

  public func hashExactly(into hasher: inout Hasher) {
    switch self {
    case .text(let text): text.hashExactly(into: &hasher)
    case .number(let number): hasher.combine(number.bitPattern)
    case .flag(let flag): hasher.combine(flag)
    case .day(let day): hasher.combine(day)
    }
  }
}
