// Arrow columns into attribute columns. Formats by the Arrow C data interface.

import Geometry

/// An attribute column that grows batch by batch.
struct ColumnBuilder {
  private let format: String
  private var column: AttributeColumn

  /// `nil` for formats that attributes do not have here (lists, binary, times of day).
  init?(_ format: String) {
    self.format = format
    switch format {
    case "c", "C", "s", "S", "i", "I", "l": column = .integer(Values())
    case "f", "g": column = .real(Values())
    case "b": column = .flag(Values())
    case "u", "U": column = .text(TextValues())
    case "tdD": column = .day(Values())
    default:
      guard format.hasPrefix("tsm") || format.hasPrefix("tss") else { return nil }
      column = .day(Values())
    }
  }

  func finish() -> AttributeColumn { column }

  mutating func append(_ source: ArrowColumn, _ rows: Int) {
    switch column {
    case .integer(var values):
      column = .flag(Values())  // lets go of the storage, so that appending does not copy it
      for row in 0..<rows { unsafe values.append(source.isMissing(row) ? nil : integer(source, row)) }
      column = .integer(values)
    case .real(var values):
      column = .flag(Values())
      for row in 0..<rows {
        unsafe values.append(
          source.isMissing(row)
            ? nil : format == "f" ? Double(source.value(row, Float.self)) : source.value(row, Double.self))
      }
      column = .real(values)
    case .flag(var values):
      column = .integer(Values())
      for row in 0..<rows { unsafe values.append(source.isMissing(row) ? nil : source.bit(row)) }
      column = .flag(values)
    case .text(var values):
      column = .flag(Values())
      for row in 0..<rows {
        if unsafe source.isMissing(row) {
          values.append(nil)
        } else {
          unsafe values.append(utf8: source.bytes(row, wide: format == "U").bytes)
        }
      }
      column = .text(values)
    case .day(var values):
      column = .flag(Values())
      for row in 0..<rows { unsafe values.append(source.isMissing(row) ? nil : day(source, row)) }
      column = .day(values)
    }
  }

  private func integer(_ source: ArrowColumn, _ row: Int) -> Int64 {
    switch format {
    case "c": unsafe Int64(source.value(row, Int8.self))
    case "C": unsafe Int64(source.value(row, UInt8.self))
    case "s": unsafe Int64(source.value(row, Int16.self))
    case "S": unsafe Int64(source.value(row, UInt16.self))
    case "i": unsafe Int64(source.value(row, Int32.self))
    case "I": unsafe Int64(source.value(row, UInt32.self))
    default: unsafe source.value(row, Int64.self)
    }
  }

  private func day(_ source: ArrowColumn, _ row: Int) -> Int32 {
    if format == "tdD" { return unsafe source.value(row, Int32.self) }
    let perDay: Int64 = format.hasPrefix("tsm") ? 86_400_000 : 86_400
    let instant = unsafe source.value(row, Int64.self)
    return Int32(clamping: (instant - (instant < 0 ? perDay - 1 : 0)) / perDay)
  }
}
