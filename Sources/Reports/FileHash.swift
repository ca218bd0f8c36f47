// SHA-256 of files by OpenSSL's libcrypto, which every Linux has: a Swift package of cryptography would be most of our build.

import COpenSSL
import Foundation
import Geometry

/// The name, size and SHA-256 of a file.
public struct FileHash: Sendable, Codable {
  public let name: String
  public let bytes: Int
  public let sha256: String

  /// - Parameter name: how the manifest names the file.
  public init(of path: String, named name: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw Self.unreadable(path) }
    defer { try? handle.close() }
    guard let context = unsafe EVP_MD_CTX_new() else { throw Self.unreadable(path) }
    defer { unsafe EVP_MD_CTX_free(context) }
    unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
    var count = 0
    while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
      _ = unsafe chunk.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
      count += chunk.count
    }
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe EVP_DigestFinal_ex(context, &digest, nil)
    self.name = name
    bytes = count
    sha256 = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func unreadable(_ path: String) -> InputFault {
    InputFault(
      at: path, Words(zh: "文件无法读取", en: "the file cannot be read"),
      remedy: Words(zh: "检查文件权限", en: "check its permissions"))
  }
}
