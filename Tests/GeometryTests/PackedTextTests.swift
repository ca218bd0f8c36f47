// What is packed can be read again, by a second reading of the layout in PackedText.swift.

import Geometry
import TestSupport
import Testing

@Suite struct PackedTextTests {
  private struct Reader {
    private static let values = Dictionary(
      uniqueKeysWithValues: PackedText.alphabet.enumerated().map { ($0.element, $0.offset) })
    var letters: ArraySlice<UInt8>

    init(_ text: String) { letters = Array(text.utf8)[...] }

    mutating func number() -> Int {
      var (number, shift) = (0, 0)
      while true {
        let value = Self.values[letters.removeFirst()]!
        number |= (value & 31) << shift
        if value < 32 { return number }
        shift += 5
      }
    }
    mutating func signed() -> Int {
      let folded = number()
      return folded & 1 == 0 ? folded / 2 : -(folded / 2) - 1
    }
  }

  @Test func numbers() {
    let numbers = [0, 1, 31, 32, 1023, 1024, 1_800_000_000, .max / 2]
    var reader = Reader(PackedText(numbers).text)
    #expect(numbers.map { _ in reader.number() } == numbers && reader.letters.isEmpty)
    let both = numbers.dropLast().flatMap { [$0, -$0, -$0 - 1] }
    var packed = PackedText()
    for number in both { packed.append(signed: number) }
    var signed = Reader(packed.text)
    #expect(both.map { _ in signed.signed() } == both && signed.letters.isEmpty)
    #expect(PackedText([0, 31, 32]).text == "AfgB")
  }

  @Test func aColumnComesBackToTheGrid() {
    var random = SeededGenerator(3)
    let rows = (0..<60).map { row in
      row % 7 == 0 ? [] : randomRow(&random, at: (87 + Double(row) / 100, 44), radius: 0.003)
    }
    let column = polygons(rows)
    let step = 1e-6
    var reader = Reader(column.packed(step: step))
    var (x, y) = (0, 0)
    for row in 0..<column.count {
      #expect(reader.number() == column.parts(ofRow: row).count)
      for part in column.parts(ofRow: row) {
        #expect(reader.number() == column.rings(ofPart: part).count)
        for ring in column.rings(ofPart: part) {
          let range = column.coordinates(ofRing: ring).dropLast()
          #expect(reader.number() == range.count)
          for index in range {
            x += reader.signed()
            y += reader.signed()
            let place = Coordinate(x: Double(x) * step, y: Double(y) * step)
            #expect(abs(place.x - column.coordinate(index).x) < 0.51 * step)
            #expect(abs(place.y - column.coordinate(index).y) < 0.51 * step)
          }
        }
      }
    }
    #expect(reader.letters.isEmpty)
  }

  @Test func pointsAreWrittenWithoutRings() {
    var builder = GeometryBuilder(.point)
    builder.appendPoint(Coordinate(x: 3, y: -2))
    builder.endRow()
    var reader = Reader(builder.finish().packed(step: 1))
    #expect([reader.number(), reader.signed(), reader.signed(), reader.number()] == [1, 3, -2, 0])
  }
}
