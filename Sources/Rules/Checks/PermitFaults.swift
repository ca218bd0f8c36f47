// W07: permits that are missing, ended, about to end, or say one thing here and another there.

public import Geometry

public enum PermitFaults: Check {
  public static let code = "W07"
  public static let severity = Severity.warning
  public static let title = Words(zh: "许可缺失、过期或将到期", en: "permit missing, ended or about to end")
  public static let source = Words(
    zh: "乳政办发〔2022〕3号 三（一）；国务院令第460号 第二十五条", en: "乳政办发〔2022〕3号 三(一); Order 460 art. 25")

  public static let fields = [
    NeededFields(role: "wells", anyOf: ["permit_no", "permit_state", "permit_end"], orLayer: "permits")
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["wells"]] }

  public static func isTelling(_ well: Well, _ facts: WellFacts) -> Bool { facts.value(of: .permitState, well) != nil }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let facts = context.wellFacts else { return [] }
    // A well that takes no water needs no permit.
    let wells = context.wellsThatMayTakeWater
    // Named, so that a run without it does not look for this.
    let register = context.layers["permits"]?.role
    return try await inChunks(of: wells.count, workers: context.workers, state: {}) { _, rows in
      rows.compactMap { row in
        let well = wells[row]
        let known = facts.facts(ofRow: well.row, well.location, only: [.permitNumbers, .permitState, .permitEnd])
        return fault(of: well, known, context).map { context.finding(Self.self, well, by: register, $0) }
      }
    }.flatMap { $0 }
  }

  /// Renewal is asked so many days before a permit ends (Order 460 art. 25).
  private static let renewalDays = 45

  private static func fault(of well: Well, _ facts: Facts, _ context: CheckContext) -> Words? {
    let end = facts.value(.permitEnd)?.day
    if let doubt = facts[.permitState].doubt {
      return Words(
        zh: "机井 \(well.id) 的许可不能确定（\(doubt.zh)），凡以许可为条件的规则都不能据此判定；请查对许可档案",
        en:
          "the permit of well \(well.id) is not certain (\(doubt.en)), so nothing can be decided by it; look it up in the files"
      )
    }
    switch facts.text(.permitState) {
    case "none":
      let named = facts.text(.permitNumbers).map {
        Words(zh: "（登记的 \($0) 无效）", en: " (\($0), which is named, does not count)")
      }
      return Words(
        zh: "机井 \(well.id) 没有取水许可\(named?.zh ?? "")；请依规则办证或关停",
        en: "well \(well.id) has no permit\(named?.en ?? ""); have it permitted or closed, as the rules say")
    case "expired":
      let ended = end.map { Words(zh: "已于 \($0) 到期", en: "ended on \($0)") } ?? Words(zh: "已过期", en: "has ended")
      let covered = well.location.covered == true
      return Words(
        zh: "机井 \(well.id) 的取水许可\(ended.zh)\(covered ? "，且在公共供水管网覆盖范围内仍在册" : "")；请核实是否仍在取水",
        en:
          "the permit of well \(well.id) \(ended.en)\(covered ? ", and it is still kept inside public-network coverage" : ""); see whether it still takes water"
      )
    case "valid":
      guard let end, end <= context.decisionDate.adding(days: context.wellSettings.permitWindow) else { return nil }
      let isTooLate = end < context.decisionDate.adding(days: renewalDays)
      return Words(
        zh: "机井 \(well.id) 的取水许可将于 \(end) 到期，\(isTooLate ? "延续申请的期限（期满前 45 日）已过" : "延续须提前 45 日申请")；请通知用水户或按规则不予延续",
        en:
          "the permit of well \(well.id) ends on \(end); \(isTooLate ? "the day to ask for renewal, 45 days before, has passed" : "renewal is to be asked 45 days before"): tell the user, or do not renew, as the rules say"
      )
    default: return nil
    }
  }
}
