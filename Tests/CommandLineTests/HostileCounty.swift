// The bundled county with names that want to be more than names: commands to a spreadsheet, a browser, a terminal or a reader
// of XML, and texts that are hardly texts.

import Formats
import Foundation
import Geometry
import SampleLayers
import TestSupport
import Testing

struct HostileCounty {
  /// Each is the number of a well, and stands in many other columns. They differ from each other to every reader.
  static let texts: [String] =
    [
      // Formulas, also where an office program takes full-width signs for plain ones.
      "=cmd|' /C calc'!A0", "+1+cmd|x", "-2+3", "@SUM(1)", "\u{FF1D}1+1", "'=1",
      // A quotation mark is one to a reader of CSV, whatever mark is combined with it.
      "a\"\u{301},=1+1", "a\",\"=2+2", "semi;colon",
      // Markup.
      script, image, "]]>",
      "</svg><script>console.log('n3')</script>", "</title></style></textarea>", "<!--", "-->", "<![CDATA[",
      "&lt;b&gt;&#x3c;",
      "<\u{301}b", "&\u{301}c", "'\u{301}onload='console.log(4)", "%%DATA%%", "\\u003cscript>",
      "javascript:console.log(5)",
      "{{x}}${y}%s%n",
      // Control characters and line breaks.
      "a\u{1}b\u{8}c\u{B}d\u{7F}\u{9B}e", "\u{1B}[2J\u{1B}]0;title\u{7}", lines, "w\u{2028}x\u{2029}y\u{85}z",
      // Marks of direction, one by one and unclosed.
      "\u{202E}evil\u{2066}", "\u{200F}x\u{61C}y",
      // Beyond the basic plane, no characters, marks by the dozen.
      "👨‍👩‍👧🇨🇳", "𠀀𪚥", "a\u{FFFE}b\u{FFFF}c", "\u{FEFF}bom", "\u{FFFD}", "e" + String(repeating: "\u{302}", count: 300),
      // An escape of XLSX.
      "_x0041_ _x005F_x0042_",
      // Names of files.
      "../../etc/passwd", "CON", "a/b\\c:d",
    ]

  static let script = "<script>console.log('n1')</script>"
  static let image = "\"><img src=x onerror=console.log('n2')>"
  static let lines = "a\r\nb\nc\td"

  /// More than a cell of XLSX, a label of a map, a name of a file or a line of a terminal can take.
  static let long = "<b>" + String(repeating: "长", count: 333_333) + "end"

  private(set) var job = ""
  let folder: TemporaryFolder

  init(in folder: TemporaryFolder) throws {
    self.folder = folder
    let names = Self.texts
    try rewrite("townships.shp", ["名称": [names[0], Self.script, Self.image, Self.long, Self.lines]])
    try rewrite("villages.shp", ["名称": names, "行政代码": [Self.script, names[0]]])
    try rewrite("zones.shp", ["编号": [Self.image, Self.lines], "名称": [Self.script, names[0]], "批准文号": names])
    try rewrite("survey.gpkg", ["BSM": names, "DLMC": names, "DLBM": Array(names.prefix(20)), "ZLDWMC": names])
    try rewrite("plots.gpkg", ["plot_id": names, "crop": names, "source": names, "well_id": names, "status": names])
    try rewrite("forest.shp", ["林班号": names + [Self.long], "权属": names, "村代码": names])
    try rewrite("agreements.gpkg", ["协议编号": names])
    try rewrite(
      "wells.xlsx",
      [
        "井编号": names, "乡镇": names.map { _ in Self.image } + ["../..", Self.lines, Self.long], "村": names,
        "单位": names + [Self.long],
        "用途": names, "应急依据": names, "许可证号": names, "替代水源": names,
      ])
    try rewrite("reported.xlsx", ["行政代码": names, "单位": names, "类别": names])
    try rewrite("network.geojson", ["pipe_id": Array(names.dropFirst(9))])
    let sources = SampleLayers.folder + "/sample-county/"
    let plain = try String(contentsOfFile: sources + "job.yaml", encoding: .utf8)
    job = try folder.write(
      plain.replacing(#/(townships|villages|zones|forest)\.shp/#) { "\($0.1).gpkg" }
        .replacing(#/(survey|plots)\.gpkg\|\w+/#) { "\($0.1).gpkg" }
        .replacing(#/(wells|reported)\.xlsx/#) { "\($0.1).gpkg" }
        .replacing("water.gpkg", with: sources + "water.gpkg")
        .replacing("coverage.geojson", with: sources + "coverage.geojson")
        .replacing("name: 昌吉市（样例）", with: #"name: "<img src=x onerror=console.log('n6')>&\"'""#), to: "job.yaml")
  }

  /// A layer of the bundled county with other texts in its first rows, as a GeoPackage or GeoJSON of its own.
  private func rewrite(_ name: String, _ texts: KeyValuePairs<String, [String]>) throws {
    var options = ReadOptions()
    options.tableAllowed = true
    options.pointsFromTables = false
    var layer = try readLayer(VectorSource(SampleLayers.folder + "/sample-county/" + name), options: options).layer
    for (field, texts) in texts {
      let column = try #require(layer.fields[field], "\(name) \(field)")
      layer.fields.set(
        field, .text(TextValues((0..<layer.count).map { $0 < texts.count ? texts[$0] : column.text($0) })))
    }
    layer = layer.withFieldsForFiles.layer
    let ending = name.hasSuffix("geojson") ? "geojson" : "gpkg"
    let stem = name.split(separator: ".")[0]
    layer.name = String(stem)
    var writer = try LayerWriter(
      creating: folder.file("\(stem).\(ending)"), layer: layer.name, kind: layer.geometry?.kind, frame: layer.frame,
      fields: layer.withFieldsForFiles.fields)
    try writer.append(layer)
    try writer.close()
  }
}
