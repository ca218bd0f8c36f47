// Whether a well has a permit on the day of decision: from the register of permits, where one well can have several and
// one permit several wells, or from what the well's own entry says.

import Geometry

/// The state of a well's permits.
struct PermitStanding {
  var numbers: [String] = []
  /// A value of the fact `permit_state`; `nil` where nothing says it.
  var state: String?
  /// The last day of the permit that decides: of the valid ones the latest, else of all.
  var end: Day?
  /// What stands in the place of the end and is no day.
  var illegibleEnd: String?
  /// Why state and end are not certain.
  var doubt: Words?
}

/// The standing of every well, found once: lists, page and explanations all ask for it.
struct Permits: Sendable {
  private let standings: [PermitStanding]
  /// The names of wells in the register of permits that no well has.
  let strangers: [WellsOfPermits.Stranger]
  /// Where the state comes from.
  let source: Words

  init(of wells: RoleLayer, register: RoleLayer?, closed: RoleLayer? = nil, on day: Day) {
    let reading = PermitReading(of: wells, register: register, closed: closed, on: day)
    standings = (0..<wells.layer.count).map { reading.standing(ofRow: $0) }
    strangers = reading.named?.unknown ?? []
    source =
      if let register {
        Words(zh: "许可登记 \(register.source)", en: "register of permits \(register.source)")
      } else {
        Words(zh: "机井登记 \(wells.source)", en: "well register \(wells.source)")
      }
  }

  func standing(ofRow row: Int) -> PermitStanding { standings[row] }

  /// Whether the same is known of the permits of several rows: whatever their entries say, a register of permits may decide.
  func areAlike(_ rows: [Int]) -> Bool {
    rows.allSatisfy { row in
      standings[row].state == standings[rows[0]].state && standings[row].end == standings[rows[0]].end
    }
  }
}

private struct PermitReading {
  private let wells: RoleLayer
  private let register: RoleLayer?
  private let day: Day
  /// Rows of the register by number.
  private var rowsOfNumber: [String: [Int]] = [:]
  let named: WellsOfPermits?

  init(of wells: RoleLayer, register: RoleLayer?, closed: RoleLayer?, on day: Day) {
    self.wells = wells
    self.register = register
    self.day = day
    named = register.map { WellsOfPermits(in: $0, of: wells, closed: closed) }
    guard let register else { return }
    for row in 0..<register.layer.count { rowsOfNumber[register.key(row), default: []].append(row) }
  }

  func standing(ofRow row: Int) -> PermitStanding {
    let stated = statedStanding(ofRow: row)
    guard let register, let named else { return stated }
    let own = named.rows(ofWell: wells.key(row))
    let numbered = stated.numbers.flatMap { rowsOfNumber[$0] ?? [] }
    // A number that the entry names counts where its permit is for this well, or for wells that it does not say.
    let foreign = numbered.filter { !own.contains($0) && register.layer.fields.text("wells", $0) != nil }
    let rows = Set(own + numbered).subtracting(foreign).sorted()
    if rows.isEmpty, let other = foreign.first {
      var standing = registered(foreign, in: register)
      standing.doubt = Words(
        zh: "登记的许可证 \(register.key(other)) 属于其他井",
        en: "its entry names permit \(register.key(other)), which is for other wells")
      return standing
    }
    if rows.isEmpty {
      // The register is complete or it is no register: who is not in it has no permit, unless the entry itself says more.
      guard stated.state == "valid" || !stated.numbers.isEmpty else {
        var without = stated
        without.state = stated.state ?? "none"
        if stated.state != "exempt", let stranger = named.stranger(like: wells.key(row)) {
          without.doubt = Words(
            zh: "许可 \(register.key(stranger.row)) 所列的井“\(stranger.name)”可能即为本井",
            en: "permit \(register.key(stranger.row)) names '\(stranger.name)', which may be this well")
        }
        return without
      }
      var missing = stated
      missing.doubt = Words(
        zh: "机井登记称有证，许可登记中查无", en: "its entry claims a permit that is not in the register of permits")
      return missing
    }
    return registered(rows, in: register)
  }

  private func registered(_ rows: [Int], in register: RoleLayer) -> PermitStanding {
    let fields = register.layer.fields
    var standing = PermitStanding(numbers: rows.map { register.key($0) })
    var (ends, begins): ([Day], [Day]) = ([], [])
    var isValidWithoutEnd = false
    var illegible: String?
    for row in rows where fields.text("state", row) != "cancelled" {
      illegible = illegible ?? ["state", "from", "to"].lazy.compactMap { register.illegible($0, row) }.first
      if let from = fields.day("from", row), from > day {
        begins.append(from)
      } else if let end = fields.day("to", row) {
        ends.append(end)
      } else {
        isValidWithoutEnd = true
      }
    }
    if let last = ends.max(), last >= day {
      (standing.state, standing.end) = ("valid", last)
    } else if isValidWithoutEnd {
      standing.state = "valid"
      standing.doubt = Words(zh: "许可登记没有到期日", en: "the register of permits does not say when it ends")
    } else {
      // What was cancelled is no permit; what begins later is none yet.
      (standing.state, standing.end) = (ends.isEmpty ? "none" : "expired", ends.max())
      standing.doubt = begins.min().map {
        Words(zh: "许可自 \($0) 起生效，判定日尚未生效", en: "its permit begins on \($0), after the day of decision")
      }
    }
    if let illegible { standing.doubt = cannotBeRead(illegible) }
    return standing
  }

  /// What the well's own entry says. Dates decide over words, because a register is written once and days pass.
  private func statedStanding(ofRow row: Int) -> PermitStanding {
    let fields = wells.layer.fields
    let numbers = names(in: fields.text("permit_no", row) ?? "") { rowsOfNumber[$0] != nil }
    let end = fields.day("permit_end", row)
    let word = fields.text("permit_state", row)
    let (illegibleWord, illegibleEnd) = (wells.illegible("permit_state", row), wells.illegible("permit_end", row))
    if word != "exempt", let illegible = illegibleWord ?? illegibleEnd {
      return PermitStanding(
        numbers: numbers, state: word ?? illegibleWord, end: end, illegibleEnd: illegibleEnd,
        doubt: cannotBeRead(illegible))
    }
    var standing = PermitStanding(numbers: numbers, state: word, end: end)
    switch (word, end) {
    case ("valid", let end?) where end < day: standing.state = "expired"
    case ("expired", let end?) where end >= day:
      standing.doubt = Words(
        zh: "登记为过期，到期日却在判定日之后", en: "its entry says expired, but it ends after the day of decision")
    case ("none", let end?) where end >= day:
      standing.doubt = Words(zh: "登记为无证，却有未到的到期日", en: "its entry says none, but has an end that is still to come")
    case (nil, let end?): standing.state = end >= day ? "valid" : "expired"
    default: break
    }
    return standing
  }
}

extension FieldTable {
  func day(_ name: String, _ row: Int) -> Day? {
    guard case .day(let days)? = self[name] else { return nil }
    return days[row].map { Day(daysSince1970: $0) }
  }
}
