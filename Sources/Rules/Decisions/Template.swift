// Texts of a rule with facts in them: `{township}` stands for the value of a fact.

import Geometry
import Settings

/// A text that is cut at its facts once, when the rule is read, so that filling it a million times is joining strings.
public struct Template: Sendable {
  private enum Piece: Sendable {
    case text(String)
    case fact(FactName)
  }
  private let pieces: [Piece]
  /// As the table writes it.
  public let text: String

  /// Throws ``InputFault`` where a fact does not exist, or a brace is not closed.
  init(_ setting: Setting) throws {
    text = try setting.text()
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw setting.wrong(Words(zh: "花括号没有闭合", en: "a brace is not closed"))
      }
      let name = String(rest[rest.index(after: open)..<close])
      guard let fact = FactCatalog[name] else { throw setting.unknownValue(name, among: FactCatalog.keys) }
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      pieces.append(.fact(fact))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self.pieces = pieces
  }

  /// The value of one fact alone.
  init(fact name: FactName) {
    text = "{\(name.key)}"
    pieces = [.fact(name)]
  }

  /// The facts that it needs.
  var facts: [FactName] { pieces.compactMap { if case .fact(let name) = $0 { name } else { nil } } }

  /// The text with the values; a fact that is missing becomes a dash.
  public func filled(with facts: Facts) -> String {
    // Most have no fact in them, and a text that is shared costs nothing a million times.
    if case .text(let only)? = pieces.first, pieces.count == 1 { return only }
    return pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .fact(let name): facts.text(name) ?? "—"
      }
    }.joined()
  }
}
