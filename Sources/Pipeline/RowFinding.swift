// What reading a layer finds about its rows, told as findings once the rows have their keys.

import Geometry
import Overlay
import Profiles
import Rules

/// A finding about a row before its key is known, or about a source.
struct RowFinding: Sendable {
  let code: String
  /// `nil` for the source as a whole.
  var row: Int?
  var place: Coordinate?
  var measure: Double?
  var unit: String?
  /// The field that has no value or a wrong one, and what stands there that cannot be read.
  var field: String?
  var illegible: String?
  let message: Words

  /// - Parameter firstRow: how many rows of other files stand before those of its own.
  func finding(in layer: RoleLayer, source: String, firstRow: Int) -> Finding {
    let key = row.map { layer.key(firstRow + $0) }
    return Finding(
      code: code, severity: .error, layers: [layer.role], rows: key.map { [$0] } ?? [],
      place: place ?? row.flatMap { layer.place(firstRow + $0) }, measure: measure, unit: unit,
      fields: field.map { [$0] } ?? [],
      message: Words(zh: "\(key ?? source)：\(message.zh)", en: "\(key ?? source): \(message.en)"))
  }
}

extension RowFinding {
  init(_ fault: FieldFault, of profile: LayerProfile) {
    let title = profile.field(fault.field)!.title
    let value = fault.value
    row = fault.row
    field = fault.field
    switch fault.reason {
    case .missing:
      code = RequiredFields.code
      message =
        fault.row == nil
        ? Words(
          zh:
            "没有一行填写必填项“\(title.zh)”，用到它的检查和汇总都按缺失处理；请补上该列，或在作业文件该图层下写 fields: {\(fault.field): 列名}",
          en:
            "no row has the required '\(title.en)', which is missing wherever it is needed; add the column, or name it in the job file, fields: {\(fault.field): COLUMN}"
        )
        : Words(
          zh: "必填项“\(title.zh)”没有填写，按缺失处理；请补填",
          en: "the required '\(title.en)' has no value and is missing wherever it is needed; fill it in")
    case .outsideList:
      code = UnknownValues.code
      illegible = value
      message = Words(
        zh: "“\(title.zh)”的值“\(value)”不在允许值之内，按缺失处理；请改正，或在模板中补充",
        en:
          "the value '\(value)' of '\(title.en)' is not in its list and taken as missing; correct it, or add it to the profile"
      )
    case .wrongType, .tooLong, .notDigits, .outOfBounds, .lostDigits:
      code = WrongTypes.code
      illegible = value
      let problem = fault.reason.problem
      message = Words(
        zh: "“\(title.zh)”的值“\(value)”\(problem.zh)，按缺失处理；请改正",
        en: "the value '\(value)' of '\(title.en)' \(problem.en) and is taken as missing; correct it")
    }
  }

  init(_ repair: Repair) {
    code = RepairedGeometry.code
    row = repair.row
    place = repair.fault.place
    measure = repair.change
    unit = "m²"
    let (before, after) = (repair.areaBefore.toHundredths, repair.areaAfter.toHundredths)
    message = Words(
      zh: "边界无效（\(repair.fault.words.zh)），已按作业要求修复，面积由 \(before) 变为 \(after) 平方米；请在所示位置核对，并在原图改正",
      en:
        "the boundary was not valid (\(repair.fault.reason)) and was repaired as the job asks, from \(before) to \(after) m²; check it at the place shown, and correct the source"
    )
  }
}

extension FieldFault.Reason {
  fileprivate var problem: Words {
    switch self {
    case .tooLong(let limit):
      Words(zh: "超过 \(limit) 个字符", en: "has more than \(limit) characters")
    case .notDigits(let counts):
      Words(
        zh: "不是 \(counts.map(String.init).joined(separator: " 或 ")) 位数字",
        en: "is no code of \(counts.map(String.init).joined(separator: " or ")) digits")
    case .lostDigits:
      Words(
        zh: "是数字单元格，位数超过数字所能保存的，末尾几位已丢失；请在来源表中改为文本单元格重填",
        en:
          "stands in a cell of numbers, which does not hold so many digits: the last ones are lost; make it a text cell where it comes from"
      )
    case .outOfBounds: Words(zh: "超出允许范围", en: "is out of bounds")
    case .wrongType, .outsideList, .missing: Words(zh: "类型不对", en: "is of the wrong type")
    }
  }
}
