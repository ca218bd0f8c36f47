// Leaflet, the map library of the review page: taken from the machine when a page is made, never shipped or committed.

import Foundation
public import Geometry

/// Leaflet as it is installed: Debian's `libjs-leaflet`, or a folder of an office's own.
public struct Leaflet: Sendable {
  /// The environment variable that names another folder.
  public static let variable = "TAOHE_LEAFLET"
  private static let debianFolder = "/usr/share/javascript/leaflet"

  /// The files, by the names that the manifest gives them.
  public let files: [(path: String, name: String)]
  private let folder: String
  private let scriptName: String
  private static let styleName = "leaflet.css"

  /// `nil` where it is not on this machine.
  public static func installed() -> Leaflet? {
    Leaflet(inFolder: ProcessInfo.processInfo.environment[variable] ?? debianFolder)
  }

  /// Debian calls the minified file `leaflet.min.js`, the project's own release `leaflet.js`.
  init?(inFolder folder: String) {
    func isThere(_ name: String) -> Bool { FileManager.default.isReadableFile(atPath: folder + "/" + name) }
    guard let script = ["leaflet.min.js", "leaflet.js"].first(where: isThere), isThere(Self.styleName) else {
      return nil
    }
    self.folder = folder
    scriptName = script
    files = [script, Self.styleName].map { ("\(folder)/\($0)", "leaflet/\($0)") }
  }

  /// What is said where it is missing.
  public static let missing = Words(
    zh: "没有找到地图库 Leaflet，未写出 \(ReviewPage.fileName)；请安装 libjs-leaflet，或用环境变量 \(variable) 指明其文件夹",
    en:
      "the map library Leaflet is not on this machine, so \(ReviewPage.fileName) is not written; install libjs-leaflet, or name its folder in the environment variable \(variable)"
  )

  /// The script, fit to stand inside a page: nothing in it ends the element.
  func script() throws -> String { try text(scriptName).replacing("</script", with: "<\\/script") }

  /// The style without its images, which belong to controls that the page does not have.
  func style() throws -> String {
    try text(Self.styleName).replacing(#/url\([^)]*\)/#, with: "none").replacing("</style", with: "<\\/style")
  }

  private func text(_ name: String) throws -> String {
    let path = "\(folder)/\(name)"
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
      let text = String(validating: data, as: UTF8.self)
    else {
      throw InputFault(
        at: path, Words(zh: "文件无法读取", en: "the file cannot be read"),
        remedy: Words(zh: "重新安装 libjs-leaflet", en: "install libjs-leaflet again"))
    }
    // The map of the source is for those who debug Leaflet, and would be a file to load.
    return text.split(separator: "\n").filter { !$0.contains("# sourceMappingURL=") }.joined(separator: "\n")
  }
}
