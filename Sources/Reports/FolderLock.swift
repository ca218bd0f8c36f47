// A lock on a folder that ends with the process, however it ends: flock(2) of the folder itself, so that no lock file is
// left behind by a program that was killed.

import Foundation

/// Held until the value goes away.
final class FolderLock {
  private let descriptor: Int32
  /// False where somebody else has it and we do not wait, the folder is not there, or its file system knows no locks.
  let isHeld: Bool

  init(_ path: String, waits: Bool) {
    descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    var answer: Int32
    repeat { answer = flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) } while answer != 0 && errno == EINTR
    isHeld = answer == 0
  }

  /// Runs `body` with the lock held to its end, where it can be had.
  static func during<R>(_ path: String, waits: Bool, _ body: (_ isHeld: Bool) throws -> R) rethrows -> R {
    let lock = FolderLock(path, waits: waits)
    return try withExtendedLifetime(lock) { try body(lock.isHeld) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether the folder that was locked is still the one at a path.
  func isOf(_ path: String) -> Bool {
    var own = stat()
    var there = stat()
    return unsafe fstat(descriptor, &own) == 0 && stat(path, &there) == 0 && own.st_ino == there.st_ino
      && own.st_dev == there.st_dev
  }
}
