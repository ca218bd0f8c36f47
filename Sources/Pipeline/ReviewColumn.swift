// Attributes for the review page: by column, every distinct text once, the rows as their numbers.

import Geometry
import Pictures
import Reports

/// The values of one attribute. In `rows` 0 stands for a missing value and n for the n-th text.
struct ReviewColumn {
  let texts: [ReviewText]
  let rows: String

  /// - Parameter words: what people read for a value; values that read alike stay apart.
  init<Value>(_ values: CodedValues<Value>, count: Int, _ words: (Value) -> Words) {
    texts = values.values.map { ReviewText(words($0)) }
    rows = PackedText((0..<count).lazy.map { values.code($0).map { $0 + 1 } ?? 0 }).text
  }

  init(_ values: [String?]) { self.init(CodedValues(values), count: values.count) { Words($0) } }
  init(_ values: [Words?]) { self.init(CodedValues(values), count: values.count) { $0 } }

  /// Whether no row has a value.
  var isEmpty: Bool { texts.isEmpty }
}

extension ReviewColumn: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("texts", texts)
      json.member("rows", rows)
    }
  }
}

/// Words as the page reads them: one text where both languages have the same, else Chinese and English.
struct ReviewText: JSONWritable {
  private let words: Words

  init(_ words: Words) { self.words = words }

  func write(to json: inout JSONText) {
    if words.zh == words.en { json.append(words.zh) } else { json.append([words.zh, words.en]) }
  }
}

/// A value that programs know by its code and people by its words.
struct ReviewChoice: JSONWritable {
  let id: String
  let title: ReviewText
  /// How the map draws it; `nil` where the page has a style of its own.
  let sign: [ReviewStroke]?

  init(_ id: String, _ title: Words, _ symbol: Symbol? = nil) {
    self.id = id
    self.title = ReviewText(title)
    sign = symbol?.strokes.map(ReviewStroke.init)
  }

  func write(to json: inout JSONText) {
    json.object { json in
      json.member("id", id)
      json.member("title", title)
      if let sign { json.member("sign", sign) }
    }
  }
}

struct ReviewStroke: JSONWritable {
  let stroke: Symbol.Stroke

  func write(to json: inout JSONText) {
    json.object { json in
      json.member("path", stroke.path)
      if let fill = stroke.fill { json.member("fill", fill) }
      if let ink = stroke.ink { json.member("ink", ink) }
      json.member("width", stroke.width)
    }
  }
}
