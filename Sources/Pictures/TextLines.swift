// How wide a text is, near enough to lay out a page without asking a font, and where it can be broken.

import Reports

/// The width of a line of text. A little more than the fonts of ``Page`` need, so that nothing that is laid out by it touches.
func textWidth(_ text: String, size: Double) -> Double {
  size
    * text.unicodeScalars.reduce(0) { width, scalar in
      if displayWidth(String(scalar)) == 2 { return width + 1 }
      return switch scalar {
      case "A"..."Z", "m", "w", "M", "W", "%", "@": width + 0.72
      case " ", "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "(", ")", "-", "·": width + 0.36
      default: width + 0.58
      }
    }
}

/// Breaks a text into lines: at spaces, beside Chinese characters, and where a word is longer than a line within it.
func wrapped(_ text: String, size: Double, width: Double) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in pieces(of: text) {
    if textWidth(line + word.trimmedEnd, size: size) <= width {
      line += word
      continue
    }
    if !line.isEmpty { lines.append(line.trimmedEnd) }
    line = ""
    for character in word {
      if !line.isEmpty, textWidth(line + String(character), size: size) > width {
        lines.append(line)
        line = ""
      }
      line.append(character)
    }
  }
  if !line.trimmedEnd.isEmpty || lines.isEmpty { lines.append(line.trimmedEnd) }
  return lines
}

/// The parts between which a line may end. Closing punctuation stays with what it closes, opening with what it opens.
private func pieces(of text: String) -> [String] {
  var pieces: [String] = []
  var piece = ""
  for character in text {
    let breaksBefore =
      piece.last.map { last in
        if "，。、；：）〕》”？！%".contains(character) || character == " " || "（〔《“".contains(last) { return false }
        return last == " " || isWide(last) || isWide(character)
      } ?? false
    if breaksBefore {
      pieces.append(piece)
      piece = ""
    }
    piece.append(character)
  }
  return piece.isEmpty ? pieces : pieces + [piece]
}

private func isWide(_ character: Character) -> Bool { displayWidth(String(character)) >= 2 }

extension String {
  fileprivate var trimmedEnd: String {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
