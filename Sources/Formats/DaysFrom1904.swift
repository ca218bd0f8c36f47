// Workbooks of old Macintosh programs count days from 1904, and GDAL counts those of all from 1900: four years and a day too early.

import Geometry

/// Whether the workbook says that its days count from 1904 (ECMA-376 part 1, workbookPr).
func countsDaysFrom1904(_ path: String) -> Bool {
  guard let bytes = ByteFile("/vsizip/{\(path)}/xl/workbook.xml")?.all() else { return false }
  return String(decoding: bytes, as: UTF8.self).contains(/date1904\s*=\s*["'](1|true)["']/)
}

/// - Throws: ``InputFault`` where such a workbook has any day, alone in its column or among texts.
func refuseDaysFrom1904(in fields: FieldTable, of path: String) throws {
  let hasDays = fields.all.contains { _, column in
    if case .day = column { return true }
    guard case .text = column else { return false }
    return (0..<column.count).contains { column.text($0)?.contains(/^\d{4}[-\/]\d{1,2}[-\/]\d{1,2}/) ?? false }
  }
  guard hasDays else { return }
  throw InputFault(
    at: path,
    Words(zh: "工作簿使用 1904 日期系统，日期会差四年零一天", en: "the workbook counts days from 1904, so they would be four years off"),
    remedy: Words(
      zh: "在表格软件的选项中取消“使用 1904 日期系统”，核对日期后另存",
      en:
        "switch the 1904 date system off in the options of the spreadsheet program, look the days over, and save it anew"
    ))
}
