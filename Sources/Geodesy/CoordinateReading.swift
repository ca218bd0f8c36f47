// What coordinates in China look like, before anybody says which frame they are in.
//
//     degrees     longitude 73 … 136, latitude 3 … 54
//     northing    7 digits: 1,000 km … 6,200 km from the equator
//     easting     6 digits, or 8 with the number of the zone before them
//
// The ranges do not overlap, so the numbers alone say which is which, and whether north stands before east.

public import Geometry

/// One way to read a pair of numbers.
public struct CoordinateReading: Sendable, Hashable {
  public enum Unit: Sendable, Hashable {
    case degrees
    /// Metres; with the number of the zone where the easting has one.
    case metres(zone: Int?)
  }
  public let unit: Unit
  /// North in x and east in y, as survey texts write them.
  public let isSwapped: Bool

  public init(unit: Unit, isSwapped: Bool) {
    self.unit = unit
    self.isSwapped = isSwapped
  }

  /// `nil` where a pair is neither.
  public init?(_ place: Coordinate) {
    if let unit = Self.unit(east: place.x, north: place.y) {
      self.init(unit: unit, isSwapped: false)
    } else if let unit = Self.unit(east: place.y, north: place.x) {
      self.init(unit: unit, isSwapped: true)
    } else {
      return nil
    }
  }

  private static func unit(east: Double, north: Double) -> Unit? {
    if (73...136).contains(east) && (3...54).contains(north) { return .degrees }
    guard (1e6..<6.2e6).contains(north) else { return nil }
    let zone = Int(east / 1e6)
    guard (100_000..<1e6).contains(east - Double(zone) * 1e6) else { return nil }
    switch zone {
    case 0: return .metres(zone: nil)
    case 13...23, 25...45: return .metres(zone: zone)
    default: return nil
    }
  }

  /// A place with east in x.
  public func eastNorth(_ place: Coordinate) -> Coordinate {
    isSwapped ? Coordinate(x: place.y, y: place.x) : place
  }

  public var words: Words {
    let axes =
      isSwapped
      ? Words(zh: "x 为北、y 为东", en: "x is north and y is east") : Words(zh: "x 为东、y 为北", en: "x is east and y is north")
    switch unit {
    case .degrees: return Words(zh: "经纬度，\(axes.zh)", en: "degrees; \(axes.en)")
    case .metres(nil):
      return Words(zh: "米，东坐标 6 位、无带号，\(axes.zh)", en: "metres, eastings of 6 digits without a zone; \(axes.en)")
    case .metres(let zone?):
      return Words(
        zh: "米，东坐标 8 位、带号 \(zone)，\(axes.zh)",
        en: "metres, eastings of 8 digits with zone \(zone) before them; \(axes.en)")
    }
  }
}

/// Some places of a layer, evenly over its rows: enough to tell what its coordinates are.
public struct CoordinateSample: Sendable {
  public static let size = 500
  public let places: [Coordinate]

  public init(_ column: GeometryColumn) {
    let rows = (0..<column.count).filter { !column.isEmpty(row: $0) }
    let step = max(1, rows.count / Self.size)
    places = stride(from: 0, to: rows.count, by: step).map { column.box(ofRow: rows[$0]).center }
  }

  /// The reading that most places have, and how many. Places that are nowhere, such as 0, 0, have no say.
  public var reading: (reading: CoordinateReading, count: Int)? {
    var counts: [CoordinateReading: Int] = [:]
    for place in places { if let reading = CoordinateReading(place) { counts[reading, default: 0] += 1 } }
    // Of equally frequent ones that of the earlier place.
    let most = counts.values.max()
    guard let most, 2 * most > places.count,
      let reading = places.lazy.compactMap(CoordinateReading.init).first(where: { counts[$0] == most })
    else { return nil }
    return (reading, most)
  }
}
