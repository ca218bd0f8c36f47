// Polygons from well-known text, the notation of test cases.

/// The parts of the polygons in a WKT geometry; points and lines have none. `nil` where the text is not WKT.
public func parts(wkt text: String) -> [Part]? {
  var reader = WKTReader(text)
  return reader.readGeometry()
}

/// What stands in parentheses: lists of lists of numbers, or a geometry in a collection.
private indirect enum Nested {
  case numbers([Double])
  case list([Nested])
  case geometry([Part])

  var ring: [(Double, Double)]? {
    guard case .list(let places) = self else { return nil }
    return places.compactMap { place in
      guard case .numbers(let xy) = place, xy.count >= 2 else { return nil }
      return (xy[0], xy[1])
    }
  }
  var members: [Nested] { if case .list(let members) = self { members } else { [] } }
}

private struct WKTReader {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  mutating func readGeometry() -> [Part]? {
    let words = take { $0.isLetter || $0.isWhitespace }.uppercased().split(whereSeparator: \.isWhitespace)
    guard let type = words.first else { return nil }
    if words.last == "EMPTY" { return [] }
    guard let nested = readParentheses() else { return nil }
    switch type {
    case "POLYGON": return [nested.members.compactMap(\.ring)]
    case "MULTIPOLYGON": return nested.members.map { $0.members.compactMap(\.ring) }.filter { !$0.isEmpty }
    case "GEOMETRYCOLLECTION":
      return nested.members.flatMap { member -> [Part] in
        guard case .geometry(let parts) = member else { return [] }
        return parts
      }
    default: return []
    }
  }

  private mutating func readParentheses() -> Nested? {
    guard next() == "(" else { return nil }
    rest.removeFirst()
    var members: [Nested] = []
    while let character = next() {
      if character == ")" || character == "," {
        rest.removeFirst()
        if character == ")" { return .list(members) }
      } else if character == "(" {
        guard let nested = readParentheses() else { return nil }
        members.append(nested)
      } else if character.isLetter, !rest.hasPrefix("nan"), !rest.hasPrefix("NaN") {
        guard let parts = readGeometry() else { return nil }
        members.append(.geometry(parts))
      } else {
        let numbers = take { $0 != "," && $0 != ")" }.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        members.append(.numbers(numbers))
      }
    }
    return nil
  }

  private mutating func next() -> Character? {
    rest = rest.drop { $0.isWhitespace }
    return rest.first
  }

  private mutating func take(while isTaken: (Character) -> Bool) -> Substring {
    let taken = rest.prefix(while: isTaken)
    rest = rest[taken.endIndex...]
    return taken
  }
}
