// A source made ready for GDAL: found, of a format that may be opened, unpacked, recoded and looked over.

import Foundation
import Geometry

struct ReadySource {
  /// What GDAL opens.
  private(set) var path: String
  let format: SourceFormat
  /// The layer asked for, within what GDAL opens.
  let layer: String?
  private(set) var options: [String] = []
  private(set) var notes: [Words] = []
  private(set) var diagnoses: [Diagnosis] = []
  private(set) var doctor: ShapefileDoctor?
  /// Whether it is a workbook whose days GDAL gets wrong.
  private(set) var countsFrom1904 = false
  /// The names of columns that GDAL sees under others.
  private(set) var fieldNames: [String: String] = [:]
  /// Holds what `path` names, where that is not on the disk.
  private let memory = MemoryFiles()

  /// - Throws: ``InputFault`` where the source is missing, is nothing that is read, or is not safe to open.
  init(_ source: VectorSource) throws {
    let found = try SourceFormat(of: source)
    if found == .archive {
      let archive = try Archive(source.path)
      let chosen = try archive.choose(source.layer)
      (path, format, layer) = (try archive.unpack(chosen.map, into: memory), chosen.map.format, chosen.layer)
      if let note = chosen.note { notes.append(note) }
    } else {
      (path, format, layer) = (source.path, found, source.layer)
    }
    switch format {
    case .shapefile: try lookOver()
    case .commaSeparated:
      guard let bytes = ByteFile(path)?.all() else { break }
      let recoded = recodedText(bytes, notes: &notes, diagnoses: &diagnoses)
      try checkHoldsNoZero(in: recoded ?? bytes, of: path)
      try checkQuotesClose(in: recoded ?? bytes, of: path)
      try checkColumns(in: recoded ?? bytes, of: path)
      if let long = longLines(in: recoded ?? bytes) { diagnoses.append(Diagnosis("F06", long)) }
      if let recoded { try replace(by: recoded) }
    case .kml: try prepareKML()
    case .geoJSON:
      options.append("DATE_AS_STRING=YES")  // days that there are none become others otherwise
      if let file = ByteFile(path), beginsInOtherEncoding(file),
        let recoded = recodedText(file.all(), notes: &notes, diagnoses: &diagnoses)
      {
        try replace(by: recoded)
      }
    case .mapInfo: try recodeInterchange()
    case .spreadsheet:
      try Archive.judge(path)
      countsFrom1904 = countsDaysFrom1904(path)
    default: break
    }
  }

  /// Lets GDAL read a file of the same name in memory.
  private mutating func replace(by bytes: [UInt8]) throws {
    path = try memory.add((path as NSString).lastPathComponent, bytes)
  }

  private mutating func prepareKML() throws {
    guard let bytes = ByteFile(path)?.all() else { return }
    let recoded = recodedText(bytes, notes: &notes, diagnoses: &diagnoses)
    let plain = withoutStatedEncoding(recoded ?? bytes) ?? recoded
    let names = KMLDataNames(plain ?? bytes)
    fieldNames = names?.trueNames ?? [:]
    if let ready = names?.bytes ?? plain { try replace(by: ready) }
  }

  /// A MIF whose head does not say in which encoding it and its MID are.
  private mutating func recodeInterchange() throws {
    let stem = (path as NSString).deletingPathExtension
    guard VectorSource(path: path, layer: nil).fileExtension == "mif", let head = ByteFile(path)?.all(),
      String(decoding: head.prefix(1000), as: UTF8.self).contains(/(?i)charset\s+"neutral"/),
      let values = ["mid", "MID", "Mid"].lazy.compactMap({ ByteFile("\(stem).\($0)")?.all() }).first
    else { return }
    var found: [Words] = []
    let recodedHead = recodedText(head, notes: &found, diagnoses: &diagnoses)
    let recodedValues = recodedText(values, notes: &found, diagnoses: &diagnoses)
    guard recodedHead != nil || recodedValues != nil else { return }
    if let note = found.last { notes.append(note) }
    let name = (stem as NSString).lastPathComponent
    _ = try memory.add("\(name).mid", recodedValues ?? values)
    path = try memory.add("\(name).mif", recodedHead ?? head)
  }

