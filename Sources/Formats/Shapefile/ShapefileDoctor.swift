// Looks a shapefile over before GDAL opens it: which of its files are missing, what its texts are written in, whether its
// files tell of the same rows. What GDAL could not read, or would read wrong, is mended in memory; the files of the user
// are never touched.

import Geometry

/// What was found, and how the shapefile is to be read.
struct ShapefileDoctor: Sendable {
  private(set) var notes: [Words] = []
  /// About the source; rows are not known yet.
  private(set) var diagnoses: [Diagnosis] = []
  /// Texts that end inside a character: record, field, what is wrong.
  private(set) var cutTexts: [(record: Int, message: Words)] = []
  /// Cells of numbers and days that are none: record, number of the field, what stands there.
  private(set) var wrongValues: [(record: Int, field: Int, text: String)] = []
  /// Records whose shape cannot be read.
  private(set) var unreadable: [Int: Words] = [:]
  private(set) var encoding: EncodingDecision.Encoding?
  /// Names that fill the ten bytes of the format, by the field's number: there may have been more of them.
  private(set) var fullNames: Set<Int> = []
  /// The index to read by, where the file's own will not do; its entries beyond the shapes stand for rows without one.
  private(set) var index: ShapefileIndex?
  private(set) var hasProjection = true

  private let files: ShapefileFiles

  init(_ files: ShapefileFiles) {
    self.files = files
    hasProjection = files.prj != nil || files.shp == nil
    let header = files.dbf.flatMap { DBFHeader(reading: $0) }
    tellMissing()
    if let path = files.dbf, let header, let file = ByteFile(path) { look(atTextsOf: file, header) }
    if let path = files.shp, let shapes = ByteFile(path) { look(atRowsOf: shapes, header) }
    for path in [files.shp, files.dbf].compactMap(\.self) { tellNearLimit(path) }
  }

  private mutating func tell(_ code: String, zh: String, en: String) {
    diagnoses.append(Diagnosis(code, Words(zh: zh, en: en)))
  }

  private mutating func tellMissing() {
    if files.shp == nil {
      tell(
        "F01", zh: "没有 .shp，只有属性表；各行都没有图形。请索取完整的 Shapefile",
        en: "there is no .shp, only a table: no row has geometry; ask for the whole shapefile")
      return
    }
    if files.dbf == nil {
      tell(
        "F01", zh: "没有 .dbf，各行都没有属性。请索取完整的 Shapefile",
        en: "there is no .dbf: no row has attributes; ask for the whole shapefile")
    }
  }

  /// A .prj that is missing is told once it is known which frame stands in for it.
  mutating func tellMissingProjection(_ frame: Frame?) {
    let taken = Words(
      zh: frame.map { "按 \($0.name) 处理" } ?? "坐标系未知", en: frame.map { "taken as \($0.name)" } ?? "the frame is unknown")
    tell(
      "F01", zh: "没有 .prj，\(taken.zh)。请向提供单位核实坐标系",
      en: "there is no .prj: \(taken.en); ask whoever sent it which frame it is in")
  }

  private mutating func tellNearLimit(_ path: String) {
    let limit = 1 << 31
    guard let size = ByteFile(path)?.count, size > limit / 10 * 9 else { return }
    let ending = path.suffix(4)
    tell(
      "F06", zh: "\(ending) 有 \(size) 字节，接近或超过 2 GB 的限度，可能已被截断。请改用 GeoPackage",
      en: "its \(ending) has \(size) bytes, near or beyond the limit of 2 GB, and may have been cut; use a GeoPackage")
  }
}

// Texts.
extension ShapefileDoctor {
  private mutating func look(atTextsOf file: borrowing ByteFile, _ header: DBFHeader) {
    let texts = DBFTexts(file, header)
    let codePage = files.cpg.flatMap { ByteFile($0)?.bytes(at: 0, count: 64) }
    let fromCodePage = codePage.flatMap { StatedEncoding(codePage: String(decoding: $0, as: UTF8.self)) }
    let stated = fromCodePage ?? StatedEncoding(languageDriver: header.languageDriver)
    let decision = EncodingDecision(texts.guess, stated: stated, saidBy: fromCodePage == nil ? ".dbf" : ".cpg")
    encoding = decision.encoding
    if let note = decision.note { notes.append(note) }
    if let fault = decision.fault { diagnoses.append(Diagnosis("F02", fault)) }
    tellCuts(texts, header)
    wrongValues = texts.wrong.map { ($0.record, $0.field, decoded($0.text).trimmingSpaces()) }
    if texts.deleted > 0 {
      tell(
        "F06", zh: ".dbf 中有 \(texts.deleted) 行标记为已删除，未读取。如不应删除，请在来源中恢复",
        en:
          "\(texts.deleted) rows are marked as deleted in the .dbf and are not read; if they should be there, restore them where it comes from"
      )
    }
  }

