// The folder in a path.

extension String {
  /// What stands before the last slash; empty for a plain name, `/` for what lies in the root. Foundation's
  /// `deletingLastPathComponent` of a text of one character traps (Swift 6.3 on Linux), and a job may be called `j`.
  public var folderOfPath: String {
    guard let slash = lastIndex(of: "/") else { return "" }
    return slash == startIndex ? "/" : String(self[..<slash])
  }
}
