// A02 and A03: values that their field cannot have. They are found while a layer is read, and taken as missing.

public import Geometry

public enum WrongTypes: Check {
  public static let code = "A02"
  public static let severity = Severity.error
  public static let title = Words(zh: "值的类型不对", en: "value of the wrong type")
  public static let source = Words(zh: "国土调查数据库质检：字段类型", en: "land-survey quality rules: field types")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    context.loading.filter { $0.code == code }
  }
}

public enum UnknownValues: Check {
  public static let code = "A03"
  public static let severity = Severity.error
  public static let title = Words(zh: "值不在允许范围", en: "value outside its list")
  public static let source = Words(zh: "国土调查数据库质检：值域", en: "land-survey quality rules: value lists")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    context.loading.filter { $0.code == code }
  }
}