  private mutating func lookOver() throws {
    let doctor = ShapefileDoctor(ShapefileFiles(path))
    notes += doctor.notes
    if let encoding = doctor.encoding { options.append("ENCODING=\(encoding.rawValue)") }
    if let mended = try doctor.mended(in: memory, as: VectorSource(path: path, layer: nil).stem) { path = mended }
    self.doctor = doctor
  }

  /// Opens for reading, and says in plain words what stands in the way.
  func open(_ source: VectorSource) throws -> Dataset {
    do {
      return try Dataset(reading: path, drivers: format.drivers, options: options)
    } catch {
      // A program that was killed while it wrote to a GeoPackage left its journal. Whoever opens the file next undoes what the
      // journal describes, and must be allowed to write for that.
      if format == .geoPackage && error.message.contains(StoreFault.readOnly.sign) {
        do {
          try Dataset(updating: path, drivers: format.drivers).close()
          return try Dataset(reading: path, drivers: format.drivers, options: options)
        } catch {
          throw InputFault(
            at: source.path,
            Words(
              zh: "写入它的程序曾中断，须有写权限才能恢复（\(error.message)）",
              en: "a program was stopped while it wrote to it; to undo that it must be writable (\(error.message))"),
            remedy: Words(
              zh: "检查文件及其文件夹的写权限，或先在 QGIS 中打开一次",
              en: "check the permissions of the file and its folder, or open it once in QGIS"))
        }
      }
      if let wrong = WrongContent(of: path, format) {
        throw InputFault(at: source.path, wrong.problem, remedy: wrong.remedy)
      }
      throw format == .database
        ? InputFault(
          at: source.description, Words(zh: "不能连接数据库", en: "the database cannot be reached"),
          remedy: Words(
            zh: "检查 PG: 后的连接参数、网络和权限（\(error.message)）",
            en: "check what follows PG:, the network and the permissions (\(error.message))"))
        : InputFault(
          at: source.path,
          Words(zh: "不是可读取的矢量数据（\(error.message)）", en: "is not vector data that can be read (\(error.message))"),
          remedy: Words(
            zh: "文件可能已损坏，或内容与文件名结尾不符；请重新索取或导出",
            en: "it may be damaged, or something else than its name says; ask for it again, or export it anew"))
    }
  }
}

extension SourceFormat {
  /// What a source is. Only files and folders that exist, and databases that the source itself names: GDAL would also take a
  /// name for an address on the network, or for the data themselves.
  fileprivate init(of source: VectorSource) throws {
    if source.isDatabase {
      self = .database
      return
    }
    let path = source.path
    guard !path.hasPrefix("/vsi"), !path.contains("://") else {
      throw InputFault(
        at: path, Words(zh: "不读取网络地址和虚拟路径", en: "addresses on the network and virtual paths are not read"),
        remedy: Words(zh: "请先下载到本机；压缩包直接写其路径", en: "bring the file here first; an archive is named by its own path"))
    }
    guard let isFolder = kindOfFile(path) else {
      throw InputFault(
        at: path, Words(zh: "文件不存在", en: "no such file"),
        remedy: Words(zh: "检查路径和文件名", en: "check the path and the spelling of the name"))
    }
    let format = SourceFormat(ending: source.fileExtension)
    if isFolder && format != .fileGeodatabase {
      throw InputFault(
        at: path, Words(zh: "是文件夹，不是矢量文件", en: "is a folder, not a vector file"),
        remedy: Words(zh: "请写明其中的文件", en: "name the file in it"))
    }
    guard let format, isFolder || format != .fileGeodatabase else {
      throw InputFault(
        at: path, Words(zh: "不读取这种文件", en: "is not a kind of file that is read"),
        remedy: WrongContent.remedy(forEnding: source.fileExtension)
          ?? Words(
            zh: "可读取：\(Self.knownEndings)，以及 PG: 数据库；其他压缩格式（.rar .7z）请先解压",
            en: "these are: \(Self.knownEndings), and databases by PG:; unpack other archives (.rar .7z) first"))
    }
    self = format
  }
}

/// Whether a path is of a folder; `nil` where there is nothing.
private func kindOfFile(_ path: String) -> Bool? {
  var isFolder: ObjCBool = false
  return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) ? isFolder.boolValue : nil
}
