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
}
