// How people name a layer: a path, `path|layer` where a file or archive holds several, or `PG:…|schema.table` for a
// database.

public struct VectorSource: Sendable, Hashable {
  public let path: String
  /// `nil` for the only layer, or the first.
  public let layer: String?

  /// Reads `path` or `path|layer`. A layer's name may hold bars itself: `all.zip|survey.gpkg|DLTB`.
  public init(_ text: String) {
    guard let bar = text.firstIndex(of: "|") else {
      self.init(path: text, layer: nil)
      return
    }
    let name = String(text[text.index(after: bar)...])
    self.init(
      path: String(text[..<bar]),
      layer: name.hasPrefix("layername=") ? String(name.dropFirst("layername=".count)) : name)
  }

  public init(path: String, layer: String?) {
    // A folder may be named with a slash behind.
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.layer = layer
  }

  /// Whether this is a database, not a file. Only the source itself can say so, never what is in a file.
  public var isDatabase: Bool { path.hasPrefix("PG:") }

  /// For messages and reports: passwords are left out.
  public var description: String {
    let shown =
      isDatabase ? path.replacing(/password\s*=\s*('(\\.|[^'\\])*'|\S+)/.ignoresCase(), with: "password=***") : path
    return layer.map { "\(shown)|\($0)" } ?? shown
  }

  /// The ending of the file's name, without the dot, in lower case.
  public var fileExtension: String {
    let name = path.split(separator: "/").last ?? ""
    return name.split(separator: ".").count > 1 ? name.split(separator: ".").last!.lowercased() : ""
  }

  /// Whether it is read cell by cell: XLSX, ODS or XLS.
  public var isSpreadsheet: Bool { !isDatabase && SourceFormat(ending: fileExtension) == .spreadsheet }

  var isArchive: Bool { !isDatabase && SourceFormat(ending: fileExtension) == .archive }

  /// The name of the file without its folder and its ending.
  var stem: String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }
}