  private mutating func tellCuts(_ texts: DBFTexts, _ header: DBFHeader) {
    for (number, field) in header.fields.enumerated() {
      let name = decoded(field.name)
      if field.name.count >= 9 { fullNames.insert(number) }
      if ends(field.name) == .cut {
        tell(
          "F03", zh: "字段名“\(name)”在字符中间被截断（Shapefile 的字段名最多 10 字节）；按剩下的部分识别",
          en:
            "the field name '\(name)' breaks off inside a character (a shapefile's names have ten bytes); what is left of it is used"
        )
      }
      guard let cut = texts.cuts[number] else { continue }
      for record in encoding == .utf8 ? cut.insideUTF8 : encoding == .gb18030 ? cut.insideGB18030 : [] {
        cutTexts.append(
          (
            record,
            Words(
              zh: "“\(name)”的值在字符中间被截断，末尾的字已丢失；请从来源补全",
              en:
                "the value of '\(name)' breaks off inside a character, and its end is lost; complete it from where it comes from"
            )
          ))
      }
      if cut.full > 0, let first = cut.firstFull {
        tell(
          "F03", zh: "字段“\(name)”有 \(cut.full) 个值占满 254 字节（首个在 fid \(first)），后面的文字可能已丢失；请对照来源",
          en:
            "\(cut.full) values of '\(name)' fill all 254 bytes (the first is fid \(first)); what followed may be lost; compare with where it comes from"
        )
      }
    }
  }

  private func ends(_ name: [UInt8]) -> TextEncodingGuess.Reading {
    switch encoding {
    case .utf8: TextEncodingGuess.reading(utf8: name)
    case .gb18030: TextEncodingGuess.reading(gb18030: name)
    case nil: .whole
    }
  }

  private func decoded(_ name: [UInt8]) -> String {
    let text = encoding == .gb18030 ? decodedGB18030(name) : String(decoding: name, as: UTF8.self)
    return text.droppingBrokenEnd()
  }
}

// Rows.
extension ShapefileDoctor {
  private mutating func look(atRowsOf shapes: borrowing ByteFile, _ header: DBFHeader?) {
    guard shapes.count >= ShapefileIndex.headLength, ShapefileIndex.isShapefile(shapes) else { return }  // GDAL says so
    var own = files.shx.flatMap { ShapefileIndex(reading: $0) }
    var isMended = false
    let stated = header?.count
    if own == nil || (stated.map { $0 != own!.entries.count } ?? false) {
      let found = ShapefileIndex(goingThrough: shapes)
      if own == nil {
        tell(
          "F01", zh: "没有可用的 .shx，已在内存中按 .shp 逐个图形重建索引，得 \(found.entries.count) 行",
          en:
            "there is no usable .shx; the index was made anew in memory by going through the .shp: \(found.entries.count) rows"
        )
        if found.trailing > 0 {
          tell(
            "F06", zh: ".shp 末尾有 \(found.trailing) 字节不是完整的图形，文件可能被截断。请重新索取",
            en:
              "the last \(found.trailing) bytes of the .shp are no whole shape, so it may have been cut; ask for it again"
          )
        }
        (own, isMended) = (found, true)
      } else if found.entries.count == stated {
        tell(
          "F06", zh: ".shx 有 \(own!.entries.count) 行，.shp 和 .dbf 有 \(found.entries.count) 行；已按 .shp 重建索引",
          en:
            "the .shx has \(own!.entries.count) rows, the .shp and the .dbf have \(found.entries.count); the index was made anew from the .shp"
        )
        (own, isMended) = (found, true)
      }
    }
    var index = own!
    for row in index.rowsOutside(shapes.count) {
      unreadable[row] = Words(zh: "图形在 .shp 中缺失或已损坏", en: "its shape is missing or damaged in the .shp")
      isMended = true
    }
    if !unreadable.isEmpty {
      tell(
        "F06", zh: "\(unreadable.count) 行的图形不在 .shp 之内，文件可能被截断。请重新索取",
        en: "the shapes of \(unreadable.count) rows are not in the .shp, so it may have been cut; ask for it again")
    }
    if let header, header.statedCount != header.storedCount, header.statedCount > header.storedCount {
      tell(
        "F06", zh: ".dbf 注明 \(header.statedCount) 行，实存 \(header.storedCount) 行，文件可能被截断。请重新索取",
        en:
          "the .dbf says \(header.statedCount) rows and has \(header.storedCount), so it may have been cut; ask for it again"
      )
      isMended = true
    }
    if let stated, stated != index.entries.count {
      tell(
        "F06", zh: ".shp 有 \(index.entries.count) 行图形，.dbf 有 \(stated) 行属性；多出的行保留，但缺图形或属性。请重新索取",
        en:
          "the .shp has \(index.entries.count) shapes and the .dbf \(stated) rows; those beyond are kept, without geometry or without attributes; ask for it again"
      )
      if stated > index.entries.count {
        index.entries += Array(
          repeating: ShapefileIndex.Entry(offset: 0, length: 0), count: stated - index.entries.count)
      }
      isMended = true
    }
    if isMended { self.index = index }
  }

