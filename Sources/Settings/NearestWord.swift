// Guesses what a misspelt word was meant to be.

/// The known word nearest to `text`, `nil` where none is near enough to be a guess.
public func nearestWord(to text: String, among known: [String]) -> String? {
  let scored = known.map { (distance: editDistance(text.lowercased(), $0.lowercased()), word: $0) }
  guard let best = scored.min(by: { $0 < $1 }), best.distance <= max(1, text.count / 3) else { return nil }
  return best.word
}

/// Insertions, deletions, substitutions and swaps of neighbours from one word to the other (optimal string alignment).
private func editDistance(_ a: String, _ b: String) -> Int {
  let (source, target) = (Array(a), Array(b))
  var beforeLast: [Int] = []
  var last = Array(0...target.count)
  for i in source.indices {
    var row = [i + 1]
    for j in target.indices {
      var distance = min(last[j] + (source[i] == target[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0 && j > 0 && source[i] == target[j - 1] && source[i - 1] == target[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    (beforeLast, last) = (last, row)
  }
  return last[target.count]
}
