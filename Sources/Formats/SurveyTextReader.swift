// 报盘坐标 TXT read back; SurveyTextWriter.swift draws the form. Offices write it with and without J, in GBK and UTF-8, with
// X and Y exchanged, with open rings. A plot that cannot be read is a row without geometry, told with its line.

import Geometry

/// Reads a text as a layer of polygons.
func surveyLayer(_ ready: ReadySource, _ source: VectorSource, _ options: ReadOptions) throws -> ReadResult {
  guard let file = ByteFile(ready.path), file.count <= SurveyText.largestFile else {
    throw InputFault(
      at: source.description, Words(zh: "文件过大，或无法读取", en: "the file is too large, or cannot be read"),
      remedy: Words(zh: "请按乡镇分成几个文件", en: "split it, by township"))
  }
  let bytes = file.all()
  let decoded = DecodedText(bytes)
  var survey = SurveyText(place: source.description)
  try survey.read(decoded.text)
  var result = try survey.layer(named: source.stem, options: options)
  if let fault = decoded.fault {
    result.diagnoses.append(fault)
  } else if decoded.guess.verdict == .gb18030 {
    result.notes.append(Words(zh: "文字按 GBK/GB18030 读取", en: "texts are read as GBK/GB18030"))
  }
  return result
}

/// The text as it is taken in, line by line.
struct SurveyText {
  static let largestFile = 1 << 30
  static let longestLine = 4096
  /// Rings of one plot: every pair of them is compared.
  static let mostRings = 1000

  struct Plot {
    let line: Int
    /// As they stand in the line of the plot: points, hectares, number, name, kind, sheet, use, class.
    let values: [String]
    var rings: [[Coordinate]] = []
    var ringNumber: String?
    var fault: Words?
    var points = 0
  }

  private let place: String
  private(set) var attributes: [String: String] = [:]
  private(set) var plots: [Plot] = []
  private var section = Section.none

  private enum Section { case none, attributes, plots, other }

  init(place: String) { self.place = place }

  mutating func read(_ text: String) throws {
    let lines = text.utf8.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }
    var number = 0
    for piece in lines {
      // Between the two characters of one line end is an empty piece, which is no line.
      let isInsideLineEnd =
        piece.isEmpty && piece.startIndex > text.startIndex && piece.startIndex < text.endIndex
        && text.utf8[text.utf8.index(before: piece.startIndex)] == 0x0D && text.utf8[piece.startIndex] == 0x0A
      if isInsideLineEnd { continue }
      number += 1
      guard piece.count <= Self.longestLine else {
        throw fault(
          line: number, Words(zh: "这一行过长（\(piece.count) 字节）", en: "the line is too long (\(piece.count) bytes)"))
      }
      let line = String(Substring(piece)).trimmingSpaces()
      if !line.isEmpty { try read(line: line, number) }
    }
    guard section != .none else {
      throw fault(line: max(1, number), Words(zh: "没有 [地块坐标]，不是报盘坐标", en: "there is no [地块坐标]: this is no 报盘坐标"))
    }
  }

  private func fault(line: Int, _ problem: Words) -> InputFault {
    InputFault(
      at: "\(place):\(line)", problem,
      remedy: Words(
        zh: "报盘坐标由 [属性描述] 和 [地块坐标] 两段组成；请对照格式改正",
        en: "the text has two parts, [属性描述] and [地块坐标]; correct it by the form"))
  }

  private mutating func read(line: String, _ number: Int) throws {
    if line.hasPrefix("[") || line.hasPrefix("【") {
      section = line.contains("地块坐标") ? .plots : line.contains("属性描述") ? .attributes : .other
      return
    }
    switch section {
    case .none:
      throw fault(line: number, Words(zh: "在 [属性描述] 或 [地块坐标] 之前就有内容", en: "there is text before [属性描述] or [地块坐标]"))
    case .other: return
    case .attributes:
      guard let equals = line.firstIndex(where: { $0 == "=" || $0 == "＝" }) else { return }
      attributes[String(line[..<equals]).trimmingSpaces()] = String(line[line.index(after: equals)...]).trimmingSpaces()
    case .plots:
      let values = line.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "，" }.map { $0.trimmingSpaces() }
      if values.last == "@" || values.count >= 8 {
        plots.append(Plot(line: number, values: values.last == "@" ? values.dropLast() : values))
      } else if plots.isEmpty {
        throw fault(
          line: number,
          Words(zh: "界址点之前没有地块行（以 @ 结尾）", en: "there is no plot (a line that ends with @) before this point"))
      } else if plots[plots.count - 1].fault == nil {
        plots[plots.count - 1].add(values, line: number)
      }
    }
  }
}

extension SurveyText.Plot {
  /// A point: label, ring, X (north), Y (east). Coordinates stay in the order of the line: which is which, all points tell.
  fileprivate mutating func add(_ values: [String], line: Int) {
    guard values.count >= 4 else {
      fault = Words(
        zh: "第 \(line) 行应有点号、圈号、X、Y 四项，只有 \(values.count) 项",
        en: "line \(line) should have four values (point, ring, X, Y) and has \(values.count)")
      return
    }
    var numbers: [Double] = []
    for (column, value) in values[2...3].enumerated() {
      guard let number = Double(value), abs(number) <= Coordinate.limit else {
        fault = Words(
          zh: "第 \(line) 行第 \(column + 3) 项“\(value.prefix(40))”不是坐标",
          en: "value \(column + 3) of line \(line), '\(value.prefix(40))', is no coordinate")
        return
      }
      numbers.append(number)
    }
    points += 1
    if values[1] != ringNumber {
      ringNumber = values[1]
      guard rings.count < SurveyText.mostRings else {
        fault = Words(
          zh: "第 \(line) 行：地块的圈数超过 \(SurveyText.mostRings)",
          en: "line \(line): the plot has more than \(SurveyText.mostRings) rings")
        return
      }
      rings.append([])
    }
    rings[rings.count - 1].append(Coordinate(x: numbers[0], y: numbers[1]))
  }

  func value(_ index: Int) -> String? {
    guard values.indices.contains(index), !values[index].isEmpty else { return nil }
    return values[index]
  }
}
