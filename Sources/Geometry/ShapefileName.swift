// Names of fields as a shapefile holds them: dBASE has ten bytes for each.

/// The most bytes that a name may have.
public let shapefileNameLimit = 10

/// A name in ten bytes. Names of one-byte letters lose their vowels from behind, the first letter never, and then their end; others
/// what does not fit of whole characters. What is short enough stays as it is.
public func shapefileName(of name: String) -> String {
  var letters = Array(name)
  if name.utf8.count > shapefileNameLimit, name.allSatisfy(\.isASCII) {
    for index in letters.indices.dropFirst().reversed()
    where letters.count > shapefileNameLimit && "aeiou".contains(letters[index]) {
      letters.remove(at: index)
    }
  }
  return String(letters).prefix(bytes: shapefileNameLimit)
}

extension String {
  /// As many whole characters as fit into so many bytes of UTF-8.
  public func prefix(bytes limit: Int) -> String {
    var kept = ""
    for character in self {
      if kept.utf8.count + String(character).utf8.count > limit { break }
      kept.append(character)
    }
    return kept
  }
}
