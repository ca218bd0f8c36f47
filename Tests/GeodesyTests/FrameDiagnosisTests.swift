// Every way in which a frame goes wrong on its way from office to office, made from the same places.

import Geometry
import TestSupport
import Testing

@testable import Geodesy

@Suite struct FrameDiagnosisTests {
  /// One cell of the matrix: the zone, how its coordinates are written, and what the file says of them.
  struct Cell: Sendable, CustomStringConvertible {
    enum Statement: String, CaseIterable { case right, missing, otherZone, otherPrefix, degrees, otherProjection }
    let zone: Int
    let hasPrefix: Bool
    let isSwapped: Bool
    let statement: Statement

    var description: String { "zone \(zone), prefix \(hasPrefix), swapped \(isSwapped), stated \(statement)" }

    var truth: GaussFrame {
      let own = GaussFrame(zone: zone, datum: .cgcs2000)!
      return hasPrefix ? own : GaussFrame(meridian: own.meridian, datum: .cgcs2000)!
    }

    var stated: Frame? {
      get throws {
        let meridian = truth.meridian
        return switch statement {
        case .right: try truth.frame
        case .missing: nil
        case .otherZone:
          try hasPrefix
            ? GaussFrame(zone: zone + 1, datum: .cgcs2000)!.frame
            : GaussFrame(meridian: meridian + 3, datum: .cgcs2000)!.frame
        case .otherPrefix:
          try hasPrefix
            ? GaussFrame(meridian: meridian, datum: .cgcs2000)!.frame : GaussFrame(zone: zone, datum: .cgcs2000)!.frame
        case .degrees: try Frame("EPSG:4490")
        // UTM in another zone; that of the same meridian is two kilometres off, which no outline shows.
        case .otherProjection: try Frame("EPSG:32643")
        }
      }
    }

    var problems: Set<FrameDiagnosis.Problem> {
      let own: Set<FrameDiagnosis.Problem> =
        switch statement {
        case .right: []
        case .missing: [.missing]
        case .otherZone: [.otherZone]
        case .otherPrefix: [.prefix]
        case .degrees: [.otherUnit]
        case .otherProjection: [.otherProjection]
        }
      return isSwapped ? own.union([.swappedAxes]) : own
    }

    /// Forty places about the zone's meridian, as the file has them.
    func column() throws -> GeometryColumn {
      let transformer = try Transformer(from: Frame("EPSG:4490"), to: truth.frame)
      var builder = GeometryBuilder(.point)
      for index in 0..<40 {
        let place = transformer.apply(
          Coordinate(x: Double(truth.meridian) + 0.3 + 0.01 * Double(index), y: 43.8 + 0.005 * Double(index)))
        builder.appendPoint(isSwapped ? Coordinate(x: place.y, y: place.x) : place)
      }
      return builder.finish()
    }

    var county: Box {
      let west = Double(truth.meridian) + 0.2
      return Box(minX: west, minY: 43.6, maxX: west + 0.7, maxY: 44.2)
    }
  }

  static let cells: [Cell] = [28, 29, 15].flatMap { zone in
    [true, false].flatMap { prefix in
      [true, false].flatMap { swapped in
        Cell.Statement.allCases.map { Cell(zone: zone, hasPrefix: prefix, isSwapped: swapped, statement: $0) }
      }
    }
  }

