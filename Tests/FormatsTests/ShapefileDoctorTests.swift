// Shapefiles that lost a file, an index, or agreement about their rows: every row that is there is read, what was assumed is
// told, and nothing is written beside them.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite struct ShapefileDoctorTests {
  private let three = RawShapefile([
    .init(name: Array("name".utf8), width: 10, values: ["a", "b", "c"].map { Array($0.utf8) })
  ])

  private func codes(_ read: ReadResult) -> [String] { read.diagnoses.map(\.code) }

  private func places(_ layer: Layer) -> [Double?] {
    (0..<layer.count).map { layer.geometry?.firstCoordinate(ofRow: $0)?.x }
  }

  @Test(arguments: ["shx", "prj", "dbf", "shp"]) func aMissingFile(ending: String) throws {
    let folder = try TemporaryFolder()
    var path = try three.write(to: folder, "t", without: [ending])
    if ending == "shp" { path = folder.file("t.dbf") }
    let before = try folder.contents()
    var options = ReadOptions()
    options.tableAllowed = true
    let read = try readLayer(VectorSource(path), options: options)
    #expect(try folder.contents() == before)
    #expect(read.layer.count == 3)
    #expect(codes(read) == ["F01"])
    #expect(read.diagnoses[0].message.en.contains("no \(ending == "shx" ? "usable ." : ".")\(ending)"))
    if ending == "shp" {
      #expect(read.layer.geometry == nil && read.layer.fields.text("name", 2) == "c")
    } else {
      #expect(places(read.layer) == [0, 1, 2])
      #expect(read.layer.fields.text("name", 2) == (ending == "dbf" ? nil : "c"))
      #expect((read.layer.frame == nil) == (ending == "prj"))
    }
  }

  /// A file that is there and says nothing is as good as missing, and is not told as such.
  @Test func anEmptyTable() throws {
    let folder = try TemporaryFolder()
    let path = try three.write(to: folder, "t")
    try Data().write(to: URL(fileURLWithPath: folder.file("t.dbf")))
    let read = try readLayer(VectorSource(path))
    #expect(codes(read) == ["F01"] && read.diagnoses[0].message.en.hasPrefix("the .dbf is empty"))
    #expect(places(read.layer) == [0, 1, 2])
  }

  /// An index that leads two rows to one shape: the .shp still has all three, in their order.
  @Test func anIndexThatDoublesAShape() throws {
    let folder = try TemporaryFolder()
    let path = try three.write(to: folder, "t")
    var index = three.shx
    index.replaceSubrange(100..<108, with: index[108..<116])
    try Data(index).write(to: URL(fileURLWithPath: folder.file("t.shx")))
    let read = try readLayer(VectorSource(path))
    #expect(codes(read) == ["F06"] && read.diagnoses[0].message.en.contains("leads 1 rows to the shapes of others"))
    #expect(places(read.layer) == [0, 1, 2] && read.layer.fields.text("name", 0) == "a")
  }

  @Test func upperCaseEndings() throws {
    let folder = try TemporaryFolder()
    for (ending, bytes) in [("SHP", three.shp), ("SHX", three.shx), ("DBF", three.dbf), ("CPG", Array("UTF-8".utf8))] {
      try Data(bytes).write(to: URL(fileURLWithPath: folder.file("T.\(ending)")))
    }
    let read = try readLayer(VectorSource(folder.file("T.SHP")))
    #expect(read.layer.count == 3 && codes(read) == ["F01"])  // the .prj
  }

  @Test func moreAttributesThanShapes() throws {
    let folder = try TemporaryFolder()
    var shapefile = three
    shapefile.shapes = 2
    let read = try readLayer(VectorSource(try shapefile.write(to: folder, "t")))
    #expect(read.layer.count == 3 && places(read.layer) == [0, 1, nil])
    #expect(read.layer.fields.text("name", 2) == "c")
    #expect(codes(read) == ["F06"] && read.diagnoses[0].message.en.contains("has 2 shapes and the .dbf 3 rows"))
  }

  @Test func moreShapesThanAttributes() throws {
    let folder = try TemporaryFolder()
    var shapefile = three
    shapefile.shapes = 5
    let read = try readLayer(VectorSource(try shapefile.write(to: folder, "t")))
    #expect(read.layer.count == 5 && places(read.layer) == [0, 1, 2, 3, 4])
    #expect(read.layer.fields.text("name", 4) == nil)
    #expect(codes(read) == ["F06"])
  }

  @Test func anIndexThatIsBehind() throws {
    let folder = try TemporaryFolder()
    let path = try three.write(to: folder, "t")
    var shorter = three
    shorter.shapes = 1
    try Data(shorter.shx).write(to: URL(fileURLWithPath: folder.file("t.shx")))
    let read = try readLayer(VectorSource(path))
    #expect(read.layer.count == 3 && places(read.layer) == [0, 1, 2])
    #expect(codes(read) == ["F06"] && read.diagnoses[0].message.en.contains("made anew from the .shp"))
  }

  @Test func shapesThatWereCutOff() throws {
    let folder = try TemporaryFolder()
    let path = try three.write(to: folder, "t")
    try Data(three.shp.dropLast(30)).write(to: URL(fileURLWithPath: path))
    let read = try readLayer(VectorSource(path))
    #expect(read.layer.count == 3 && places(read.layer) == [0, nil, nil])
    #expect(read.failures.map(\.row) == [1, 2] && codes(read) == ["F06"])
  }

  @Test func attributesThatWereCutOff() throws {
    let folder = try TemporaryFolder()
    let path = try three.write(to: folder, "t")
    try Data(three.dbf.dropLast(8)).write(to: URL(fileURLWithPath: folder.file("t.dbf")))
    let read = try readLayer(VectorSource(path))
    #expect(read.layer.count == 3 && places(read.layer) == [0, 1, 2])
    #expect((0..<3).map { read.layer.fields.text("name", $0) } == ["a", "b", nil])
    #expect(codes(read) == ["F06", "F06"])
  }

  @Test func deletedRows() throws {
    let folder = try TemporaryFolder()
    var shapefile = three
    shapefile.deleted = [1]
    let read = try readLayer(VectorSource(try shapefile.write(to: folder, "t")))
    #expect(read.layer.featureIDs == [0, 2])
    #expect(codes(read) == ["F06"] && read.diagnoses[0].message.en.contains("1 rows are marked as deleted"))
  }

  @Test func namesThatOccurTwice() throws {
    let folder = try TemporaryFolder()
    let value = [Array("x".utf8)]
    let shapefile = RawShapefile([
      .init(name: Array("AREA".utf8), width: 4, values: value),
      .init(name: Array("AREA".utf8), width: 4, values: [Array("y".utf8)]),
    ])
    let read = try readLayer(VectorSource(try shapefile.write(to: folder, "t")))
    #expect(read.layer.fields.names.count == 2)
    #expect(read.layer.fields.all.map { $0.column.text(0) } == ["x", "y"])
    #expect(codes(read) == ["F03"])
  }

  /// Any byte of any of its files may be anything: a layer comes out, or a fault with words, and never more rows than the
  /// files can hold.
  @Test func hostileBytes() throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(11)
    for round in 0..<400 {
      let path = try three.write(to: folder, "t")
      let ending = ["shp", "shx", "dbf"][round % 3]
      var bytes = try folder.bytes(of: folder.file("t.\(ending)"))
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if round % 5 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
      try Data(bytes).write(to: URL(fileURLWithPath: folder.file("t.\(ending)")))
      do {
        #expect(try readLayer(VectorSource(path)).layer.count <= 40)
      } catch is InputFault {}
    }
  }
}
