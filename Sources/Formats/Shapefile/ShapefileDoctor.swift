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

  let files: ShapefileFiles

  init(_ files: ShapefileFiles) {
    self.files = files
    hasProjection = files.prj != nil || files.shp == nil
    let header = files.dbf.flatMap { DBFHeader(reading: $0) }
    tellMissing()
    if files.dbf != nil && header == nil {
      tell(
        "F01", zh: ".dbf 是空的、已损坏或没有读取权限，各行都没有属性。请重新索取完整的 Shapefile",
        en: "the .dbf is empty, damaged or may not be read: no row has attributes; ask for the whole shapefile again")
    }
    if let path = files.dbf, let header, let file = ByteFile(path) { look(atTextsOf: file, header) }
    if let path = files.shp, let shapes = ByteFile(path), let rows = ShapefileRows(shapes, files.shx, header) {
      diagnoses += rows.diagnoses
      unreadable = rows.unreadable
      index = rows.mended
    }
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

extension String {
  /// Without what decoding makes of half a character at the end.
  func droppingBrokenEnd() -> String {
    var rest = self[...]
    while rest.last == "\u{FFFD}" { rest.removeLast() }
    return String(rest)
  }
}
