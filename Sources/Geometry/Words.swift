// A sentence in the two languages that Taohe speaks. Whoever writes a message writes both, side by side.

public enum Language: String, Sendable, CaseIterable {
  case zh, en

  /// One of two sentences, where nobody needs both of them later.
  public func say(_ zh: String, _ en: String) -> String { self == .zh ? zh : en }
  /// Between the items of a list.
  public var listSeparator: String { say("、", ", ") }
}

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

  public subscript(language: Language) -> String { language.say(zh, en) }

  public static func yesOrNo(_ isTrue: Bool) -> Words { isTrue ? Words(zh: "是", en: "yes") : Words(zh: "否", en: "no") }
}

/// One of a few choices that have a word for programs, and one in each language for people.
public protocol SpokenChoice: CaseIterable, RawRepresentable where RawValue == String {
  var title: Words { get }
}

extension SpokenChoice {
  /// As programs or people of either language write it.
  public init?(spoken text: String) {
    guard let choice = Self.allCases.first(where: { [$0.rawValue, $0.title.zh, $0.title.en].contains(text) }) else {
      return nil
    }
    self = choice
  }
}
