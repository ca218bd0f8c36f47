// How people name a layer: a path, or `path|layer` where a file holds several.

public struct VectorSource: Sendable, Hashable {
  public let path: String
  /// `nil` for the only layer, or the first.
  public let layer: String?

  /// Reads `path` or `path|layer`.
  public init(_ text: String) {
    if let bar = text.lastIndex(of: "|") {
      path = String(text[..<bar])
      let name = String(text[text.index(after: bar)...])
      layer = name.hasPrefix("layername=") ? String(name.dropFirst("layername=".count)) : name
    } else {
      path = text
      layer = nil
    }
  }

  public init(path: String, layer: String?) {
    self.path = path
    self.layer = layer
  }

  public var description: String { layer.map { "\(path)|\($0)" } ?? path }

  /// The ending of the file's name, without the dot, in lower case.
  public var fileExtension: String {
    let name = path.split(separator: "/").last ?? ""
    return name.split(separator: ".").count > 1 ? name.split(separator: ".").last!.lowercased() : ""
  }
}
