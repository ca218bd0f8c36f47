// What is written front to back is what Foundation reads.

import Foundation
import TestSupport
import Testing

@testable import Reports

@Suite struct JSONTextTests {
  @Test func everyTextReadsBackAsItself() throws {
    var random = SeededGenerator(11)
    let special: [Unicode.Scalar] = ["\\", "<", "/", "\u{7F}", "\u{2028}", "\u{FEFF}", "井", "\u{10FFFF}", "\u{E000}"]
    let scalars = (0...0x2F).map { Unicode.Scalar($0) } + special
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        text.unicodeScalars.append(scalars.randomElement(using: &random)!)
      }
      let read = try JSONDecoder().decode([String].self, from: JSONText([text, text]).data)
      #expect(read.map { Array($0.utf8) } == [Array(text.utf8), Array(text.utf8)])
    }
  }

  @Test func everyNumberReadsBackAsItself() throws {
    var random = SeededGenerator(12)
    let numbers =
      [0, -0.0, 1, -1, 1e15, -1e15, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1, 12_446]
      + (0..<500).map { _ in Double(bitPattern: .random(in: 0...UInt64.max, using: &random)) }.filter(\.isFinite)
    let read = try JSONDecoder().decode([Double].self, from: JSONText(numbers).data)
    #expect(read == numbers)
  }

  /// JSON has neither; a file that cannot be read would be worse than a missing value.
  @Test func whatIsNoNumberIsNull() throws {
    let read = try JSONDecoder().decode([Double?].self, from: JSONText([Double.infinity, .nan, 1]).data)
    #expect(read == [nil, nil, 1])
  }

  @Test func commasStandBetweenMembersOnly() {
    var json = JSONText()
    json.object { json in
      json.member("a", 1)
      json.key("b")
      json.array { json in
        json.null()
        json.append(true)
        json.object { _ in }
      }
      json.member("c", [String]())
    }
    json.endLine()
    json.append("next")
    #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":1,"b":[null,true,{}],"c":[]}"# + "\n\"next\"")
  }

  /// A list longer than what is written at a time is the same in a file as it is whole.
  @Test func inAFileItIsTheSame() throws {
    func fill(_ json: inout JSONText) {
      json.array { json in
        for number in 0..<60_000 { json.object { $0.member("井", "<\(number)>") } }
      }
    }
    var whole = JSONText()
    fill(&whole)
    let folder = try TemporaryFolder()
    try JSONText.write(to: folder.file("list.json"), fill)
    let written = try Data(contentsOf: URL(fileURLWithPath: folder.file("list.json")))
    #expect(written.count > 1 << 18 && written == whole.data)
  }

  /// In a page neither texts nor what is JSON already can end the element or begin another.
  @Test func inAPageThereIsNoBracket() throws {
    let folder = try TemporaryFolder()
    let texts = ["</script>", "<!--", "a<\u{338}b"]
    try GrowingFile.write(to: folder.file("page.json")) { file in
      var json = JSONText(in: file, isInMarkup: true)
      json.array { json in
        for text in texts { json.append(text) }
        json.written(JSONText(texts[0]).bytes)
      }
      json.flush()
    }
    let written = try Data(contentsOf: URL(fileURLWithPath: folder.file("page.json")))
    #expect(!written.contains(UInt8(ascii: "<")))
    #expect(try JSONDecoder().decode([String].self, from: written) == texts + texts.prefix(1))
  }
}
