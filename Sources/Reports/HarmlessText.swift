// Texts of registers as other programs take them: what stands in a name must not be a command to them.

/// A text for a terminal: control characters, of which escape sequences are made, and marks that turn the direction of writing
/// are shown as U+FFFD. Line breaks and tabs stay.
public func harmlessOnTerminals(_ text: String) -> String {
  func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
  guard text.unicodeScalars.contains(where: isHarmful) else { return text }
  var kept = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { kept.append(isHarmful(scalar) ? "\u{FFFD}" : scalar) }
  return String(kept)
}

/// A cell of a CSV file as a spreadsheet takes it for what it is: a text that would be a formula there gets an apostrophe in
/// front (owasp.org, CSV Injection). Numbers, also negative ones, stay as they are.
func harmlessInSpreadsheets(_ cell: String) -> String {
  guard let first = cell.unicodeScalars.first,
    "=+-@\t\r\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first),
    Double(cell) == nil
  else { return cell }
  return "'" + cell
}

/// A text within an element of XML or HTML, or within a quoted attribute. What XML cannot hold becomes U+FFFD, and so do the
/// other code points that are no characters: for one of them cairo refuses a whole page.
///
/// By code points: a mark combined with `<` makes another character of it, but no other thing to a reader of XML.
public func harmlessInMarkup(_ text: String) -> String {
  var markup = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": markup += "&amp;".unicodeScalars
    case "<": markup += "&lt;".unicodeScalars
    case ">": markup += "&gt;".unicodeScalars
    case "\"": markup += "&quot;".unicodeScalars
    case "'": markup += "&#39;".unicodeScalars
    default: markup.append(isCharacterOfXML(scalar) ? scalar : "\u{FFFD}")
    }
  }
  return String(markup)
}

/// A text with U+FFFD in the place of what XML cannot hold.
public func withCharactersOfXMLAlone(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.map { isCharacterOfXML($0) ? $0 : "\u{FFFD}" }))
}

private func isCharacterOfXML(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D: true
  case 0..<0x20: false
  default: !scalar.properties.isNoncharacterCodePoint
  }
}
