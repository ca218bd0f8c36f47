// Any layer of a finished run in another format and frame, filtered: from its packet.

import Formats
import Foundation
import Geodesy
public import Geometry
import Profiles
import Registers
import Reports
import Rules
import Settings

/// What of a layer is exported, and how.
public struct ExportRequest: Sendable {
  public var layer: String
  /// Field and values: a row is kept that has one of the values in every field.
  public var filters: [(field: String, values: [String])] = []
  public var dropped: [String] = []
  /// A code such as EPSG:4490; `nil` keeps the frame of the run, or what the format asks for.
  public var frame: String?
  /// The name of the file. Its ending says the format: a vector format, `csv`, or `txt` for 报盘坐标.
  public var name: String

  public init(layer: String, to name: String) {
    self.layer = layer
    self.name = name
  }

  fileprivate var ending: String { (name as NSString).pathExtension.lowercased() }

  /// Beside the vector formats.
  fileprivate static let textEndings = ["csv", "txt"]
}

/// How lists and pages write a value of the packet.
private func spokenValues(_ text: String, of field: String, _ profile: LayerProfile?) -> [String] {
  let title = choiceTitle(of: text, in: field) ?? profile?.title(ofValue: text, field: field)
  return title.map { [$0.zh, $0.en] } ?? []
}

public struct Export: Sendable {
  private let name: String
  private let ending: String
  private let layer: Layer
  private let fields: [FieldDefinition]
  /// 报盘坐标, where that is asked for.
  private let surveyText: String?
  /// How many rows there are, and how many were kept.
  public let rows: (all: Int, kept: Int)
  /// Values of the filters that no row has.
  public let unknownValues: [(field: String, value: String)]
  /// The feature ids of those that have no place in the frame asked for; they are written without geometry.
  public let lost: [Int64]

  /// Reads the layer from a run's folder.
  ///
  /// - Parameter shipped: the folder with the profiles, by whose words values may be asked for too.
  public init(_ request: ExportRequest, fromFolder folder: String, shipped: String, workers: Int) async throws {
    guard ExportRequest.textEndings.contains(request.ending) || VectorFormat(ending: request.ending) != nil else {
      throw VectorFormat.unknownEnding(of: request.name, besides: ExportRequest.textEndings)
    }
    try StagedFolder.settle(folder)
    let path = folder + "/packet.gpkg"
    guard FileManager.default.fileExists(atPath: path) else {
      throw InputFault(
        at: folder,
        Words(zh: "不是 taohe check 的输出文件夹（没有 packet.gpkg）", en: "is no folder of taohe check (there is no packet.gpkg)"),
        remedy: Words(zh: "先运行 taohe check JOB.yaml --out 文件夹", en: "run taohe check JOB.yaml --out DIR first"))
    }
    var options = ReadOptions()
    options.tableAllowed = true
    let source = try readLayer(VectorSource(path: path, layer: request.layer), options: options).layer
    func known(_ field: String) throws {
      guard source.fields.names.contains(field) else {
        let names = source.fields.names
        let guess = nearestWord(to: field, among: names)
        throw InputFault(
          at: "\(path)|\(request.layer)", Words(zh: "没有字段“\(field)”", en: "there is no field '\(field)'"),
          remedy: Words(
            zh: "字段有：\(names.joined(separator: ", "))\(guess.map { "；是否想写“\($0)”？" } ?? "")",
            en: "its fields: \(names.joined(separator: ", "))\(guess.map { "; did you mean '\($0)'?" } ?? "")"))
      }
    }
    for filter in request.filters { try known(filter.field) }
    for field in request.dropped { try known(field) }
    let profile = try? Library(jobFolder: "", shipped: shipped).profile(named: request.layer, by: path)
    func holds(_ value: String, _ field: String, _ row: Int) -> Bool {
      guard let text = source.fields.text(field, row) else { return false }
      return text == value || spokenValues(text, of: field, profile).contains(value)
    }
    let kept = (0..<source.count).filter { row in
      request.filters.allSatisfy { filter in filter.values.contains { holds($0, filter.field, row) } }
    }
    var layer = source.gathering(kept)
    var lost: [Int64] = []
    func move(to frame: Frame) throws {
      let moved = try inputFaults(at: path) { try layer.transformed(to: frame) }
      lost += moved.lostRows.map { layer.featureIDs[$0] }
      layer = moved.layer
      layer.frame = frame
    }
    if let code = request.frame, layer.geometry != nil {
      let frame: Frame
      do { frame = try Frame(code) } catch {
        throw InputFault(
          at: code, Words(zh: "未知的坐标系（\(error.message)）", en: "unknown frame (\(error.message))"),
          remedy: Words(zh: "写 EPSG 代码，如 EPSG:4490", en: "write an EPSG code such as EPSG:4490"))
      }
      try move(to: frame)
    }
    name = request.name
    ending = request.ending
    if ["geojson", "json"].contains(ending) { try move(to: .wgs84) }
    self.layer = layer
    surveyText =
      ending == "txt" ? try await layer.surveyText(file: request.name, profile, workers: workers) : nil
    fields = source.fields.all.filter { !request.dropped.contains($0.name) }.map {
      FieldDefinition($0.name, $0.column.fieldKind)
    }
    rows = (source.count, kept.count)
    unknownValues = request.filters.flatMap { filter in
      filter.values.filter { value in !(0..<source.count).contains { holds(value, filter.field, $0) } }
        .map { (filter.field, $0) }
    }
    self.lost = lost
  }

