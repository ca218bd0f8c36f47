// An SVG read back as XML: what a reader would find on the page.

public import Foundation

#if canImport(FoundationXML)
  public import FoundationXML
#endif

/// The elements of a page that tests ask about. Not well-formed XML gives `nil`.
public final class DrawnPage: NSObject, XMLParserDelegate {
  public private(set) var title = ""
  /// Every text on the page, as a reader reads it.
  public private(set) var texts: [String] = []
  /// Signs of points on the map, not those of the legend.
  public private(set) var signs = 0
  public private(set) var elements: Set<String> = []
  private var classes: [String] = []
  private var text = ""

  public init?(_ svg: Data) {
    super.init()
    let parser = XMLParser(data: svg)
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  public func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.insert(element)
    classes.append(attributes["class"] ?? "")
    if element == "use", classes.contains("points") { signs += 1 }
    text = ""
  }

  public func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  public func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
  ) {
    classes.removeLast()
    if element == "title" { title = text }
    if element == "text" { texts.append(text) }
  }
}
