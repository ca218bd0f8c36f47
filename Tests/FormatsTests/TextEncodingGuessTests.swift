import Formats
import Testing

@Suite struct TextEncodingGuessTests {
  /// 滨湖镇 in GBK.
  static let gbk: [UInt8] = [0xB1, 0xF5, 0xBA, 0xFE, 0xD5, 0xF2]

  private func verdict(_ texts: [[UInt8]]) -> TextEncodingGuess.Verdict {
    var guess = TextEncodingGuess()
    for text in texts { guess.add(text) }
    return guess.verdict
  }

  @Test func plainCases() {
    #expect(verdict([Array("wells".utf8)]) == .ascii)
    #expect(verdict([Array("滨湖镇".utf8), Array("a".utf8)]) == .utf8)
    #expect(verdict([Self.gbk]) == .gb18030)
    #expect(verdict([[0xFF, 0xFF]]) == .unclear)
  }

  /// A field of fixed length cuts where it will; what is there still decides.
  @Test func cutInTheMiddleOfACharacter() {
    #expect(verdict([Array("滨湖镇".utf8).dropLast()]) == .utf8)
    #expect(verdict([Self.gbk.dropLast()]) == .gb18030)
  }

  /// Some GBK texts are valid UTF-8 by chance; one that is not decides.
  @Test func oneTellingTextIsEnough() {
    #expect(verdict([[0xC4, 0xA3], Self.gbk]) == .gb18030)
  }
}
