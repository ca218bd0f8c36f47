// What a shapefile says of the encoding of its texts, in its .cpg or in the language driver of its .dbf, against what their
// bytes show.

import Geometry

enum StatedEncoding: Sendable, Equatable {
  case utf8
  /// GB2312, GBK, GB18030, code page 936: read as GB18030, which holds them all.
  case chinese(String)
  /// Latin letters with accents, which programs write into a file without having looked.
  case western(String)
  /// Big5, which nobody on the mainland writes, and some programs say.
  case traditional(String)
  /// Another that GDAL knows; it has to be believed.
  case other(String)

  /// By the words of a .cpg; `nil` where there are none.
  init?(codePage text: String) {
    let name = text.trimmingSpaces().uppercased()
    let plain = String(name.filter { $0.isLetter || $0.isNumber })
    switch plain {
    // Words for whatever the machine had that wrote it.
    case "", "OEM", "ANSI", "SYSTEM", "DEFAULT": return nil
    case "UTF8", "65001", "CP65001": self = .utf8
    case "GBK", "GB2312", "GB18030", "936", "CP936", "54936", "EUCCN", "GB231280", "XGBK", "ANSI936", "MS936", "OEM936",
      "WINDOWS936":
      self = .chinese(name)
    case "1252", "CP1252", "ANSI1252", "WINDOWS1252", "ISO88591", "88591", "LATIN1": self = .western(name)
    case "950", "CP950", "BIG5", "ANSI950", "OEM950", "WINDOWS950": self = .traditional(name)
    default: self = .other(name)
    }
  }

  /// By the language driver (LDID) of a .dbf; `nil` where it names none.
  init?(languageDriver: UInt8) {
    switch languageDriver {
    case 0: return nil
    case 0x4D, 0x7A: self = .chinese("936")
    case 0x4F, 0x78: self = .traditional("950")
    // Code pages 437, 850 and 1252 are what programs write that know of no other.
    case 0x01...0x03, 0x57...0x59: self = .western("Latin")
    default: self = .other("LDID \(languageDriver)")
    }
  }

  var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .chinese(let name), .western(let name), .traditional(let name), .other(let name): name
    }
  }
}

/// How the texts of a shapefile are read, and why.
struct EncodingDecision: Sendable {
  enum Encoding: String, Sendable { case utf8 = "UTF-8", gb18030 = "GB18030" }

  /// `nil` leaves it to what the file says.
  let encoding: Encoding?
  /// What is said of it where all is clear.
  let note: Words?
  /// What check F02 tells.
  let fault: Words?

  /// - Parameter saidBy: `.cpg`, or the .dbf's language driver.
  init(_ guess: TextEncodingGuess, stated: StatedEncoding?, saidBy: String) {
    let evidence = Words(
      zh: "\(guess.telling) 个非 ASCII 值中，符合 UTF-8 的 \(guess.validUTF8) 个，符合 GB18030 的 \(guess.validGB18030) 个",
      en:
        "of \(guess.telling) non-ASCII values \(guess.validUTF8) are valid UTF-8, \(guess.validGB18030) valid GB18030")
    let verdict = guess.verdict
    var encoding: Encoding? = verdict == .ascii ? nil : verdict == .utf8 ? .utf8 : .gb18030
    switch stated {
    case .western? where verdict != .ascii && verdict != .utf8 && !guess.isPlainlyChinese: encoding = nil
    case .traditional? where verdict != .utf8 && !guess.isSurelyMainland: encoding = nil
    case .other? where verdict != .utf8 || guess.isMixed: encoding = nil
    default: break
    }
    self.encoding = encoding
    guard let encoding else {
      // What is believed is said where it matters.
      note = stated.flatMap { stated in
        guess.telling == 0
          ? nil
          : Words(
            zh: "文字按 \(saidBy) 注明的 \(stated.name) 读取，未能按字节核实；如有乱码，请改正 \(saidBy)",
            en: "texts read as \(stated.name), as its \(saidBy) says; their bytes do not prove it")
      }
      fault = nil
      return
    }
    let name = encoding == .utf8 ? "UTF-8" : "GBK/GB18030"
    let agrees =
      switch (stated, encoding) {
      case (.utf8?, .utf8), (.chinese?, .gb18030): true
      default: false
      }
    if guess.isMixed {
      note = nil
      fault = Words(
        zh: "文字不是同一种编码：\(evidence.zh)；按 \(name) 读取，其余的值会有乱码。请从来源重新导出，或改正这些值",
        en:
          "its texts are not in one encoding: \(evidence.en). They are read as \(name), and the others come out wrong; export it anew, or correct those values"
      )
    } else if let stated, !agrees {
      note = nil
      fault = Words(
        zh: "\(saidBy) 注明编码为 \(stated.name)，字节却是 \(name)（\(evidence.zh)）；已按 \(name) 读取。请改正 \(saidBy)，否则别的软件会显示乱码",
        en:
          "its \(saidBy) says \(stated.name), but the bytes are \(name) (\(evidence.en)). It is read as \(name); correct the \(saidBy), or other programs will show wrong characters"
      )
    } else {
      fault = nil
      note =
        stated == nil
        ? Words(
          zh: "没有 .cpg，按字节判定文字编码为 \(name)（\(evidence.zh)）",
          en: "no .cpg; texts read as \(name) by their bytes (\(evidence.en))") : nil
    }
  }
}
