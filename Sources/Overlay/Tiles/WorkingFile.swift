// A file without a name for what does not fit into memory: it is gone with the process, however that ends.

import Foundation
import Geometry

/// Doubles by the block. Written by one, then read by many.
final class WorkingFile: Sendable {
  private let descriptor: Int32
  private let folder: String

  /// - Throws: ``InputFault`` where the folder cannot be written.
  init(in folder: String) throws {
    self.folder = folder
    var template = Array("\(folder)/.taohe-XXXXXX".utf8CString)
    descriptor = unsafe template.withUnsafeMutableBufferPointer { unsafe mkstemp($0.baseAddress!) }
    guard descriptor >= 0 else { throw Self.fault(folder) }
    _ = unsafe template.withUnsafeBufferPointer { unsafe unlink($0.baseAddress!) }
  }

  deinit { close(descriptor) }

  /// A stretch of the file, in doubles.
  struct Block: Sendable, Equatable {
    let first: Int
    let count: Int
  }

  func write(_ numbers: [Double], at first: Int) throws {
    try unsafe numbers.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = unsafe pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(8 * first + done))
        guard count > 0 else { throw Self.fault(folder) }
        done += count
      }
    }
  }

  func read(_ block: Block) throws -> [Double] {
    try unsafe [Double](unsafeUninitializedCapacity: block.count) { buffer, filled in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      var done = 0
      while done < 8 * block.count {
        let count = unsafe pread(
          descriptor, bytes.baseAddress! + done, 8 * block.count - done, off_t(8 * block.first + done))
        guard count > 0 else { throw Self.fault(folder) }
        done += count
      }
      filled = block.count
    }
  }

  private static func fault(_ folder: String) -> InputFault {
    let reason = unsafe String(cString: strerror(errno))
    return InputFault(
      at: folder, Words(zh: "分块运算的临时文件无法读写（\(reason)）", en: "working files for tiles cannot be kept here (\(reason))"),
      remedy: Words(
        zh: "输出文件夹所在磁盘需有与两个图层坐标相当的可用空间", en: "the disk of the output needs room for the coordinates of both layers"))
  }
}

/// Numbers in buckets, each a list of blocks of one working file.
struct BucketWriter: ~Copyable {
  private let file: WorkingFile
  private let blockSize: Int
  private var buffers: [[Double]]
  private var boxes: [Box]
  private var blocks: [[BucketBlock]]
  private var end = 0

  /// - Parameter memory: how many bytes may wait to be written.
  init(buckets: Int, memory: Int, in folder: String) throws {
    file = try WorkingFile(in: folder)
    blockSize = min(max(memory / 8 / buckets, 512), 1 << 15)
    buffers = [[Double]](repeating: [], count: buckets)
    boxes = [Box](repeating: .empty, count: buckets)
    blocks = [[BucketBlock]](repeating: [], count: buckets)
  }

  /// Appends one record, which is never cut. `box` is the ground that it concerns.
  mutating func append(_ record: [Double], to bucket: Int, box: Box = .empty) throws {
    if buffers[bucket].count + record.count > blockSize { try flush(bucket) }
    if buffers[bucket].isEmpty { buffers[bucket].reserveCapacity(blockSize) }
    buffers[bucket].append(contentsOf: record)
    boxes[bucket].formUnion(box)
  }

  private mutating func flush(_ bucket: Int) throws {
    let count = buffers[bucket].count
    guard count > 0 else { return }
    try file.write(buffers[bucket], at: end)
    blocks[bucket].append(BucketBlock(place: WorkingFile.Block(first: end, count: count), box: boxes[bucket]))
    end += count
    buffers[bucket].removeAll(keepingCapacity: count <= blockSize)
    boxes[bucket] = .empty
  }

  consuming func finish() throws -> Buckets {
    for bucket in buffers.indices { try flush(bucket) }
    return Buckets(file: file, blocks: blocks)
  }
}

struct BucketBlock: Sendable {
  let place: WorkingFile.Block
  let box: Box
}

struct Buckets: Sendable {
  let file: WorkingFile
  let blocks: [[BucketBlock]]
}
