// Texts with coordinates: single ones, lists as CSV, 报盘坐标. What we write of what we read is read again as the same.

import Formats
import Foundation
import Geometry
import TestSupport

let textTargets: [FuzzTarget] = [
  FuzzTarget(
    name: "coordinate", replays: 3000,
    seeds: {
      ["87.301472", "８７．３０１４７２", "87°18′05.3″", "87度18分5.3秒", "87-18-05.3", "东经87°18′05.3″", "87.180530", "-0"].map {
        Array($0.utf8)
      }
    },
    run: { input in
      let text = String(decoding: input, as: UTF8.self)
      for packed in [false, true] {
        guard let read = CoordinateText(text, packed: packed) else { continue }
        try require(!read.value.isNaN, "'\(text)' is not a number")
        let wide = String(
          String.UnicodeScalarView(
            text.unicodeScalars.map { (0x30...0x39).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0)! : $0 }))
        try require(CoordinateText(wide, packed: packed) == read, "'\(wide)' is read as another value than '\(text)'")
        // What a person writes of it: whole degrees and minutes, seconds with decimals.
        guard abs(read.value) < 360, !packed else { continue }
        let degrees = abs(read.value).rounded(.down)
        let minutes = ((abs(read.value) - degrees) * 60).rounded(.down)
        let seconds = max(0, (abs(read.value) - degrees - minutes / 60) * 3600)
        guard seconds < 60, seconds == 0 || seconds > 1e-3, seconds.description.allSatisfy({ $0 != "e" }) else {
          continue
        }
        let sign = read.value < 0 ? "-" : ""
        let written = "\(sign)\(Int(degrees))°\(Int(minutes))′\(seconds)″"
        let again = CoordinateText(written)
        try require(
          again.map { abs($0.value - read.value) < 1e-9 } == true, "'\(text)' is \(read.value), '\(written)' is not")
      }
    }),
  FuzzTarget(
    name: "csv", replays: 50,
    seeds: {
      [
        "井号,经度,纬度\nJD1,87°18′05.3″,44°01′10″\nJD2,87.5,44.2\n", "well,x,y\n1,29524000.1,4874000.2\n2,,\n",
        "\u{FEFF}名称;X坐标;Y坐标\n\"甲\n乙\";1;2\n", "a,东坐标,北坐标,度\n,１２,３\n",
      ].map { Array($0.utf8) } + [Array("id,lon,lat\n".utf8) + [0xD7, 0xDC, 0xB3, 0xA4] + Array(",87,44\n".utf8)]
    },
    run: { try readFiles(["table.csv": $0]) }),
  FuzzTarget(
    name: "survey-text", replays: 300, seeds: { [Array(surveyExample.utf8)] + surveyVariants }, run: readSurveyText),
]

private let surveyExample = """
  [属性描述]
  坐标系=2000国家大地坐标系
  几度分带=3
  投影类型=高斯克吕格
  计量单位=米
  带号=29
  精度=0.001
  转换参数=,,,,,,
  [地块坐标]
  9,1.2345,DK0001,名称,面,,用途,,@
  J1,1,4874000.000,29524000.000
  J2,1,4874100.000,29524000.000
  J3,1,4874100.000,29524100.000
  J4,1,4874000.000,29524100.000
  J1,1,4874000.000,29524000.000
  J5,2,4874010.000,29524010.000
  J6,2,4874020.000,29524010.000
  J7,2,4874020.000,29524020.000
  J5,2,4874010.000,29524010.000
  """

private let surveyVariants: [[UInt8]] = [
  "[地块坐标]\r\n3,,A,,面,,,,@\r\nJ1,1,524000,4874000\r\nJ2,1,524100,4874000\r\nJ3,1,524000,4874100\r\n",
  "【属性描述】\n坐标系＝80\n【地块坐标】\nA，B，C，D，E，F，G，H\n1，1，1，1\n1，1，2，1\n1，1，1，2\n",
].map { Array($0.utf8) }

/// Written once, the text is the same ever after: what is read of it writes it again, byte for byte.
private func readSurveyText(_ input: [UInt8]) throws {
  let folder = try TemporaryFolder()
  func read(_ bytes: [UInt8]) throws -> Layer? {
    try Data(bytes).write(to: URL(fileURLWithPath: folder.file("plots.txt")))
    return try unlessRefused { try readLayer(VectorSource(folder.file("plots.txt"))).layer }
  }
  func written(_ layer: Layer) throws -> String {
    let rows = (0..<layer.count).filter { !layer.geometry!.isEmpty(row: $0) }
    let plots = rows.map { row in
      SurveyPlot(
        id: layer.fields.text("地块编号", row) ?? "", name: layer.fields.text("地块名称", row) ?? "",
        use: layer.fields.text("地块用途", row) ?? "", hectares: layer.fields["面积公顷"]?.number(row) ?? 0)
    }
    let frame = Frame(definition: "EPSG:4517", name: "", isGeographic: false)
    return try surveyText(of: layer.geometry!.gathering(rows), plots, frame: frame, file: "plots.txt")
  }
  guard let first = try read(input) else { return }
  try requireWhole(first)
  // Below a millimetre points fall together, and what is left may be no ring: only what stays a plot has to stay the same.
  let text = try written(first)
  guard let second = try read(Array(text.utf8)) else { throw BrokenLaw(description: "not read again:\n\(text)") }
  let again = try written(second)
  guard let third = try read(Array(again.utf8)) else { throw BrokenLaw(description: "not read again:\n\(again)") }
  if third.count == second.count
    && second.count == (0..<first.count).count(where: { !first.geometry!.isEmpty(row: $0) })
  {
    try require(try written(third) == again, "written anew:\n\(again)\n\nwhich was written as\n\(text)")
  }
}
