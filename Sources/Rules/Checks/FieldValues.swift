// A01, A02 and A03: values that are missing where they must be, and values that their field cannot have. They are found
// while a layer is read (ApplyProfile.swift), and what cannot be is taken as missing.

public import Geometry

public enum RequiredFields: LoadingCheck {
  public static let code = "A01"
  public static let severity = Severity.error
  public static let title = Words(zh: "必填项缺失", en: "required field missing")
  public static let source = Words(zh: "国土调查数据库质检：必填字段", en: "land-survey quality rules: required fields")
}

public enum WrongTypes: LoadingCheck {
  public static let code = "A02"
  public static let severity = Severity.error
  public static let title = Words(zh: "值的类型、长度或范围不对", en: "value of the wrong type, length or range")
  public static let source = Words(zh: "国土调查数据库质检：字段类型、长度", en: "land-survey quality rules: field types and lengths")
}

public enum UnknownValues: LoadingCheck {
  public static let code = "A03"
  public static let severity = Severity.error
  public static let title = Words(zh: "值不在允许范围", en: "value outside its list")
  public static let source = Words(zh: "国土调查数据库质检：值域", en: "land-survey quality rules: value lists")
}
