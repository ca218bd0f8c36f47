// W10: permits for wells that the register of wells does not have. They count for no well, and put those in doubt that may be meant.

public import Geometry

public enum StrayPermits: Check {
  public static let code = "W10"
  public static let severity = Severity.warning
  public static let title = Words(zh: "许可所列的井不在册", en: "permit of a well that is not in the register")
  public static let source = Words(zh: "伽政办规〔2021〕2号 第八条", en: "伽政办规〔2021〕2号 art. 8")

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["wells", "permits"]] }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let permits = context.layers["permits"], let facts = context.wellFacts else { return [] }
    return facts.permits.strangers.map { stranger in
      let permit = permits.key(stranger.row)
      return Finding(
        code: code, severity: severity, layers: ["permits"], rows: [permit], place: nil,
        message: Words(
          zh: "许可 \(permit) 所列的井“\(stranger.name)”不在机井登记中，该许可不算在任何井上，编号相近的井因此待核；请改正井编号（多眼井逐一列出），或补登该井",
          en:
            "permit \(permit) names the well '\(stranger.name)', which the register of wells does not have: it counts for no well, and wells of a like number are to be verified; correct the number (several wells one by one), or enter the well"
        ))
    }
  }
}