  @Test(arguments: cells) func everyCellIsDiagnosed(_ cell: Cell) throws {
    let column = try cell.column()
    let before = column.xy
    let diagnosis = FrameDiagnosis(CoordinateSample(column), stated: try cell.stated, county: cell.county)
    #expect(Set(diagnosis.problems) == cell.problems, "\(cell)")
    if cell.problems.isEmpty {
      #expect(diagnosis.proposal == nil, "\(cell)")
    } else {
      let proposal = try #require(diagnosis.proposal, "\(cell)")
      #expect(proposal.frame.isSame(as: try cell.truth.frame), "\(cell): \(proposal.frame.name)")
      #expect(proposal.swapsAxes == cell.isSwapped, "\(cell)")
      #expect(proposal.assumesDatum == (cell.statement == .missing), "\(cell)")
      // What is proposed, once it is done, leaves nothing to propose.
      let repaired = cell.isSwapped ? column.exchangingAxes() : column
      #expect(
        FrameDiagnosis(CoordinateSample(repaired), stated: proposal.frame, county: cell.county).isSound, "\(cell)")
    }
    #expect(!diagnosis.evidence.isEmpty)
    #expect(column.xy == before)
  }

  /// Without an outline a prefix still says its zone; without a prefix nobody but the file does.
  @Test(arguments: cells) func withoutAnOutlineNothingIsGuessed(_ cell: Cell) throws {
    let diagnosis = FrameDiagnosis(CoordinateSample(try cell.column()), stated: try cell.stated)
    let isKnown = cell.hasPrefix || [.right, .otherPrefix, .otherZone].contains(cell.statement)
    if cell.hasPrefix {
      #expect(Set(diagnosis.problems) == cell.problems, "\(cell)")
    } else if cell.statement == .otherZone && !cell.isSwapped {
      #expect(diagnosis.isSound, "\(cell)")  // 240 km away, and nothing shows it but the county
    }
    if !cell.problems.isEmpty && !isKnown {
      #expect(diagnosis.proposal == nil, "\(cell)")
      #expect(diagnosis.evidence.contains { $0.en.contains("the county's outline would") }, "\(cell)")
    }
    if let proposal = diagnosis.proposal, cell.statement != .otherZone || cell.hasPrefix {
      #expect(proposal.frame.isSame(as: try cell.truth.frame), "\(cell)")
    }
  }

  /// Zones of UTM have eastings as plain as those of Gauss–Krüger: without an outline a layer that says UTM is taken at its word,
  /// and that nothing proves it is said. One that would lie in Europe is not.
  @Test func otherProjectionsWithoutAnOutline() throws {
    let toUTM = try Transformer(from: Frame("EPSG:4490"), to: Frame("EPSG:32645"))
    var builder = GeometryBuilder(.point)
    for index in 0..<10 { builder.appendPoint(toUTM.apply(Coordinate(x: 87.3 + 0.01 * Double(index), y: 44))) }
    let sample = CoordinateSample(builder.finish())
    let stated = FrameDiagnosis(sample, stated: try Frame("EPSG:32645"))
    #expect(stated.isSound && stated.evidence.last?.en.contains("the county's outline would") == true)
    #expect(FrameDiagnosis(sample, stated: try Frame("EPSG:32633")).problems == [.otherProjection])
  }

  @Test func degreesSwappedAndMisstated() throws {
    var builder = GeometryBuilder(.point)
    for index in 0..<10 { builder.appendPoint(Coordinate(x: 44 + 0.01 * Double(index), y: 87.3)) }
    let sample = CoordinateSample(builder.finish())
    let swapped = FrameDiagnosis(sample, stated: try Frame("EPSG:4490"))
    #expect(swapped.problems == [.swappedAxes])
    #expect(swapped.proposal?.settings == "axes: north-east")
    let misstated = FrameDiagnosis(sample, stated: try Frame("EPSG:4517"))
    #expect(misstated.problems == [.otherUnit, .swappedAxes])
    #expect(misstated.proposal?.settings == "frame: EPSG:4490, axes: north-east")
  }

  @Test func aDatumIsKeptAndNeverProposed() throws {
    let cell = Cell(zone: 29, hasPrefix: true, isSwapped: false, statement: .right)
    let xian = FrameDiagnosis(
      CoordinateSample(try cell.column()), stated: try GaussFrame(meridian: 87, datum: .xian80)!.frame)
    #expect(xian.problems == [.prefix])
    #expect(xian.proposal?.frame.definition == "EPSG:2353")
    #expect(xian.proposal?.assumesDatum == false)
  }

  @Test func numbersThatAreNoPlaces() throws {
    var builder = GeometryBuilder(.point)
    for index in 0..<10 { builder.appendPoint(Coordinate(x: Double(index), y: 5000)) }
    let diagnosis = FrameDiagnosis(CoordinateSample(builder.finish()), stated: nil)
    #expect(diagnosis.problems == [.missing, .unclear])
    #expect(diagnosis.proposal == nil)
    #expect(FrameDiagnosis(CoordinateSample(GeometryBuilder(.point).finish()), stated: nil).isSound)
  }

  /// A few wells at 0, 0 do not hide what the others are.
  @Test func wellsAtZeroHaveNoSay() throws {
    var builder = GeometryBuilder(.point)
    for index in 0..<10 {
      builder.appendPoint(index < 4 ? Coordinate(x: 0, y: 0) : Coordinate(x: 4_880_000, y: 29_524_000))
    }
    let diagnosis = FrameDiagnosis(CoordinateSample(builder.finish()), stated: try Frame("EPSG:4517"))
    #expect(diagnosis.problems == [.swappedAxes])
  }

  /// A frame is what somebody wrote into a .prj.
  @Test(arguments: ["+x_0=1e300 +lon_0=117", "+x_0=500000 +lon_0=117.4", "+x_0=1e18 +lon_0=0"])
  func framesThatAreNoZone(parameters: String) throws {
    let frame = try Frame("+proj=tmerc +lat_0=0 +k=1 +y_0=0 +ellps=GRS80 +units=m +type=crs \(parameters)")
    #expect(GaussFrame(frame) == nil)
  }

  @Test(arguments: GaussFrame.Datum.allCases) func codesAreThoseOfTheRegistry(_ datum: GaussFrame.Datum) throws {
    for zone in Array(13...23) + Array(25...45) {
      let own = try #require(GaussFrame(zone: zone, datum: datum))
      #expect(GaussFrame(try own.frame) == own, "\(own)")
      #expect(try own.frame.name.contains("zone \(zone)"))
    }
    for meridian in GaussFrame.meridians {
      let own = try #require(GaussFrame(meridian: meridian, datum: datum))
      #expect(GaussFrame(try own.frame) == own, "\(own)")
      #expect(try own.frame.name.contains("CM \(meridian)E"))
    }
  }
}
