// What the commands print, and that it arrives.

import Foundation
import Geometry
import Pipeline
import Reports

/// In the place of `Swift.print`: without what texts of registers could make a terminal do, and told where it cannot be written.
/// Whoever reads the standard output must not take half of it for all.
func print(_ text: String, terminator: String = "\n") {
  writeOutput(Data((harmlessOnTerminals(text) + terminator).utf8))
}

func printJSON(_ value: some Encodable) throws { writeOutput(try canonicalJSON(value)) }

private func writeOutput(_ data: Data) {
  do {
    try FileHandle.standardOutput.write(contentsOf: data)
  } catch {
    leave(
      with: InputFault(
        at: "stdout",
        Words(
          zh: "标准输出无法写入（\(error.localizedDescription)）",
          en: "standard output cannot be written (\(error.localizedDescription))"),
        remedy: Words(zh: "检查输出重定向到的文件和磁盘空间", en: "check the file it is redirected to, and free space")))
  }
}

func printError(_ text: String) { writeError(harmlessOnTerminals(text) + "\n") }

/// What cannot be told because standard error is closed or full does not end a run.
func writeError(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