  /// Above what a .dbf holds.
  private static let largestTable = 2 << 30

  /// The shapefile in memory as its index has it; `nil` where it can be read as it is.
  ///
  /// - Throws: ``InputFault`` where its shapes are so many that blank rows for all of them would fill the memory.
  func mended(in memory: MemoryFiles, as name: String) throws -> String? {
    guard var index, let path = files.shp, let shapes = ByteFile(path) else { return nil }
    let size = shapes.count
    for row in index.rowsOutside(size) { index.entries[row] = ShapefileIndex.Entry(offset: size, length: 4) }
    // One more record, a shape of kind 0, stands for all that are not there.
    var null: [UInt8] = []
    null.append(big: index.entries.count)
    null.append(big: 2)
    null.append(little: 0, bytes: 4)
    var length: [UInt8] = []
    length.append(big: (size + null.count) / 2)
    let mended = try unsafe memory.add("\(name).shp", count: size + null.count) { target throws(GDALError) in
      guard unsafe shapes.read(UnsafeMutableRawBufferPointer(rebasing: target[..<size]), at: 0) == size else {
        return false
      }
      unsafe UnsafeMutableRawBufferPointer(rebasing: target[size...]).copyBytes(from: null)
      unsafe UnsafeMutableRawBufferPointer(rebasing: target[24..<28]).copyBytes(from: length)
      return true
    }
    _ = try memory.add("\(name).shx", index.file(head: shapes.bytes(at: 0, count: ShapefileIndex.headLength)))
    for (companion, ending) in [(files.dbf, "dbf"), (files.prj, "prj"), (files.cpg, "cpg")] {
      guard let companion, let file = ByteFile(companion) else { continue }
      let rows = index.entries.count
      let table = ending == "dbf" ? DBFHeader(file) : nil
      if let table, rows * table.recordLength > Self.largestTable {
        throw InputFault(
          at: path,
          Words(
            zh: "索引中有 \(rows) 个图形，而属性表只有 \(table.count) 行；文件已损坏",
            en: "its index has \(rows) shapes and the table only \(table.count) rows: the file is damaged"),
          remedy: Words(zh: "请重新索取全部文件（.shp .shx .dbf）", en: "ask for all its files again (.shp .shx .dbf)"))
      }
      let bytes = table?.file(of: file, rows: rows)
      _ = try memory.add("\(name).\(ending)", bytes ?? file.all())
    }
    return mended
  }
}

extension String {
  /// Without what decoding makes of half a character at the end.
  func droppingBrokenEnd() -> String {
    var rest = self[...]
    while rest.last == "\u{FFFD}" { rest.removeLast() }
    return String(rest)
  }
}
