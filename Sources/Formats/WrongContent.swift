// What a file is that cannot be opened as what its name says: by its first bytes, and by endings of programs whose files are not read.

import Geometry

/// A problem in plain words, and what whoever has the file can do.
struct WrongContent {
  let problem: Words
  let remedy: Words

  /// `nil` where the first bytes say nothing that the name does not.
  init?(of path: String, _ format: SourceFormat) {
    guard let file = ByteFile(path) else { return nil }
    let head = file.bytes(at: 0, count: 512)
    guard let first = head.first(where: { !Self.isBlank($0) }) else {
      self.init(
        zh: "文件是空的", en: "the file is empty", "请重新复制或重新索取", "copy it again, or ask for it again")
      return
    }
    func begins(_ mark: String) -> Bool { head.starts(with: Array(mark.utf8)) }
    let isSheet = format == .spreadsheet
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self.init(
        zh: "文件有密码，或实为旧版 Office 文件", en: "the file has a password, or is one of an older Office",
        "在 Excel 或 WPS 中打开，去掉密码，另存为 .xlsx", "open it in a spreadsheet program and save it without password as .xlsx")
    } else if isSheet && first == UInt8(ascii: "<") {
      self.init(
        zh: "实为网页（HTML）或 XML 表格，只是文件名像工作簿", en: "is a web page or an XML table under the name of a workbook",
        "在 Excel 或 WPS 中打开，另存为 .xlsx", "open it in a spreadsheet program and save it as .xlsx")
    } else if begins("SQLite format 3") && format == .geoPackage {
      self.init(
        zh: "GeoPackage 已损坏或不完整", en: "is a GeoPackage that is damaged, or has been cut",
        "请重新复制或重新索取", "copy it again, or ask for it again")
    } else if begins("SQLite format 3") {
      self.init(
        zh: "实为 GeoPackage 或 SQLite 数据库", en: "is a GeoPackage or a database of SQLite",
        "若是 GeoPackage，请把文件名改为 .gpkg 结尾", "if it is a GeoPackage, end its name with .gpkg")
    } else if begins("PK\u{3}\u{4}") && !isSheet {
      self.init(
        zh: "实为压缩包或新版 Office 文件", en: "is an archive or an Office file",
        "按内容把文件名改为 .zip、.kmz 或 .xlsx 结尾", "end its name with .zip, .kmz or .xlsx, as what is in it says")
    } else if begins("%PDF") {
      self.init(zh: "实为 PDF", en: "is a PDF", "请索取原始的表格或图层", "ask for the table or layer that it was made from")
    } else if begins("version https://git-lfs") {
      self.init(
        zh: "只是 Git LFS 的指针，不是数据本身", en: "is a pointer of Git LFS and not the data",
        "用 git lfs pull 取回数据", "fetch the data with git lfs pull")
    } else {
      return nil
    }
  }

  private init(zh: String, en: String, _ remedy: String, _ english: String) {
    problem = Words(zh: zh, en: en)
    self.remedy = Words(zh: remedy, en: english)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains(byte)
  }

  /// What to do with files of programs that offices have; `nil` for others.
  static func remedy(forEnding ending: String) -> Words? {
    switch ending {
    case "dwg": Words(zh: "在 CAD 中另存为 .dxf", en: "save it as .dxf in the drawing program")
    case "mdb", "accdb":
      Words(zh: "在 ArcGIS 中导出为 .gdb 或 .shp，表格另存为 .xlsx", en: "export it as .gdb, .shp or .xlsx")
    case "wp", "wl", "wt", "mpj", "wat":
      Words(zh: "在 MapGIS 中转换为 .shp（Shapefile）", en: "convert it to a shapefile in MapGIS")
    case "vct":
      Words(zh: "用建库软件转换为 .shp 或 .gdb", en: "convert it to .shp or .gdb with the program of the land database")
    case "lyr", "lyrx", "mxd", "aprx", "mpk", "qgs", "qgz":
      Words(zh: "这是工程或样式文件，请索取其中的图层数据", en: "it is a project or a style; ask for the data of its layers")
    case "et": Words(zh: "在 WPS 中另存为 .xlsx", en: "save it as .xlsx in WPS")
    case "doc", "docx", "wps", "pdf":
      Words(zh: "请索取原始的表格（.xlsx）或图层", en: "ask for the table or layer that it was made from")
    default: nil
    }
  }
}
