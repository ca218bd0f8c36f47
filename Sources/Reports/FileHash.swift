// SHA-256 of files by OpenSSL's libcrypto, which every Linux has: a Swift package of cryptography would be most of our build.

import COpenSSL
import Foundation
public import Geometry

/// The name, size and SHA-256 of an input or output.
public struct FileHash: Sendable, Codable {
  public let name: String
  public let bytes: Int
  public let sha256: String

  /// - Parameter name: how the manifest names the file.
  public init(of path: String, named name: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw Self.unreadable(path) }
    defer { try? handle.close() }
    var digest = Digest()
    while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
      try Task.checkCancellation()
      unsafe chunk.withUnsafeBytes { unsafe digest.add($0) }
    }
    self.init(name: name, digest)
  }

  /// Of what a layer holds: for the layers of a store, whose file changes with every problem that is worked on.
  public init(of layer: Layer, named name: String) {
    var digest = Digest()
    digest.add(layer.frame?.definition ?? "")
    for (name, column) in layer.fields.all {
      digest.add(name)
      for row in 0..<layer.count { digest.add(column.text(row)) }
    }
    if let geometry = layer.geometry {
      for starts in [geometry.rowStarts, geometry.partStarts, geometry.ringStarts] {
        unsafe starts.withUnsafeBytes { unsafe digest.add($0) }
      }
      unsafe geometry.xy.withUnsafeBytes { unsafe digest.add($0) }
    }
    self.init(name: name, digest)
  }

  private init(name: String, _ digest: consuming Digest) {
    self.name = name
    bytes = digest.count
    sha256 = digest.finish().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func unreadable(_ path: String) -> InputFault {
    InputFault(
      at: path, Words(zh: "文件无法读取", en: "the file cannot be read"),
      remedy: Words(zh: "检查文件权限", en: "check its permissions"))
  }
}

/// A SHA-256 on its way.
@safe private struct Digest: ~Copyable {
  private let context: OpaquePointer
  private(set) var count = 0

  init() {
    unsafe context = EVP_MD_CTX_new()
    unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    count += bytes.count
  }

  /// A text with its length before it, so that no two lists of texts are the same bytes; a missing one has none.
  mutating func add(_ text: String?) {
    var text = text
    let length = Int64(text?.utf8.count ?? -1).littleEndian
    unsafe withUnsafeBytes(of: length) { unsafe add($0) }
    text?.withUTF8 { unsafe add(UnsafeRawBufferPointer($0)) }
  }

  consuming func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe EVP_DigestFinal_ex(context, &digest, nil)
    return digest
  }
}
