// Last year beside this one: its layers, and what became of their rows.

public import Registers

/// What checks know of last year; a job says where it is.
public struct PreviousYear: Sendable {
  /// Under the roles that ``role(_:)`` gives them.
  public let layers: LayerSet
  /// One for every layer that both years have.
  public let comparisons: [LayerComparison]

  public init(layers: LayerSet, comparisons: [LayerComparison]) {
    self.layers = layers
    self.comparisons = comparisons
  }

  /// The name that last year's layer of a role has in findings.
  public static func role(_ role: String) -> String { "last-year-" + role }
}

/// The rows of one layer in both years.
public struct LayerComparison: Sendable {
  public let role: String
  /// The fields whose change is a change of kind.
  public let fields: [String]
  public let result: YearOnYear

  public init(role: String, fields: [String], result: YearOnYear) {
    self.role = role
    self.fields = fields
    self.result = result
  }

  /// What is compared of every layer: wells by place, the others by ground.
  public static let fieldsByRole: [(role: String, fields: [String])] = [
    ("plots", ["status", "crop", "tenure"]), ("forest", ["kind", "tenure"]),
    (
      "wells",
      [
        "status", "use", "owner", "township", "emergency_source", "exception", "village", "closed_on", "permit_no",
        "permit_state", "permit_end", "metered", "dual_control", "built_on", "replacement", "replacement_on",
        "emergency_basis", "exception_basis", "exception_end", "city_village", "deferral_basis", "review_on",
      ]
    ),
    ("zones", ["zone_kind", "approval", "approved_on"]),
  ]
}
