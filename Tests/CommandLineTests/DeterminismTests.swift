// The same inputs are the same bytes, whoever runs the program, where, when and on how many cores.

import Foundation
import SampleLayers
import TestSupport
import Testing

@Suite struct DeterminismTests {
  /// What may be different between two offices' machines.
  private struct Surroundings {
    var workers = "2"
    var environment: [String: String] = [:]
    /// The county is copied there, and the job named from inside it.
    var isElsewhere = false
  }

  private static let surroundings: [String: Surroundings] = [
    "one worker": Surroundings(workers: "1"), "three workers": Surroundings(workers: "3"),
    "seven workers": Surroundings(workers: "7"),
    "a Chinese office": Surroundings(environment: ["TZ": "Asia/Urumqi", "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"]
    ),
    "decimal commas": Surroundings(environment: [
      "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "LC_NUMERIC": "de_DE",
    ]),
    "dotless i": Surroundings(environment: ["TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"]),
    "another home and folder": Surroundings(
      environment: ["HOME": "/nonexistent", "TMPDIR": "/var/tmp"], isElsewhere: true),
    "options of GDAL": Surroundings(
      environment: [
        "GDAL_NUM_THREADS": "ALL_CPUS", "OGR_CURRENT_DATE": "1999-01-01T00:00:00.000Z", "SHAPE_ENCODING": "UTF-8",
      ]),
  ]

  private func run(_ surroundings: Surroundings, in folder: TemporaryFolder, _ name: String) throws -> [String: Data] {
    var county = SampleLayers.folder + "/sample-county"
    if surroundings.isElsewhere {
      try FileManager.default.copyItem(atPath: county, toPath: folder.file("县 copy"))
      county = folder.file("县 copy")
    }
    let out = folder.file(name)
    let done = try Program.run(
      "/bin/sh",
      [
        "-c",
        #"cd "$1" && exec "$2" check "$3" --out "$4" --workers "$5" --lang zh --quiet --by township --pictures svg"#,
        "sh",
        surroundings.isElsewhere ? county : "/", Program.path,
        surroundings.isElsewhere ? "job.yaml" : county + "/job.yaml", out, surroundings.workers,
      ], surroundings.environment)
    try #require(done.code == 0, "\(done.errors)")
    let names = try FileManager.default.subpathsOfDirectory(atPath: out).sorted()
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        FileManager.default.contents(atPath: "\(out)/\(name)").map { (name, $0) }
      })
  }

  @Test func theSameBytesInAllSurroundings() throws {
    let folder = try TemporaryFolder()
    let expected = try run(Surroundings(), in: folder, "plain")
    #expect(expected.count > 40)
    for (name, surroundings) in Self.surroundings.sorted(by: { $0.key < $1.key }) {
      let found = try run(surroundings, in: folder, name)
      #expect(found.keys.sorted() == expected.keys.sorted(), "\(name)")
      for (file, bytes) in expected where found[file] != bytes { Issue.record("\(name): \(file) differs") }
    }
  }

  /// A program writes rows as they were drawn, and otherwise after every edit. Only what names the files themselves, their
  /// hashes, may be different.
  @Test(.enabled(if: hasOgr2ogr, "needs ogr2ogr"))
  func theSameBytesInAnyOrderOfRows() throws {
    let folder = try TemporaryFolder()
    func outputs(_ name: String, _ order: String) throws -> [String: String] {
      let county = try rewritten(county: SampleLayers.folder + "/sample-county", in: folder, name, rows: order)
      let out = folder.file(name + "-out")
      let done = try Program.taohe(
        "check", "\(county)/job.yaml", "--out", out, "--lang", "zh", "--quiet", "--by", "township", "--pictures", "svg")
      try #require(done.code == 0, "\(done.errors)")
      var texts: [String: String] = [:]
      for file in try FileManager.default.subpathsOfDirectory(atPath: out) where !file.hasSuffix("manifest.json") {
        let path = "\(out)/\(file)"
        if path.hasSuffix(".xlsx") {
          let sheets = try Program.run("/usr/bin/unzip", ["-p", path]).output
          texts[file] = sheets.replacing(/[0-9a-f]{64}/, with: "hash")
        } else if let bytes = FileManager.default.contents(atPath: path) {
          texts[file] = String(decoding: bytes, as: Unicode.ASCII.self)
        }
      }
      return texts
    }
    let expected = try outputs("drawn", "ROWID")
    let found = try outputs("shuffled", "(ROWID * 7919) % 1009, ROWID")
    #expect(expected.count > 40 && found.keys.sorted() == expected.keys.sorted())
    for (file, text) in expected where found[file] != text { Issue.record("\(file) differs") }
  }

  /// The county with every layer in a GeoPackage of its own, rows in an order of SQL.
  private func rewritten(county: String, in folder: TemporaryFolder, _ name: String, rows order: String) throws
    -> String
  {
    let target = folder.file(name)
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    let job = try String(contentsOfFile: county + "/job.yaml", encoding: .utf8)
    let entry = /role: ([a-z-]+), source: ([^,|}]+)(?:\|(\w+))?/
    for match in job.matches(of: entry) {
      let source = "\(county)/\(match.2)"
      let layers = try Program.run("/usr/bin/ogrinfo", ["-q", source]).output
      let layer =
        try match.3.map(String.init)
        ?? String(#require(layers.firstMatch(of: /^1: (.+) \(/.anchorsMatchLineEndings())).1)
      let done = try Program.run(
        ogr2ogr,
        [
          "-f", "GPKG", "\(target)/\(match.1).gpkg", source, "-dialect", "SQLITE", "-nln", String(match.1),
          "-sql", "SELECT * FROM \"\(layer)\" ORDER BY \(order)", "-lco", "FID=row",
        ] + (source.hasSuffix(".shp") ? ["-oo", "ENCODING=GBK"] : []))
      try #require(done.code == 0, "\(done.errors)")
    }
    let moved = job.replacing(entry) { "role: \($0.1), source: \($0.1).gpkg" }
    try moved.write(toFile: target + "/job.yaml", atomically: true, encoding: .utf8)
    return target
  }
}