  /// Writes the file, and what goes with it, into a folder that is staged by the caller; returns their names.
  public func write(into folder: String, language: Language) throws -> [String] {
    let path = "\(folder)/\(name)"
    switch ending {
    case "csv":
      try Data(table.text(in: language).utf8).write(to: URL(fileURLWithPath: path))
    case "txt":
      try Data(surveyText!.utf8).write(to: URL(fileURLWithPath: path))
    case "xlsx":
      var sheet = WorkbookSheet(layer.name, headings: table.headings.map { $0[language] })
      for row in table.rows {
        sheet.append(zip(row, isNumber).map { cell, isNumber in Self.cell(cell, isNumber: isNumber) })
      }
      try Workbook(title: layer.name, day: Self.anyDay, sheets: [sheet]).write(to: path)
    case "shp":
      let ready = try ShapefileFields(layer, fields, file: name)
      try write(ready.layer, ready.fields, to: path)
      if !ready.renamed.isEmpty {
        let list = CSVTable(
          headings: [Words(zh: "文件中字段名", en: "name in the file"), Words(zh: "原字段名", en: "name before")],
          rows: ready.renamed.map { [$0.short, $0.name] })
        let listName = (name as NSString).deletingPathExtension + ".fields.csv"
        try Data(list.text(in: language).utf8).write(to: URL(fileURLWithPath: "\(folder)/\(listName)"))
      }
    default: try write(layer, fields, to: path)
    }
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func write(_ layer: Layer, _ fields: [FieldDefinition], to path: String) throws {
    var options = WriteOptions()
    options.multipart = layer.geometry.map { $0.kind != .point } ?? false
    var writer = try LayerWriter(
      creating: path, layer: layer.name, kind: layer.geometry?.kind, frame: layer.frame, fields: fields,
      options: options)
    try writer.append(layer)
    try writer.close()
  }

  /// The same bytes on every day. Not the first of 1970, which stands for today (libxlsxwriter, `workbook_set_properties`).
  private static let anyDay = Day(daysSince1970: 10_957)

  /// Codes are texts, whatever they look like; what the layer has as numbers stays numbers, but for those that a spreadsheet would
  /// round to fifteen digits or cannot hold.
  private static func cell(_ text: String?, isNumber: Bool) -> WorkbookSheet.Cell {
    guard let text else { return .empty }
    guard isNumber, let number = Double(text), abs(number) < 1e15 else { return .text(text) }
    return .number(number, decimals: number == number.rounded() ? 0 : 4)
  }

  /// For every column of ``table``.
  private var isNumber: [Bool] {
    fields.map { $0.kind == .real || $0.kind == .integer } + [true, true]
  }

  /// The fields, and the coordinates of points.
  private var table: CSVTable {
    let points = layer.geometry.flatMap { $0.kind == .point ? $0 : nil }
    return CSVTable(
      headings: fields.map { Words($0.name) } + (points == nil ? [] : [Words("x"), Words("y")]),
      rows: (0..<layer.count).map { row in
        let at = points?.firstCoordinate(ofRow: row)
        return fields.map { layer.fields.text($0.name, row) }
          + (points == nil ? [] : [at.map { "\($0.x)" }, at.map { "\($0.y)" }])
      })
  }
}

extension Layer {
  /// Its polygons as 报盘坐标, with the official areas and the words of its profile.
  fileprivate func surveyText(file: String, _ profile: LayerProfile?, workers: Int) async throws -> String {
    guard let geometry, geometry.kind == .polygon, let frame else {
      throw InputFault(
        at: file, Words(zh: "报盘坐标只能写出面图层", en: "this text is for layers of polygons"),
        remedy: Words(zh: "请选择 plots、forest 等面图层", en: "choose a layer such as plots or forest"))
    }
    let areas = try await officialAreas(of: geometry, in: frame, workers: workers)
    func text(_ names: [String], _ row: Int) -> String {
      names.lazy.compactMap { name in
        fields.text(name, row).map { profile?.title(ofValue: $0, field: name).zh ?? $0 }
      }.first ?? ""
    }
    let plots = (0..<count).map { row in
      SurveyPlot(
        id: text(["plot_id", "forest_id", "parcel_id", "zone_id", "code"], row), name: text(["name", "crop"], row),
        use: text(["status", "kind", "class_name"], row), hectares: areas[row] / 10_000)
    }
    return try Formats.surveyText(of: geometry, plots, frame: frame, file: file)
  }
}
