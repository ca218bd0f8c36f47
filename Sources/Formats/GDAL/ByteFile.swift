// The bytes of a file, on disk or in GDAL's memory, read piece by piece: what the doctor of shapefiles looks at.

import CGDAL

@safe struct ByteFile: ~Copyable {
  private let file: UnsafeMutablePointer<VSILFILE>
  let count: Int

  /// `nil` where there is no such file.
  init?(_ path: String) {
    guard let file = unsafe VSIFOpenL(path, "rb") else { return nil }
    unsafe self.file = file
    unsafe VSIFSeekL(file, 0, SEEK_END)
    count = unsafe Int(clamping: VSIFTellL(file))
  }

  deinit { unsafe VSIFCloseL(file) }

  /// The bytes from `offset` on: as many as asked for, or fewer where the file ends.
  func bytes(at offset: Int, count wanted: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, min(wanted, count - offset)))
    let filled = unsafe bytes.withUnsafeMutableBytes { unsafe read($0, at: offset) }
    if filled < bytes.count { bytes.removeLast(bytes.count - filled) }
    return bytes
  }

  func all() -> [UInt8] { bytes(at: 0, count: count) }

  /// Fills the buffer from `offset` on; returns how many bytes there were.
  func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    guard let target = buffer.baseAddress, offset >= 0 else { return 0 }
    unsafe VSIFSeekL(file, vsi_l_offset(offset), SEEK_SET)
    return unsafe VSIFReadL(target, 1, buffer.count, file)
  }
}

/// Whether there is a file or folder of that name, on disk or in memory.
func fileExists(_ path: String) -> Bool {
  var name = Array(path.utf8CString)
  return unsafe CPLCheckForFile(&name, nil) != 0
}
