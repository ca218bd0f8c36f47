// What a check found: data, not an error. A run that finds faults in its layers has run well.

public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// For information.
  case note
  /// A person should look.
  case warning
  /// The result cannot be trusted, or the law is touched.
  case error

  public var title: Words {
    switch self {
    case .note: Words(zh: "提示", en: "note")
    case .warning: Words(zh: "警告", en: "warning")
    case .error: Words(zh: "错误", en: "error")
    }
  }

  public static func < (a: Severity, b: Severity) -> Bool {
    allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
  }
}

/// One fault or fact about the data, with the place to look at.
public struct Finding: Sendable {
  /// The check's code, such as `T01`; codes never change their meaning.
  public let code: String
  public var severity: Severity
  /// The layers involved, and in each the keys of the rows involved.
  public let layers: [String]
  public let rows: [String]
  /// In the frame of the run.
  public let place: Coordinate?
  public var measure: Double?
  /// The unit of `measure`: `m²`, `m`.
  public let unit: String?
  /// The fields of the first layer whose values are wrong: where a later year hands in the layer without them, nothing has been
  /// put right.
  public let fields: [String]
  /// What is wrong, why it matters, what to do.
  public var message: Words

  public init(
    code: String, severity: Severity, layers: [String], rows: [String], place: Coordinate?, measure: Double? = nil,
    unit: String? = nil, fields: [String] = [], message: Words
  ) {
    self.code = code
    self.severity = severity
    self.layers = layers
    self.rows = rows
    self.place = place
    self.measure = measure
    self.unit = unit
    self.fields = fields
    self.message = message
  }

  /// A unit as people read it.
  public static func title(ofUnit unit: String) -> Words {
    switch unit {
    case "rows": Words(zh: "行", en: "rows")
    case "parts": Words(zh: "部分", en: "parts")
    case "wells": Words(zh: "眼", en: "wells")
    case "mu": Words(zh: "亩", en: "mu")
    default: Words(unit)
    }
  }

  /// Tells findings of one code about the same rows apart, such as two wrong fields of a row; 1 for the first.
  public var occurrence = 1

  /// Code, layers and rows involved: the same finding has the same id whatever else is found.
  public var id: String {
    ([code] + layers + rows).joined(separator: ":") + (occurrence > 1 ? "#\(occurrence)" : "")
  }
}
