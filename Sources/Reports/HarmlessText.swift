// Texts of registers as other programs take them: what stands in a name must not be a command to them.

/// A text for a terminal: control characters, of which escape sequences are made, and marks that turn the direction of writing
/// are shown as U+FFFD. Line breaks and tabs stay.
public func harmlessOnTerminals(_ text: String) -> String {
  func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
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
