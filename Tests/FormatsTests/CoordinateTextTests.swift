// Coordinates as lists have them, in every way of writing that was seen.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite struct CoordinateTextTests {
  /// 87° 18′ 05.3″.
  private let angle = 87 + 18 / 60.0 + 5.3 / 3600

  @Test(arguments: [
    "87°18′05.3″", "87°18'05.3\"", "87度18分5.3秒", "87 18 5.3", "87-18-05.3", "87:18:05.3", "８７°１８′０５．３″", "E87°18′05.3″",
    "87°18′05.3″E", "东经87°18′05.3″", "东经 87°18’05.3”", "87º18′5.3″", "87° 18′ 5.3″", "Ｅ８７°１８′０５．３″",
    "  87°18′05.3″\u{3000}",
  ])
  func writtenInManyWays(text: String) throws {
    let read = try #require(CoordinateText(text))
    #expect(abs(read.value - angle) < 1e-12 && read.isAngle)
    #expect(read.axis == (text.contains { "E东Ｅ".contains($0) } ? .longitude : nil))
  }

  @Test func decimals() {
    #expect(CoordinateText("87.301472")?.value == 87.301472)
    #expect(CoordinateText("-87.3")?.value == -87.3)
    #expect(CoordinateText("８７．３")?.value == 87.3)
    #expect(CoordinateText("29524000.456")?.isAngle == false)
    #expect(CoordinateText("N44.05")?.axis == .latitude)
    #expect(CoordinateText("44°03′S")?.value == -44.05)
    #expect(CoordinateText("44.5°")?.value == 44.5)
  }

  /// Without marks only where the column says so; trailing zeros may be gone.
  @Test func packed() throws {
    #expect(abs(try #require(CoordinateText("87.180530", packed: true)).value - angle) < 1e-12)
    #expect(abs(try #require(CoordinateText("87.18053", packed: true)).value - angle) < 1e-12)
    #expect(CoordinateText("87.3", packed: true)?.value == 87.5)
    #expect(CoordinateText("87.750530", packed: true) == nil)
    #expect(CoordinateText("87.187530", packed: true) == nil)
  }

  @Test(arguments: [
    "", "–", "东", "87°60′00″", "87°18′60″", "87.5°18′", "1 2 3 4", "87,18", "8 7..1", "=cmd|x", "1e5", "nan", "∞",
  ])
  func otherTextIsNone(text: String) {
    #expect(CoordinateText(text) == nil)
  }

  @Test func columnsOfAList() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "井编号,经度（度分秒）,纬度（度分秒）\nA,87.180530,44.030000\nB,87°18′05.3″,44°03′00″\nC,N44°03′,E87°18′\nD,87.180530,44.750000\n",
      to: "wells.csv")
    let read = try readLayer(VectorSource(path))
    let places = (0..<4).map { read.layer.geometry?.firstCoordinate(ofRow: $0) }
    for row in [0, 1] {
      #expect(abs(places[row]!.x - angle) < 1e-9 && abs(places[row]!.y - 44.05) < 1e-9)
    }
    #expect(abs(places[2]!.x - 87.3) < 1e-9 && abs(places[2]!.y - 44.05) < 1e-9)
    #expect(places[3] == nil && read.failures.map(\.row) == [3])
    // Not the value itself: a run may keep places to itself.
    #expect(read.failures[0].reason.en.hasSuffix("('纬度（度分秒）' cannot be read)"))
    #expect(read.diagnoses.map(\.code) == ["F04"] && read.diagnoses[0].message.en.hasPrefix("1 rows"))
    #expect(read.layer.frame?.isGeographic == true)
  }
}
