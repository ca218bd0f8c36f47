// How the layers of a packet look: wells by outcome, zones by kind, plots by status, findings by severity.

import Formats
import Geometry
import Pictures
import Profiles
import Reports
import Rules

extension Run {
  func style(ofRole role: String, in language: Language) -> QGISStyle? {
    switch role {
    case "zones":
      let kinds: [(ZoneKind, QGISSymbol)] = [
        (.prohibited, .fill("b_diagonal", "178,24,43", outline: 0.7)),
        (.limited, .fill("f_diagonal", "214,120,20", outline: 0.5)),
        (.overExtracted, .fill("no", "110,80,160", outline: 0.5)),
      ]
      return QGISStyle(
        by: "zone_kind",
        kinds.map { .init($0.0.rawValue, $0.0.title[language], $0.1) } + [others(language)], labels: "name")
    case "plots":
      return categories(
        of: role, "status",
        [.fill("solid", "120,170,80"), .fill("dense6", "200,160,60"), .fill("dense7", "150,150,150")], language)
    case "forest":
      return categories(
        of: role, "kind",
        [
          .fill("solid", "30,110,60"), .fill("horizontal", "30,110,60"), .fill("vertical", "30,110,60"),
          .fill("cross", "30,110,60"), .fill("dense5", "30,110,60"), .fill("diagonal_x", "30,110,60"),
        ], language)
    case "survey": return QGISStyle(single: .fill("no", "170,170,170", outline: 0.1))
    case "townships": return QGISStyle(single: .fill("no", "40,40,40", outline: 0.8), labels: "name")
    case "villages": return QGISStyle(single: .fill("no", "90,90,90", outline: 0.3), labels: "name")
    case "coverage": return QGISStyle(single: .fill("dense7", "40,110,190"))
    case "pipes": return QGISStyle(single: .line("40,110,190", width: 0.5))
    case "canals": return QGISStyle(single: .line("60,160,200", width: 0.4, dashed: true))
    case "reservoirs": return QGISStyle(single: .fill("solid", "90,170,220"), labels: "name")
    case "headworks": return QGISStyle(single: .marker("square", "60,160,200"))
    case "wells": return wellStyle(in: language)
    case "findings": return findingStyle(in: language)
    default: return nil
    }
  }

  /// By the values of a field, in the order of its profile.
  private func categories(
    of role: String, _ field: String, _ symbols: [QGISSymbol], _ language: Language
  ) -> QGISStyle? {
    guard let profile = profile(ofRole: role),
      let values = profile.fields.first(where: { $0.name == field })?.values
    else { return nil }
    return QGISStyle(
      by: field,
      zip(values, symbols).map { .init($0.0.value, profile.title(ofValue: $0.0.value, field: field)[language], $0.1) }
        + [others(language)])
  }

  /// Rows without a value are drawn too.
  private func others(_ language: Language) -> QGISStyle.Category {
    .init("", language.say("未填或其他", "not given, or another"), .fill("no", "120,120,120", outline: 0.3))
  }

  private func wellStyle(in language: Language) -> QGISStyle {
    // The sign of the maps for paper, a third larger than there.
    let size = Symbol.side * 25.4 / 72 * 4 / 3
    func category(_ value: String, _ title: Words, _ symbol: Symbol) -> QGISStyle.Category {
      .init(value, title[language], .picture(symbol.svg, size: size.toHundredths))
    }
    // What was decided about a well that is closed has been done.
    let closed = WellStatus.closed
    return QGISStyle(
      by: "if(\"closed\", '\(closed.rawValue)', \"outcome\")",
      Outcome.allCases.map { category($0.rawValue, $0.title, $0.symbol) }
        + [category(closed.rawValue, closed.title, .struckRing)], labels: "well_id")
  }

  private func findingStyle(in language: Language) -> QGISStyle {
    let symbols: [Severity: QGISSymbol] = [
      .error: .ring("178,24,43", size: 5.2), .warning: .ring("214,120,20", size: 4.4),
      .note: .ring("120,120,120", size: 3.6),
    ]
    return QGISStyle(
      by: "severity",
      Severity.allCases.reversed().map { .init($0.rawValue, $0.title[language], symbols[$0]!) })
  }
}
