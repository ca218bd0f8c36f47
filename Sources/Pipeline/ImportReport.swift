// What an import is or would be, for the person at the terminal and for programs.

public import Geometry
import Profiles
import Reports

/// An import in numbers: every row of every file is accounted for.
public struct ImportReport: Encodable, Sendable {
  struct File: Encodable, Sendable {
    let file: String
    let sha256: String
    let rows: Int
    let withGeometry: Int
    let frame: String?
    let notes: [String]
  }
  struct Field: Encodable, Sendable {
    let field: String
    /// Rows that have a value.
    let filled: Int
  }
  struct Found: Encodable, Sendable {
    let code: String
    let severity: String
    let count: Int
    let examples: [String]
  }

  let role: String
  let store: String
  let isDryRun: Bool
  let appends: Bool
  let rowsBefore: Int
  let rows: Int
  let rowsAfter: Int
  let files: [File]
  let fields: [Field]
  /// Fields of the profile that no column was found for.
  let absentFields: [String]
  let findings: [Found]
  /// Whether the job lists the role itself, so that the imported layer is not used.
  let isShadowed: Bool

  /// - Parameter outcome: of the writing; `nil` where nothing was written.
  public init(_ made: LayerImport, outcome: LayerImport.Outcome?, in language: Language) {
    role = made.options.role
    store = made.store.name
    isDryRun = outcome == nil
    appends = made.options.appends
    rowsBefore = outcome?.rowsBefore ?? made.rowsBefore
    rows = made.layer.count
    rowsAfter = outcome?.rowsAfter ?? (appends ? rowsBefore + rows : rows)
    files = made.parts.map { part in
      let layer = part.read.layer
      return File(
        file: part.file, sha256: part.sha256, rows: layer.count,
        withGeometry: layer.geometry.map { column in (0..<layer.count).count { !column.isEmpty(row: $0) } } ?? 0,
        frame: part.read.statedFrame?.name, notes: part.read.notes.map { $0[language] })
    }
    fields = made.layer.fields.all.map { name, column in
      Field(field: name, filled: (0..<column.count).count { column.text($0) != nil })
    }
    absentFields = made.profile.fields.map(\.name).filter { made.layer.fields[$0] == nil }
    let byCode = Dictionary(grouping: made.findings, by: \.code)
    findings = byCode.keys.sorted().map { code in
      let own = byCode[code]!
      return Found(
        code: code, severity: own[0].severity.rawValue, count: own.count,
        examples: own.prefix(3).map { $0.message[language] })
    }
    isShadowed = made.job.lists(role)
  }

  public func text(in language: Language) -> String {
    var lines = [
      language.say("导入 \(role) 到 \(store)", "import of \(role) into \(store)")
        + (isDryRun ? language.say("（什么也没有写入）", " (nothing is written)") : "")
    ]
    for file in files {
      lines.append(
        language.say(
          "  \(file.file)：\(file.rows) 行，其中有图形 \(file.withGeometry) 行",
          "  \(file.file): \(file.rows) rows, \(file.withGeometry) of them with geometry")
          + (file.frame.map { language.say("；\($0)", "; \($0)") } ?? ""))
      lines += file.notes.map { "    · \($0)" }
    }
    let filled = fields.map { "\($0.field) \($0.filled)" }.joined(separator: language.listSeparator)
    lines.append(language.say("  字段（有值的行数）：\(filled)", "  fields, with the rows that have a value: \(filled)"))
    if !absentFields.isEmpty {
      let list = absentFields.joined(separator: language.listSeparator)
      lines.append(language.say("  没有找到列的字段：\(list)", "  fields without a column: \(list)"))
    }
    for found in findings {
      lines.append("  \(found.code) \(found.severity) × \(found.count)")
      lines += found.examples.map { "    · \($0)" }
    }
    lines.append(
      appends
        ? language.say(
          "  行数：原有 \(rowsBefore) + 追加 \(rows) = \(rowsAfter)",
          "  rows: \(rowsBefore) before + \(rows) appended = \(rowsAfter)")
        : language.say(
          "  行数：读入 \(rows) = 写入 \(rowsAfter)，替换原有 \(rowsBefore) 行",
          "  rows: \(rows) read = \(rowsAfter) stored, in the place of \(rowsBefore)"))
    if isShadowed {
      lines.append(
        language.say(
          "  注意：作业文件的 layers 自己列出了 \(role)，taohe check 用的是那里的，不是导入的",
          "  note: the job lists \(role) under layers itself, and taohe check uses that one, not the imported one"))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
