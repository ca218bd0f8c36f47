// review.html: one file for offices and meetings, with the map, the lists and all that they need inside; it opens from a
// disk and loads nothing.
//
// The sources of the page are in the folder ReviewPage: markup, style, and scripts that are joined in order into one. What
// the page shows is JSON in an element that no browser runs.

import Foundation
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
  ///   - data: what the scripts read.
  public static func write(
    to path: String, title: String, language: Language, data: some JSONWritable, leaflet: Leaflet
  ) throws {
    let script = try scripts.map(source).joined(separator: "\n")
    let parts = [
      "LANGUAGE": language.say("zh-CN", "en"), "TITLE": harmlessInMarkup(title),
      "STYLE": try leaflet.style() + "\n" + source("page.css"), "LEAFLET": try leaflet.script(),
      "SCRIPT": "(() => {\n\"use strict\";\n\(script)})();\n",
    ]
    // Cut once and then filled, so that nothing in a part is taken for a place of another.
    let cut = try source("page.html").split(separator: "%%", omittingEmptySubsequences: false).map(String.init)
    try GrowingFile.write(to: path) { file in
      for (index, piece) in cut.enumerated() {
        if index % 2 == 1, piece == "DATA" {
          var json = JSONText(in: file, isInMarkup: true)
          json.append(data)
          json.flush()
        } else {
          file.append(Array((index % 2 == 0 ? piece : parts[piece]!).utf8))
        }
      }
    }
  }

  private static func source(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }
}
