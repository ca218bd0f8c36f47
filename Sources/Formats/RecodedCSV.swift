// Lists that a Chinese spreadsheet program saved as CSV are in GBK, and GDAL takes every CSV for UTF-8: such a list is
// turned into UTF-8 in memory before GDAL sees it.

import CGDAL
import Foundation
import Geometry

/// A CSV file in UTF-8 in GDAL's memory, gone with the value.
final class RecodedCSV {
  let path: String

  /// `nil` where the source is no CSV, or needs no other encoding.
  init?(_ source: VectorSource, notes: inout [Words]) {
    guard source.fileExtension == "csv", let bytes = FileManager.default.contents(atPath: source.path) else {
      return nil
    }
    var guess = TextEncodingGuess()
    for line in bytes.split(separator: 0x0A) { guess.add(line) }
    guard guess.verdict == .gb18030, !bytes.contains(0) else { return nil }

    let folder = "/vsimem/taohe-\(UUID().uuidString)"
    path = folder + "/" + (source.path.split(separator: "/").last ?? "table.csv")
    let text = bytes.map { CChar(bitPattern: $0) } + [0]
    let recoded = unsafe CPLRecode(text, "GB18030", "UTF-8")
    // The file owns the recoded text from here on.
    let length = unsafe strlen(recoded)
    let file = unsafe UnsafeMutableRawPointer(recoded).withMemoryRebound(to: GByte.self, capacity: length) {
      unsafe VSIFileFromMemBuffer(path, $0, vsi_l_offset(length), 1)
    }
    guard let file = unsafe file else { return nil }
    unsafe VSIFCloseL(file)
    notes.append(
      Words(
        zh: "按字节判定文字编码为 GBK/GB18030（\(guess.telling) 行含非 ASCII 字符，符合 UTF-8 的 \(guess.validUTF8) 行）",
        en:
          "read as GBK/GB18030 by its bytes (of \(guess.telling) lines with non-ASCII characters \(guess.validUTF8) are valid UTF-8)"
      ))
  }

  deinit { unsafe VSIUnlink(path) }
}
