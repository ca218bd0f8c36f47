import Geometry
import TestSupport
import Testing

@Suite struct WKBTests {
  @Test(arguments: 0..<200) func roundTrip(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed))
    let column = polygons([randomRow(&random, at: (29_524_000, 4_874_000), radius: 100)])
    let bytes = try #require(column.wkb(ofRow: 0))
    var builder = GeometryBuilder(.polygon)
    _ = try builder.appendRow(wkb: bytes.span.bytes)
    let again = builder.finish()
    #expect(again.wkb(ofRow: 0) == bytes)
  }

  /// POINT Z (1 2 3) big-endian, ISO code 1001: the other byte order, and a z that is dropped.
  @Test func bigEndianWithZ() throws {
    let bytes: [UInt8] = [
      0, 0, 0, 3, 0xE9, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0x40, 8, 0, 0, 0, 0, 0, 0,
    ]
    var builder = GeometryBuilder(.point)
    #expect(try builder.appendRow(wkb: bytes.span.bytes))
    #expect(builder.finish().coordinate(0) == Coordinate(x: 1, y: 2))
  }

  @Test func everyTruncationIsTold() throws {
    let column = polygons([[[rectangle(0, 0, 1, 1), rectangle(0.2, 0.2, 0.4, 0.4)], [rectangle(3, 3, 4, 4)]]])
    let bytes = try #require(column.wkb(ofRow: 0))
    for length in 0..<bytes.count {
      var builder = GeometryBuilder(.polygon)
      #expect(throws: WKBError.self) { _ = try builder.appendRow(wkb: Array(bytes[..<length]).span.bytes) }
      builder.endRow()
      #expect(builder.finish().coordinateCount == 0)
    }
  }

  /// Counts and types that bytes cannot hold must be refused, not believed.
  @Test(arguments: 0..<2000) func damagedBytesNeverTrap(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed))
    var bytes = try #require(polygons([randomRow(&random, at: (0, 0), radius: 1)]).wkb(ofRow: 0))
    for _ in 0..<3 {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    var builder = GeometryBuilder(.polygon)
    _ = try? builder.appendRow(wkb: bytes.span.bytes)
    builder.endRow()
    _ = builder.finish().wkb(ofRow: 0)
  }

  /// Extended WKB, as PostGIS writes it: a reference system before the coordinates, z and m by flags, in either byte order.
  @Test(arguments: [true, false], [0, 1, 2, 3]) func extendedWithFlags(isBigEndian: Bool, flags: Int) throws {
    func bytes<Value: FixedWidthInteger>(of value: Value) -> [UInt8] {
      let ordered = isBigEndian ? value.bigEndian : value.littleEndian
      return withUnsafeBytes(of: ordered) { Array($0) }
    }
    let code = 2 | (flags & 1 == 1 ? 0x8000_0000 : 0) | (flags & 2 == 2 ? 0x4000_0000 : 0) | UInt32(0x2000_0000)
    let extra = [Double](repeating: 77, count: flags.nonzeroBitCount)
    var wkb: [UInt8] = [isBigEndian ? 0 : 1] + bytes(of: code) + bytes(of: UInt32(4517)) + bytes(of: UInt32(2))
    for place in [[1.5, -2], [3, 4]] { wkb += (place + extra).flatMap { bytes(of: $0.bitPattern) } }
    var builder = GeometryBuilder(.line)
    #expect(try builder.appendRow(wkb: wkb.span.bytes) == (flags != 0))
    let column = builder.finish()
    #expect((0..<2).map(column.coordinate) == [Coordinate(x: 1.5, y: -2), Coordinate(x: 3, y: 4)])
  }

  /// POINT EMPTY is written as a point of two values that are no numbers.
  @Test func anEmptyPointIsARowWithoutPlace() throws {
    let none = withUnsafeBytes(of: Double.nan.bitPattern.littleEndian) { Array($0) }
    let wkb: [UInt8] = [1, 1, 0, 0, 0] + none + none
    var builder = GeometryBuilder(.point)
    #expect(try builder.appendRow(wkb: wkb.span.bytes) == false)
    let point = try #require(points([(1, 2)]).wkb(ofRow: 0))
    #expect(try builder.appendRow(wkb: point.span.bytes) == false)
    let column = builder.finish()
    #expect(column.count == 2 && column.isEmpty(row: 0) && column.coordinate(0) == Coordinate(x: 1, y: 2))
  }

  /// A collection in a collection, of any depth, would call itself as often as bytes say.
  @Test func collectionsInCollectionsAreRefused() {
    let level: [UInt8] = [1, 6, 0, 0, 0, 1, 0, 0, 0]
    var builder = GeometryBuilder(.polygon)
    let wkb = Array([[UInt8]](repeating: level, count: 100_000).joined())
    #expect(throws: WKBError.malformed) { _ = try builder.appendRow(wkb: wkb.span.bytes) }
  }

  @Test func otherKindsAreTold() throws {
    let bytes = try #require(points([(1, 2)]).wkb(ofRow: 0))
    var builder = GeometryBuilder(.polygon)
    #expect(throws: WKBError.otherKind(1)) { _ = try builder.appendRow(wkb: bytes.span.bytes) }
  }

  @Test(arguments: [Double.infinity, .nan, 1e300, -1e13]) func ordinatesThatAreNoneAreRefused(ordinate: Double) throws {
    let bytes = try #require(polygons([[[[(0, 0), (1, 0), (ordinate, 1)]]]]).wkb(ofRow: 0))
    var builder = GeometryBuilder(.polygon)
    #expect(throws: WKBError.outOfRange) { _ = try builder.appendRow(wkb: bytes.span.bytes) }
  }
}
