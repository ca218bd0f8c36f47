// Texts of a rule with facts in them: `{township}` stands for the value of a fact.

import Geometry
import Settings

/// A text that is cut at its facts once, when the rule is read, so that filling it a million times is joining strings.
public struct Template: Sendable {
  private enum Piece: Sendable {
    case text(String)
    case fact(String)
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
      guard FactCatalog.names.contains(name) else { throw setting.unknownValue(name, among: FactCatalog.names) }
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      pieces.append(.fact(name))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self.pieces = pieces
  }

  /// The value of one fact alone.
  init(fact name: String) {
    text = "{\(name)}"
    pieces = [.fact(name)]
  }

  static let empty = Template()
  private init() {
    text = ""
    pieces = []
  }

  /// The text with the values; a fact that is missing becomes a dash.
  func filled(with facts: Facts) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .fact(let name): facts.text(name) ?? "—"
      }
    }.joined()
  }
}
