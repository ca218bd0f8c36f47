// A05 and A06: codes of units, and fields that contradict each other.

import Foundation
import Geometry
import Profiles
import SampleLayers
import Settings
import TestSupport
import Testing

@testable import Rules

@Suite struct AttributeCheckTests {
  private func layer(_ role: String, key: String, _ fields: KeyValuePairs<String, AttributeColumn>) async throws
    -> RoleLayer
  {
    let path = SampleLayers.folder + "/profiles/\(role).yaml"
    let profile = try LayerProfile(Setting(yaml: String(contentsOfFile: path, encoding: .utf8), file: path))
    return try await roleLayer(role, nil, key: key, fields, profile: profile)
  }

  private func orphans(_ layers: [RoleLayer]) async throws -> [[String]] {
    let context = try await context(layers, by: book(), countyCode: "652301")
    return try await OrphanCodes.findings(context).map { $0.layers + $0.rows }
  }

  private func townships() async throws -> RoleLayer {
    try await layer("townships", key: "code", ["code": texts("652301100000", "652301001", "652302100000", "6523")])
  }

  private func villages() async throws -> RoleLayer {
    try await layer(
      "villages", key: "code",
      [
        "code": texts("652301100001", "652301100002", "652301200001", "652301001001"),
        "township_code": texts("652301100000", "652301001000", nil, "652301001"),
      ])
  }

  /// A township outside the county; a code of the wrong form is A02's.
  @Test func townshipsLieInTheCounty() async throws {
    #expect(try await orphans([townships()]) == [["townships", "652302100000"]])
  }

  /// The second is registered under another township than its code says, that of the third does not exist.
  @Test func villagesLieInTheirTownships() async throws {
    let found = try await orphans([townships(), villages()])
    #expect(found.dropFirst() == [["villages", "652301100002"], ["villages", "652301200001"]])
  }

  /// Longer codes begin with the village's. What the villages' own rows get wrong is not told again for every plot.
  @Test func plotsLieInVillages() async throws {
    let plots = try await layer(
      "plots", key: "plot_id",
      [
        "plot_id": texts("1", "2", "3", "4"),
        "village_code": texts("652301100001", "652301100009", "6523012000010000000", nil),
      ])
    #expect(try await orphans([villages(), plots]) == [["villages", "652301100002"], ["plots", "villages", "2"]])
    // Without villages the township is asked, without townships the county. The layer that was asked is named.
    #expect(try await orphans([townships(), plots]).dropFirst() == [["plots", "townships", "3"]])
    #expect(try await orphans([plots]).isEmpty)
  }

  @Test func contradictionsAreToldWithTheirValues() async throws {
    let plots = try await layer(
      "plots", key: "plot_id",
      [
        "plot_id": texts("1", "2", "3"), "status": texts("withdrawn", "planted", "fallow"),
        "crop": texts("棉花", "棉花", nil),
      ])
    let found = try await FieldLogic.findings(context([plots], by: book()))
    #expect(found.map(\.rows) == [["1"]])
    #expect(found[0].message.zh.contains("退减") && found[0].message.zh.contains("棉花"))
    #expect(found[0].message.en.contains("withdrawn"))
  }

  @Test func daysInOrder() async throws {
    let wells = try await layer(
      "wells", key: "well_id",
      ["well_id": texts("1", "2"), "built_on": days("2001-05-01", "2001-05-01"), "closed_on": days("2001-04-30", nil)])
    #expect(try await FieldLogic.findings(context([wells], by: book())).map(\.rows) == [["1"]])
  }
}
