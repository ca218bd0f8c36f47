// Names of files and folders that a run writes beside each other.

/// Names that are told apart by file systems that ignore case, too.
struct FileNames {
  private var used: Set<String> = []

  mutating func unused(_ base: String) -> String {
    var name = base
    var number = 2
    while !used.insert(name.lowercased()).inserted {
      name = "\(base)-\(number)"
      number += 1
    }
    return name
  }
}
