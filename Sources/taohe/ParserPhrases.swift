// What the argument parser says by itself, for those who read Chinese. It speaks English only and has no place for
// translations, so its sentences are taken from the finished message: headings, remarks behind options, mistakes.

import Foundation
import Reports

/// A message of the argument parser, whole: as long as its lines are, and not yet broken to fit a terminal.
///
/// - Parameter columns: of the terminal.
func inChinese(_ message: String, columns: Int) -> String {
  let text = phrases.reduce(message) { text, phrase in
    text.replacingOccurrences(of: phrase.english, with: phrase.chinese, options: .regularExpression)
  }
  return text.components(separatedBy: "\n").map { broken($0, to: columns) }.joined(separator: "\n")
}

/// Patterns of ICU and what they become. The longer of two that begin alike comes first.
private let phrases: [(english: String, chinese: String)] = [
  ("(?m)^OVERVIEW: ", ""),
  ("(?m)^(?:USAGE|Usage): ", "用法："),
  ("(?m)^ARGUMENTS:$", "参数："),
  ("(?m)^OPTIONS:$", "选项："),
  ("(?m)^SUBCOMMANDS:$", "命令："),
  ("(?m)^Error: ", "错误："),
  ("(?m)^Help:  ", "说明："),
  ("<options>", "选项"),
  ("<subcommand>", "<命令>"),
  ("(?m)Show the version\\.$", "显示版本。"),
  ("(?m)Show help information\\.$", "显示帮助。"),
  ("(?m) ?\\(values: ([^()]*); default: ([^()]*)\\)$", "（可取 $1；默认 $2）"),
  ("(?m) ?\\(values: ([^()]*)\\)$", "（可取 $1）"),
  ("(?m) ?\\(default: ([^()]*)\\)$", "（默认 $1）"),
  ("(?m)^(  \\S+) \\(default\\)  ", "$1（默认）  "),
  ("(?m)^  See '(.*)' for detailed help\\.$", "  各命令的详细说明：$1"),
  ("(?m)^  See '(.*)' for more information\\.$", "  详细说明：$1"),
  ("Missing expected argument '(.*)'", "缺少 $1"),
  ("Missing one of: (.*)", "要给出其中之一：$1"),
  ("Missing value for '(.*)'", "$1 后面缺少值"),
  ("Unknown option '(.*)'\\. Did you mean '(.*)'\\?", "没有选项 $1，是不是 $2？"),
  ("Unknown option '(.*)'", "没有选项 $1"),
  ("The option '(.*)' does not take any value, but '(.*)' was specified\\.", "$1 后面不带值，而写了“$2”"),
  ("Unexpected argument '(.*)'", "多余的参数：$1"),
  ("[0-9]+ unexpected arguments: '(.*)'", "多余的参数：$1"),
  ("The value '(.*)' is invalid for '(.*?)'", "$2 不能是“$1”"),
  ("\\. Please provide one of the following:", "，可取："),
  ("\\. Please provide one of (.*)\\.", "，可取 $1"),
  ("(?<=可取 .{0,200})'([^']*)'(?:, | and | or )", "$1、"),
  ("(?m)(?<=可取 .{0,200})'([^']*)'$", "$1"),
]

/// Where what an option means stands, in the parser's layout.
private let indent = 26

/// A line cut into lines that fit, the further ones under the first one's text. Chinese may be cut between any two
/// characters but before closing marks; words of letters stay whole.
private func broken(_ line: String, to columns: Int) -> String {
  let isEntry = line.hasPrefix("  ") && displayWidth(line) > indent
  let margin = isEntry ? String(repeating: " ", count: indent) : ""
  var lines: [String] = []
  var current = ""
  for piece in pieces(of: line) {
    if displayWidth(current + piece) > columns, !current.allSatisfy({ $0 == " " }) {
      lines.append(String(current.reversed().drop { $0 == " " }.reversed()))
      current = margin + piece.drop { $0 == " " }
    } else {
      current += piece
    }
  }
  return (lines + [current]).joined(separator: "\n")
}

/// What stays together: a word with what closes behind it, or one Chinese character with it.
private func pieces(of line: String) -> [String] {
  var pieces: [String] = []
  for character in line {
    let isWord = character.isASCII && character != " "
    let follows = pieces.last?.last.map { last in
      "，。；：、）”？".contains(character) || "（“".contains(last) || (isWord && last.isASCII && last != " ")
    }
    if follows == true { pieces[pieces.count - 1].append(character) } else { pieces.append(String(character)) }
  }
  return pieces
}
