// A picture of one page or several, and the forms in which it leaves.

public import Foundation
public import Geometry

/// The forms of a picture.
public enum PictureForm: String, Sendable, CaseIterable { case svg, png, pdf }

/// Who reads a picture, and what a file of it says about itself.
public struct PictureFacts: Sendable {
  public let language: Language
  /// Of the creation, as PDF has it, in place of the time of the run.
  public let day: Day

  public init(language: Language, day: Day) {
    self.language = language
    self.day = day
  }
}

/// Something that can be drawn for one page alone, where what has no room is counted and told, or on as many as it needs.
public protocol Drawable: Sendable {
  var title: String { get }
  /// - Parameter onOnePage: for forms that have no second page.
  func pages(onOnePage: Bool, _ facts: PictureFacts) -> [Page]
}

extension Drawable {
  /// The bytes of a file. The same drawing is the same bytes: SVG anywhere, the others with the same libraries and fonts.
  public func file(_ form: PictureForm, _ facts: PictureFacts) throws(RenderingError) -> Data {
    switch form {
    case .svg: Data(pages(onOnePage: true, facts)[0].svg.utf8)
    case .png: try pages(onOnePage: true, facts)[0].png()
    case .pdf: try pdf(of: pages(onOnePage: false, facts), title: title, day: facts.day)
    }
  }
}

/// A file name for a title: letters and digits of any script, everything else as `_`; short enough for any file system.
public func fileName(_ text: String) -> String {
  var name = ""
  for scalar in text.unicodeScalars {
    let isKept = scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-"
    name.unicodeScalars.append(isKept ? scalar : "_")
    if name.utf8.count >= 90 { break }
  }
  return name
}
