// The bundled county is what the command makes.

import Foundation
import Formats
import SampleCounty
import SampleLayers
import TestSupport
import Testing

@Suite struct BundledCountyTests {
  /// The bytes of a file depend on the version of GDAL that wrote it; Layers/README.md names the one that wrote these.
  @Test(.enabled(if: gdalVersion == "3.6.2", "the bundled files were written by GDAL 3.6.2"))
  func theCommandMakesTheBundledFiles() throws {
    let folder = try TemporaryFolder()
    try writeSampleCounty(SampleOptions(), into: folder.path)
    let bundled = SampleLayers.folder + "/sample-county"
    let names = try FileManager.default.contentsOfDirectory(atPath: bundled).filter { $0 != "job.yaml" }.sorted()
    #expect(try folder.contents() == names)
    for name in names {
      #expect(try folder.bytes(of: folder.file(name)) == folder.bytes(of: bundled + "/" + name), "\(name)")
    }
    let size = try names.reduce(0) { try $0 + folder.bytes(of: folder.file($1)).count }
    #expect(size < 6_000_000)
  }
}
