// review.html as people see it: opened from the disk in a real browser without a network. Needs Debian's Chromium
// (`apt-get install chromium`); where it is not installed, these tests are skipped.

import Foundation
import SampleLayers
import TestSupport
import Testing

@Suite(.enabled(if: Browser.isInstalled, "Chromium is not installed: apt-get install chromium"), .serialized)
struct ReviewInBrowserTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The page of a job, opened again for every question: a start of Chromium takes a second or two.
  private func check(_ job: String = SampleLayers.folder + "/sample-county/job.yaml") throws -> Browser {
    let result = try Program.taohe("check", job, "--out", folder.file("out"), "--quiet")
    try #require(result.code == 0, "\(result.errors)")
    return Browser(page: folder.file("out/review.html"), folder: folder)
  }

  @Test func theBundledCounty() throws {
    let browser = try check()
    let page = try browser.open()
    #expect(page.isReady && page.console.isEmpty, "\(page.console)")
    #expect(page.text("count") == "共 420 眼" && page.text("tab-wells") == "机井 420")
    #expect(page.rows == 200)
    #expect(page.dom.contains("<title>昌吉市（样例）2022年度套核</title>"))
    let english = try browser.open("lang=en")
    #expect(english.text("count") == "420 wells" && english.dom.contains("<html lang=\"en\""))
    // A page whose map stays empty is a picture of less than a third of this.
    #expect(try browser.picture().count > 250_000)
  }

  @Test func searchAndFilters() throws {
    let browser = try check()
    #expect(try browser.open("q=jd0002").rows == 1)
    let closing = try browser.open("township=中山路街道&outcome=close")
    #expect(closing.rows == 9 && closing.text("count") == "420 眼中的 9 眼" && closing.text("tab-findings") == "检查发现 27")
    #expect(try browser.open("q=西部热力").rows == 1)
    let findings = try browser.open("severity=error&check=W01")
    #expect(findings.rows == 36 && findings.dom.contains("data-kind=\"finding\""))
    #expect(try browser.open("q=no+such+well").rows == 0)
  }

  @Test func aWellAndAFinding() throws {
    let browser = try check()
    let well = try browser.open("well=JD0002")
    for part in ["机井 JD0002", "2022-11-30", "昌市政办发〔2022〕7号 三（三）4", "图层 zones.shp", "aria-current=\"true\""] {
      #expect(well.dom.contains(part), "\(part)")
    }
    let finding = try browser.open("finding=W01:wells:zones:JD0002:JC-01")
    #expect(finding.dom.contains("<p class=\"message\">机井 JD0002 在禁采区"))
    #expect(well.console.isEmpty && finding.console.isEmpty)
  }

  /// The counts of the document, on paper.
  @Test func theClosingListOnPaper() throws {
    let browser = try check()
    let page = try browser.open("print")
    #expect(page.dom.contains("<body class=\"printing\">") && page.dom.contains("共 25 眼，涉及 6 个单位。"))
    #expect(page.dom.contains("宁边路街道　小计 10 眼") && page.dom.contains("单位（盖章）"))
    let pdf = try browser.print()
    #expect(pdf.starts(with: Data("%PDF".utf8)) && pdf.count > 20_000)
    // One page or two: the map and the lists stay off the paper.
    let pages = String(decoding: pdf, as: UTF8.self).matches(of: #/\/Type \/Page\b/#).count
    #expect((1...2).contains(pages), "\(pages)")
  }

  /// A page that is signed must not say that no well is to close where no rule applied.
  @Test func nothingIsClosedIsSaidOnlyWhereSomebodyJudged() throws {
    let county = SampleLayers.folder + "/sample-county/"
    let job = try String(contentsOfFile: county + "job.yaml", encoding: .utf8)
      .replacing("2022-03-14", with: "2024-03-14").replacing("source: ", with: "source: \(county)")
    let page = try check(try folder.write(job, to: "late.yaml")).open("print")
    #expect(page.dom.contains("判定日没有有效的规则表，机电井未作判定") && !page.dom.contains("<p>没有需要关停"))
    let shown = try Program.taohe("check", folder.file("late.yaml"), "--out", folder.file("late"), "--lang", "zh")
      .output
    #expect(shown.contains("判定日没有有效的规则表，机电井未作判定"))
  }

  @Test func hostileNamesAreShownAndDoNothing() throws {
    let browser = try check(try folder.hostileCounty())
    let page = try browser.open()
    #expect(page.isReady && page.console.isEmpty, "\(page.console)")
    #expect(page.rows == 4 && page.dom.contains("&lt;img src=x onerror=console.log('b')&gt;"))
    #expect(page.dom.contains("=cmd|' /C calc'!A0") && page.dom.contains("\\u003cscript&gt;\"&amp;amp;"))
  }
}

/// Chromium without a window and without a network.
struct Browser {
  struct Page {
    let dom: String
    /// What the page wrote to the console, errors first of all.
    let console: [Substring]

    var isReady: Bool { dom.contains("data-ready=\"yes\"") }
    /// Rows of the list.
    var rows: Int { dom.matches(of: #/<button type="button" data-kind="(well|finding)"/#).count }

    func text(_ id: String) -> String? {
      dom.firstMatch(of: try! Regex("id=\"\(id)\"[^>]*>([^<]*)<"))?.output[1].substring.map { String($0) }
    }
  }

  static let path = "/usr/bin/chromium"
  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

  let page: String
  let folder: TemporaryFolder

  private func run(_ hash: String = "", _ arguments: String...) throws -> Program.Result {
    let allowed = CharacterSet.urlPathAllowed
    let address =
      "file://\(page)" + (hash.isEmpty ? "" : "#" + hash.addingPercentEncoding(withAllowedCharacters: allowed)!)
    return try Program.run(
      Self.path,
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars",
        "--user-data-dir=\(folder.file("profile"))", "--virtual-time-budget=10000", "--window-size=1400,900",
        "--enable-logging=stderr", "--v=0",
      ] + arguments + [address])
  }

  func open(_ hash: String = "") throws -> Page {
    let result = try run(hash, "--dump-dom")
    return Page(dom: result.output, console: result.errors.split(separator: "\n").filter { $0.contains(":CONSOLE") })
  }

  func print() throws -> Data {
    _ = try run("", "--print-to-pdf=\(folder.file("page.pdf"))", "--no-pdf-header-footer")
    return try Data(contentsOf: URL(fileURLWithPath: folder.file("page.pdf")))
  }

  func picture() throws -> Data {
    _ = try run("", "--screenshot=\(folder.file("page.png"))")
    return try Data(contentsOf: URL(fileURLWithPath: folder.file("page.png")))
  }
}
