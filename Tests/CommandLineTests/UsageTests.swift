// Help and mistakes in typing, in the language of whoever reads them.

import Foundation
import Reports
import Testing

@Suite struct UsageTests {
  private static let commands = [
    [], ["check"], ["import"], ["track"], ["wells"], ["explain"], ["rollup"], ["what-if"], ["export"], ["inspect"],
    ["checks"], ["rules"], ["rules", "lint"], ["rules", "facts"], ["profiles"], ["profiles", "show"],
    ["profiles", "lint"], ["overlay"], ["locate"], ["sample"],
  ]

  private func said(_ arguments: [String], in locale: String) throws -> Program.Result {
    try Program.run(Program.path, arguments, ["LC_ALL": locale, "COLUMNS": "80"])
  }

  /// Two English words in a row, but for lines to be typed, values to choose from, and the names of fields.
  private func english(_ line: String) -> Bool {
    guard !line.contains("taohe ") && !line.contains("可取") else { return false }
    return line.replacing(#/--\S+/#, with: "").contains(#/[A-Za-z]{2,} [a-z]{2,}/#)
  }

  @Test(arguments: commands) func helpIsChineseAndFits(command: [String]) throws {
    let help = try said(command + ["--help"], in: "zh_CN.UTF-8")
    #expect(help.code == 0 && help.errors.isEmpty)
    let lines = help.output.components(separatedBy: "\n")
    #expect(lines.contains { $0.hasPrefix("用法：taohe") })
    #expect(lines.filter(english).isEmpty)
    #expect(lines.filter { displayWidth($0) > 80 }.isEmpty)
    // The same options in both languages.
    let other = try said(command + ["--help"], in: "C")
    #expect(other.output.contains("USAGE: taohe"))
    func options(_ text: String) -> Set<String> { Set(text.matches(of: #/(?m)^ {2}(-\S+)/#).map { String($0.1) }) }
    #expect(options(help.output) == options(other.output))
    #expect(other.output.unicodeScalars.allSatisfy { !(0x3000...0x303F).contains($0.value) })
  }

  @Test(arguments: [
    (["check"], "缺少 <job>"),
    (["check", "job.yaml", "--oot", "x", "--out", "y"], "没有选项 --oot，是不是 --out？"),
    (["check", "job.yaml", "--out"], "--out <out> 后面缺少值"),
    (["check", "job.yaml", "more", "--out", "x"], "多余的参数：more"),
    (["check", "job.yaml", "--out", "x", "--quiet=1"], "--quiet 后面不带值，而写了“1”"),
    (["check", "job.yaml", "--out", "x", "--workers", "many"], "--workers <workers> 不能是“many”"),
    (["overlay", "a", "b", "--areas", "c", "--measure", "round"], "可取 ellipsoidal、planar"),
    (["rollup", "x", "--rows", "colour"], "--rows <rows> 不能是“colour”，可取："),
    (["overlay", "a", "b"], "要给出 --areas、--pieces、--difference、--union、--ledger 中的至少一项"),
    (["chekc", "job.yaml"], "没有命令“chekc”；可用的命令：check、import"),
  ]) func mistakesAreToldInChinese(arguments: [String], told: String) throws {
    let result = try said(arguments, in: "zh_CN.UTF-8")
    #expect(result.code == 10 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("错误：") && result.errors.contains(told), "\(result.errors)")
    #expect(result.errors.components(separatedBy: "\n").filter(english).isEmpty, "\(result.errors)")
    let other = try said(arguments, in: "C")
    #expect(other.code == 10 && other.errors.hasPrefix("Error: "))
  }

  @Test func aMisspeltCommandIsNoArgumentTooMany() throws {
    #expect(
      try said(["chekc", "job.yaml"], in: "C").errors.hasPrefix("Error: there is no command 'chekc'; there are check, ")
    )
  }
}
