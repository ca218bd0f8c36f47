// Ctrl-C, and being told to end: within a second, with nothing left behind.
//
//     at once         the work is cancelled: workers stop between chunks, reading and writing between batches; transactions
//                     roll back and staged folders go as their owners unwind
//     after 0.7 s     whoever has not come so far is inside one long call of a library. The staged folders are removed under
//                     its hands and the process ends; SQLite undoes an open transaction at the next opening of the store
//
// The program then dies of the signal that it got, so that a shell script around it stops too; a shell shows 130 (Ctrl-C),
// 143 (kill) or 129 (the terminal was closed).

import Dispatch
import Foundation
import Geometry
import Reports
import Synchronization

struct Interruption {
  private static let received = Mutex<Int32?>(nil)
  private static let patience = DispatchTimeInterval.milliseconds(700)
  /// They listen as long as they are kept.
  private let sources: [any DispatchSourceSignal]

  /// - Parameter work: told to stop by cancelling it.
  init(of work: Task<Void, any Error>) {
    let queue = DispatchQueue(label: "signals")
    // A signal that is ignored from the beginning, as under nohup, stays so.
    sources = [SIGINT, SIGTERM, SIGHUP].filter { signal($0, SIG_IGN) == nil }.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { @Sendable in
        Self.received.withLock { $0 = $0 ?? number }
        work.cancel()
        queue.asyncAfter(deadline: .now() + Self.patience) { Self.end() }
      }
      source.activate()
      return source
    }
  }

  /// Ends the program if it was told to; returns where it was not.
  static func end() {
    guard let number = received.withLock({ $0 }) else { return }
    ProgressBar.wipe()
    StagedFolder.abandonAll()
    printError("taohe: " + Words(zh: "已中断；没有留下不完整的文件", en: "interrupted; nothing half-written was left")[.requested])
    signal(number, SIG_DFL)
    kill(getpid(), number)
    // Until it arrives.
    while true { sleep(1) }
  }
}
