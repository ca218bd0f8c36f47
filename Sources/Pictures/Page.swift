// A page of a picture as SVG of our own writing: elements are appended in the order in which they are painted, text is escaped
// in one place, and numbers have two decimals, so that the same drawing is the same bytes everywhere.

import Reports

/// A size in points (1/72 inch), the unit of every coordinate on a page.
public struct PageSize: Sendable, Equatable {
  public let width: Double
  public let height: Double

  public static let portrait = PageSize(width: 595.28, height: 841.89)
  public static let landscape = PageSize(width: 841.89, height: 595.28)
}

/// A place on a page: x to the right, y down.
struct Spot: Equatable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A rectangle on a page.
struct Rectangle: Equatable {
  var x, y, width, height: Double

  init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  var right: Double { x + width }
  var bottom: Double { y + height }
  var path: String { "M\(number(x)) \(number(y))H\(number(right))V\(number(bottom))H\(number(x))Z" }

  func meets(_ other: Rectangle) -> Bool { x < other.right && other.x < right && y < other.bottom && other.y < bottom }
  func contains(_ other: Rectangle) -> Bool {
    x <= other.x && other.right <= right && y <= other.y && other.bottom <= bottom
  }
  func inset(by margin: Double) -> Rectangle {
    Rectangle(x + margin, y + margin, width - 2 * margin, height - 2 * margin)
  }
}

public struct Page: Sendable {
  public let size: PageSize
  public let language: String
  public let title: String
  private var body = ""
  private var depth = 1
  private var clips = 0

  /// - Parameters:
  ///   - title: what a reader of the screen is told.
  ///   - language: as `xml:lang` has it; fonts choose the forms of Chinese characters by it.
  public init(_ size: PageSize, title: String, language: String) {
    self.size = size
    self.title = title
    self.language = language
  }

  /// The families have Chinese on Linux, on the web, on Windows; whatever else there is comes last.
  static let fonts = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif"

  /// The whole document.
  public var svg: String {
    let (width, height) = (number(size.width), number(size.height))
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="\(width)pt" \
      height="\(height)pt" viewBox="0 0 \(width) \(height)" xml:lang="\(escaped(language))" font-family="\(Self.fonts)">
        <title>\(escaped(title))</title>
        <rect width="100%" height="100%" fill="#fff"/>
      \(body)</svg>

      """
  }

  /// Appends an element; attributes whose value is empty are left out.
  mutating func add(_ element: String, _ attributes: KeyValuePairs<String, String> = [:], text: String? = nil) {
    let tag = "<\(element)\(written(attributes))"
    line(text.map { "\(tag)>\(escaped($0))</\(element)>" } ?? "\(tag)/>")
  }

  /// Appends an element around what `inside` appends.
  mutating func add(
    _ element: String, _ attributes: KeyValuePairs<String, String> = [:], _ inside: (inout Page) -> Void
  ) {
    line("<\(element)\(written(attributes))>")
    depth += 1
    inside(&self)
    depth -= 1
    line("</\(element)>")
  }

  /// Appends what `inside` appends, as far as it lies within an outline.
  mutating func add(clippedTo path: String, _ inside: (inout Page) -> Void) {
    clips += 1
    let id = "clip\(clips)"
    line("<clipPath id=\"\(id)\"><path d=\"\(path)\" clip-rule=\"evenodd\"/></clipPath>")
    add("g", ["clip-path": "url(#\(id))"], inside)
  }

  enum Anchor: String { case start, middle, end }

  /// Appends a line of text; `spot` is on its base line.
  mutating func text(
    _ text: String, at spot: Spot, size: Double, bold: Bool = false, anchor: Anchor = .start, fill: String = ""
  ) {
    add(
      "text",
      [
        "x": number(spot.x), "y": number(spot.y), "font-size": number(size), "font-weight": bold ? "bold" : "",
        "text-anchor": anchor == .start ? "" : anchor.rawValue, "fill": fill,
      ], text: text)
  }

  private mutating func line(_ text: String) { body += String(repeating: "  ", count: depth) + text + "\n" }

  private func written(_ attributes: KeyValuePairs<String, String>) -> String {
    attributes.filter { !$0.value.isEmpty }.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
  }
}

/// Two decimals at most, without zeros at the end: a hundredth of a point cannot be seen. What is not finite is 0.
func number(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "0" }
  let hundredths = Int64((value * 100).rounded())
  let (whole, rest) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  return "\(sign)\(whole)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
}

/// Text as an element or an attribute of SVG has it. Line breaks and tabs would vanish there between two words.
private func escaped(_ text: String) -> String {
  let breaks: Set<Unicode.Scalar> = ["\t", "\n", "\r"]
  return harmlessInMarkup(String(String.UnicodeScalarView(text.unicodeScalars.map { breaks.contains($0) ? " " : $0 })))
}
