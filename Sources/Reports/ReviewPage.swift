// review.html: one file for offices and meetings, with the map, the lists and all that they need inside; it opens from a
// disk and loads nothing.
//
// The sources of the page are in the folder ReviewPage: markup, style, and scripts that are joined in order into one. What
// the page shows is JSON in an element that no browser runs.

public import Foundation
public import Geometry

public struct ReviewPage {
  public static let fileName = "review.html"

  private static let folder = Bundle.module.resourcePath! + "/ReviewPage"
  /// In the order in which one needs the other.
  private static let scripts = [
    "words.js", "data.js", "symbols.js", "sheet.js", "map.js", "picture.js", "filters.js", "lists.js", "details.js",
    "print.js", "app.js",
  ]

  /// - Parameters:
  ///   - title: of the window.
  ///   - language: in which the page opens; it holds both.
  ///   - data: JSON as the scripts read it.
  public static func html(title: String, language: Language, data: [UInt8], leaflet: Leaflet) throws -> Data {
    let script = try scripts.map(source).joined(separator: "\n")
    let parts = [
      "LANGUAGE": Data(language.say("zh-CN", "en").utf8), "TITLE": Data(harmlessInMarkup(title).utf8),
      "STYLE": Data((try leaflet.style() + "\n" + source("page.css")).utf8), "LEAFLET": Data(try leaflet.script().utf8),
      "SCRIPT": Data("(() => {\n\"use strict\";\n\(script)})();\n".utf8), "DATA": harmless(data),
    ]
    // Cut once and then filled, so that nothing in a part is taken for a place of another.
    let cut = try source("page.html").split(separator: "%%", omittingEmptySubsequences: false)
    var page = Data()
    for (index, piece) in cut.enumerated() {
      page.append(index % 2 == 0 ? Data(piece.utf8) : parts[String(piece)]!)
    }
    return page
  }

  private static func source(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }

  /// JSON in which no `<` is left: nothing can end its element or begin another.
  private static func harmless(_ json: [UInt8]) -> Data {
    var result = Data(capacity: json.count + json.count / 64)
    for (index, piece) in json.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).enumerated() {
      if index > 0 { result.append(contentsOf: "\\u003c".utf8) }
      result.append(contentsOf: piece)
    }
    return result
  }
}
