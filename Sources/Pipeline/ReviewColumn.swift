// Attributes for the review page: by column, every distinct text once, the rows as their numbers.

import Geometry

/// The values of one attribute. In `rows` 0 stands for a missing value and n for the n-th text.
struct ReviewColumn: Encodable {
  let texts: [ReviewText]
  let rows: String

  init(_ values: some Sequence<Words?>) {
    var texts: [ReviewText] = []
    var numbers: [Words: Int] = [:]
    var rows = PackedText()
    for value in values {
      guard let value else {
        rows.append(0)
        continue
      }
      if numbers[value] == nil {
        texts.append(ReviewText(value))
        numbers[value] = texts.count
      }
      rows.append(numbers[value]!)
    }
    self.texts = texts
    self.rows = rows.text
  }

  init(_ values: some Sequence<String?>) { self.init(values.lazy.map { $0.map { Words($0) } }) }

  /// Whether no row has a value.
  var isEmpty: Bool { texts.isEmpty }
}

/// Words as the page reads them: one text where both languages have the same, else Chinese and English.
struct ReviewText: Encodable {
  private let words: Words

  init(_ words: Words) { self.words = words }

  func encode(to encoder: any Encoder) throws {
    if words.zh == words.en {
      var container = encoder.singleValueContainer()
      try container.encode(words.zh)
    } else {
      var container = encoder.unkeyedContainer()
      try container.encode(words.zh)
      try container.encode(words.en)
    }
  }
}

/// A value that programs know by its code and people by its words.
struct ReviewChoice: Encodable {
  let id: String
  let title: ReviewText

  init(_ id: String, _ title: Words) {
    self.id = id
    self.title = ReviewText(title)
  }
}
