// A sentence in the two languages that Taohe speaks. Whoever writes a message writes both, side by side.

public enum Language: String, Sendable, CaseIterable { case zh, en }

/// One message in Chinese and English.
public struct Words: Sendable, Hashable {
  public let zh: String
  public let en: String

  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }
  /// A name or a number that is the same in both.
  public init(_ both: String) { self.init(zh: both, en: both) }

  public subscript(language: Language) -> String { language == .zh ? zh : en }
}
