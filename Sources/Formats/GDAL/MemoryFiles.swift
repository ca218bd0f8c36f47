// Files in GDAL's memory: what has to be unpacked, recoded or mended before GDAL can read it never touches the disk, least
// of all the folder of the person who sent it.

import CGDAL
import Foundation

/// A folder of files in memory, gone with the value.
final class MemoryFiles {
  let folder = "/vsimem/taohe-\(UUID().uuidString)"

  deinit { _ = unsafe VSIRmdirRecursive(folder) }

  /// Adds a file, which may have a folder before its name; returns the path under which GDAL finds it.
  func add(_ name: String, _ bytes: [UInt8]) throws(GDALError) -> String {
    try unsafe add(name, count: bytes.count) { buffer throws(GDALError) in
      unsafe buffer.copyBytes(from: bytes)
      return true
    }
  }

  /// Adds a file of so many bytes that `fill` writes; nothing is added where it returns false or throws.
  func add(
    _ name: String, count: Int, fill: (UnsafeMutableRawBufferPointer) throws(GDALError) -> Bool
  ) throws(GDALError) -> String {
    let path = folder + "/" + name
    // A geodatabase is looked for as a folder.
    if let slash = name.lastIndex(of: "/") { _ = unsafe VSIMkdirRecursive(folder + "/" + name[..<slash], 0o755) }
    guard let memory = unsafe VSIMalloc(max(1, count)) else { throw lastGDALError("VSIMalloc") }
    do throws(GDALError) {
      guard unsafe try fill(UnsafeMutableRawBufferPointer(start: memory, count: count)) else {
        throw GDALError(function: "VSIFileFromMemBuffer", number: 0, message: "no such bytes")
      }
    } catch {
      unsafe VSIFree(memory)
      throw error
    }
    // The file owns the memory from here on.
    let bytes = unsafe memory.assumingMemoryBound(to: GByte.self)
    guard let file = unsafe VSIFileFromMemBuffer(path, bytes, vsi_l_offset(count), 1) else {
      unsafe VSIFree(memory)
      throw lastGDALError("VSIFileFromMemBuffer")
    }
    unsafe VSIFCloseL(file)
    return path
  }
}
