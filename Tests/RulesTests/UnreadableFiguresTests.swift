// R01 on registers with figures and codes that cannot be read.

import Geometry
import TestSupport
import Testing

@testable import Rules

@Suite struct UnreadableFiguresTests {
  /// What cannot be read may be what is missing: neither its line nor those above it are compared, and the others are.
  @Test func figuresThatCannotBeRead() async throws {
    func found(_ illegible: IllegibleCells) async throws -> [[String]] {
      let isEmptied = illegible["area_mu"] != nil
      let context = try await groundContext([
        roleLayer(
          "reported", nil, key: "line",
          [
            "line": texts("1", "2", "3", "4", "5", "6"),
            "unit_code": texts(
              "652301", "652301001", illegible["unit_code"] == nil ? "652301001001" : nil, "652301002", "652301002001",
              "652301"),
            "category": texts("种植", "种植", "种植", "种植", "种植", "休耕"),
            "area_mu": .real(Values([100, 60, isEmptied ? nil : 47.47, 40, 30, 9])),
          ], illegible: illegible)
      ])
      return try await ReportedRegisters.findings(context).map(\.rows)
    }
    #expect(try await found([:]) == [["2"], ["4"], ["6"]])
    #expect(try await found(["area_mu": [2: "47.47亩"]]) == [["4"], ["6"]])
    #expect(try await found(["unit_code": [2: "6523?"]]) == [["6"]])
  }

  /// A township whose only figure cannot be read has handed in a line, and a code that cannot be read may be anybody's.
  @Test(arguments: [("652301002", 0), ("652301001", 1)]) func whoHandedInWhatCannotBeRead(code: String, silent: Int)
    async throws
  {
    func context(_ second: String?, _ illegible: IllegibleCells) async throws -> CheckContext {
      try await groundContext([
        roleLayer(
          "townships", polygons([[[rectangle(0, 0, 10, 10)]], [[rectangle(10, 0, 20, 10)]]]), key: "code",
          ["code": texts("652301001", "652301002"), "name": texts("甲镇", "乙镇")]),
        roleLayer(
          "plots", polygons([[[rectangle(1, 1, 2, 2)]], [[rectangle(12, 1, 13, 2)]]]), key: "plot_id",
          ["plot_id": texts("1", "2")]),
        roleLayer(
          "reported", nil, key: "line",
          [
            "line": texts("1", "2", "3"), "unit_code": texts("652301", "652301001", second),
            "category": texts("种植", "种植", "种植"), "area_mu": .real(Values([60, 60, nil])),
          ], illegible: illegible),
      ])
    }
    let found = try await ReportedRegisters.findings(context(code, ["area_mu": [2: "约100"]]))
    #expect(found.count { $0.rows == ["652301002"] } == silent)
    #expect(try await ReportedRegisters.findings(context(nil, ["unit_code": [2: "?"]])).isEmpty)
  }
}
