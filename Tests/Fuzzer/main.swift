// libFuzzer over the targets of Tests/FuzzTargets. Scripts/fuzz builds and calls it.
//
//     fuzz list                          the names of the targets
//     fuzz seeds TARGET FOLDER           writes the good inputs, one file each
//     fuzz run TARGET OPTION…            libFuzzer, with its own options (llvm.org/docs/LibFuzzer.html)

import Dispatch
import Foundation
import FuzzTargets
import LibFuzzer

/// libFuzzer takes a C function, which cannot carry a target with it.
nonisolated(unsafe) private var chosen: FuzzTarget?

/// Hands one input to the target and waits; libFuzzer sees a fault as an abort, and keeps the input.
private func take(_ input: [UInt8], by target: FuzzTarget) {
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    do {
      try await target.run(input)
    } catch {
      FileHandle.standardError.write(Data("\(target.name): \(error)\n".utf8))
      abort()
    }
    done.signal()
  }
  done.wait()
}

private func target(_ name: String) -> FuzzTarget {
  guard let found = FuzzTarget.all.first(where: { $0.name == name }) else {
    FileHandle.standardError.write(Data("fuzz: there is no target '\(name)'\n".utf8))
    exit(10)
  }
  return found
}

let arguments = CommandLine.arguments
switch arguments.count > 1 ? arguments[1] : "" {
case "list":
  for target in FuzzTarget.all { print(target.name) }
case "seeds" where arguments.count == 4:
  for (number, seed) in try target(arguments[2]).seeds().enumerated() {
    try Data(seed).write(to: URL(fileURLWithPath: "\(arguments[3])/seed-\(number)"))
  }
case "run" where arguments.count > 2:
  unsafe chosen = target(arguments[2])
  var count = CommandLine.argc - 2
  var own = unsafe Optional(CommandLine.unsafeArgv + 2)
  // libFuzzer starts this program anew to minimise an input: by a shell, with what stands in its first argument.
  unsafe own![0] = strdup("'\(arguments[0])' run \(arguments[2])")
  let status = unsafe LLVMFuzzerRunDriver(&count, &own) { data, size in
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    if let target = unsafe chosen { take(input, by: target) }
    return 0
  }
  exit(status)
default:
  FileHandle.standardError.write(Data("fuzz list | seeds TARGET FOLDER | run TARGET OPTION…\n".utf8))
  exit(10)
}
