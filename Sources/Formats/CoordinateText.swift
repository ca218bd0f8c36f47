// A coordinate as people write it into a list: decimal, or degrees, minutes and seconds in a dozen ways.
//
//     87.301472   ８７．３０１４７２        decimal, in half or full width
//     87°18′05.3″   87°18'05.3"   87度18分5.3秒   87 18 5.3   87-18-05.3   87:18:05.3
//     E87°18′05.3″   87°18′05.3″E   东经87°18′05.3″
//     87.180530                        degrees, minutes and seconds without marks, only where the column says so

import Geometry

package struct CoordinateText: Sendable, Equatable {
  /// Where the text itself says of which axis it is.
  package enum Axis: Sendable { case longitude, latitude }

  package let value: Double
  package let axis: Axis?
  /// Whether it has minutes or seconds, so that it can only be an angle.
  package let isAngle: Bool

  /// - Parameter packed: whether a plain number is degrees, minutes and seconds (D.MMSSs).
  /// - Returns: `nil` where it is no coordinate: minutes or seconds of 60 and more, or other text.
  package init?(_ text: String, packed: Bool = false) {
    var axis: Axis?
    var sign = 1.0
    var numbers: [String] = [""]
    var gaps = 0
    // A letter stands before or behind all numbers: 1e5 is none of the forms.
    var isClosed = false
    for plain in text.trimmingSpaces().inHalfWidth() {
      switch plain {
      case "0"..."9", ".":
        guard !isClosed else { return nil }
        numbers[numbers.count - 1].append(plain)
      case "-" where numbers == [""] && sign > 0: sign = -1
      case "+" where numbers == [""]: break
      case "E", "e", "东": axis = .longitude
      case "W", "w", "西": (axis, sign) = (.longitude, -1)
      case "N", "n", "北": axis = .latitude
      case "S", "s", "南": (axis, sign) = (.latitude, -1)
      case "经", "纬": break
      case "°", "º", "˚", "度", "′", "'", "’", "‘", "`", "´", "分", "″", "\"", "”", "“", "〃", "秒", ":", "-", " ":
        gaps += 1
        if !numbers[numbers.count - 1].isEmpty { numbers.append("") }
      default: return nil
      }
      if "EeWwNnSs".contains(plain) && numbers != [""] { isClosed = true }
    }
    if numbers.last!.isEmpty { numbers.removeLast() }
    let parts = numbers.compactMap { Double($0) }
    guard parts.count == numbers.count, (1...3).contains(parts.count) else { return nil }
    // Only the last may have decimals: 87.5°18′ is a mistake.
    guard numbers.dropLast().allSatisfy({ !$0.contains(".") }) else { return nil }
    var degrees = parts[0]
    if parts.count > 1 {
      guard parts.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
      degrees += parts[1] / 60 + (parts.count > 2 ? parts[2] / 3600 : 0)
    } else if packed {
      guard let unpacked = Self.unpacked(numbers[0]) else { return nil }
      degrees = unpacked
    }
    isAngle = parts.count > 1 || packed || gaps > 0
    self.axis = axis
    value = sign * degrees
  }

  /// 87.180530 as 87° 18′ 05.30″: by its digits, because its value has lost them.
  private static func unpacked(_ digits: String) -> Double? {
    let halves = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, let degrees = Double(halves[0]) else { return nil }
    let rest = Array((halves.count > 1 ? String(halves[1]) : "") + "0000")
    guard let minutes = Double(String(rest[0..<2])),
      let seconds = Double(String(rest[2..<4]) + "." + String(rest[4...]) + "0"),
      minutes < 60, seconds < 60
    else { return nil }
    return degrees + minutes / 60 + seconds / 3600
  }
}
