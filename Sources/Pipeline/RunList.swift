// The lists of a run with their values found once: CSV, XLSX, GeoJSON, packet and page are all written from these columns.

import Formats
import Geodesy
import Geometry
import Reports
import Rules

/// A column of a list: the key that programs use, the heading that people read, and the value of every row.
struct ListColumn: Sendable {
  let key: String
  let heading: Words
  let kind: FieldDefinition.Kind
  let values: CodedValues<FactValue>
}

/// A list: its columns, and where each row lies.
struct RunList: Sendable {
  let columns: [ListColumn]
  /// In the frame of the run, as exactly as outputs may say.
  let places: [Coordinate?]
  /// The same places as longitude and latitude of WGS 84.
  let geographic: [Coordinate?]

  var count: Int { places.count }

  subscript(key: String) -> ListColumn { columns.first { $0.key == key }! }

  /// The chosen rows, in the order given.
  func keeping(_ rows: [Int]) -> RunList {
    RunList(
      columns: columns.map {
        ListColumn(key: $0.key, heading: $0.heading, kind: $0.kind, values: $0.values.gathering(rows))
      }, places: rows.map { places[$0] }, geographic: rows.map { geographic[$0] })
  }
}

/// All that outputs say row by row.
struct RunLists: Sendable {
  /// In the order of ``Run/wells`` and ``Run/findings``.
  let wells: RunList
  let findings: RunList
  /// Of the same wells; `nil` where the job has none.
  let facts: FactColumns?
}

/// A column that is still to be found.
struct ListColumnDefinition: Sendable {
  let key: String
  let heading: Words
  let kind: FieldDefinition.Kind
  let values: @Sendable () -> CodedValues<FactValue>

  init(
    _ key: String, zh: String, en: String, _ kind: FieldDefinition.Kind,
    _ values: @escaping @Sendable () -> CodedValues<FactValue>
  ) {
    self.key = key
    heading = Words(zh: zh, en: en)
    self.kind = kind
    self.values = values
  }
}

extension Run {
  /// - Parameter language: of texts that come in words.
  func lists(in language: Language, workers: Int) async throws -> RunLists {
    let facts = try await factColumns(workers: workers)
    let wellColumns = wellColumns(facts, in: language)
    let definitions = wellColumns + findingColumns(in: language)
    let columns = try await inChunks(of: definitions.count, size: 1, workers: workers, state: {}) { _, index in
      let definition = definitions[index.lowerBound]
      return ListColumn(
        key: definition.key, heading: definition.heading, kind: definition.kind, values: definition.values())
    }
    func list(_ columns: some Sequence<ListColumn>, at places: [Coordinate?]) async throws -> RunList {
      let places = places.map(disclosure.shown)
      return RunList(
        columns: Array(columns), places: places, geographic: try await geographic(places, workers: workers))
    }
    return RunLists(
      wells: try await list(columns.prefix(wellColumns.count), at: wells.map(\.location.position)),
      findings: try await list(columns.dropFirst(wellColumns.count), at: findings.map(\.place)), facts: facts)
  }

  /// Places in the frame of the run as longitude and latitude; those that have none are missing.
  private func geographic(_ places: [Coordinate?], workers: Int) async throws -> [Coordinate?] {
    // A chunk to each worker: PROJ takes as long to find a way between two frames as to go it ten thousand times.
    let size = max(1, (places.count + workers - 1) / workers)
    return try await inChunks(of: places.count, size: size, workers: workers, state: {}) { _, rows in
      let points = GeometryColumn(points: places[rows])
      let layer = Layer(
        name: "places", frame: job.frame, geometry: points, fields: FieldTable(), featureIDs: rows.map { Int64($0) })
      let geometry = try layer.transformed(to: .wgs84, by: job.datumShifts).layer.geometry!
      return (0..<rows.count).map { row in geometry.coordinates(ofRow: row).first.map { geometry.coordinate($0) } }
    }.flatMap { $0 }
  }

  /// The values of a column as people read them, in the order of its distinct values.
  func spoken(_ column: ListColumn, in language: Language) -> [String] {
    column.values.values.map { spoken($0, column.key, language) }
  }

  /// A list with its coordinates, and words in the language, as CSV.
  func writeCSV(_ list: RunList, to path: String, in language: Language) throws {
    let showsPlaces = disclosure != .none
    var headings = list.columns.map { $0.heading[language] }
    if showsPlaces { headings += placeHeadings.map { $0[language] } }
    let (values, cells) = (list.columns.map(\.values), list.columns.map { spoken($0, in: language).map(CSVText.cell) })
    try CSVText.write(to: path, headings: headings) { text in
      for row in 0..<list.count {
        for column in cells.indices { text.append(values[column].code(row).map { cells[column][$0] } ?? []) }
        if showsPlaces {
          let at = list.places[row]
          text.append(Array((at.map { "\($0.x.toHundredths)" } ?? "").utf8))
          text.append(Array((at.map { "\($0.y.toHundredths)" } ?? "").utf8))
        }
        text.endRow()
      }
    }
  }

  /// Of the two columns behind those of a list whose places may be shown.
  var placeHeadings: [Words] { [Words(zh: "东坐标（米）", en: "x (east)"), Words(zh: "北坐标（米）", en: "y (north)")] }
}

extension RunList {
  /// Writes the list as GeoJSON (RFC 7946), a line for every row. Written here, because GDAL makes an object of every value of
  /// every row, which takes ten times as long as all else; GDAL is asked in the tests whether it reads the same.
  func writeGeoJSON(to path: String) throws {
    // As the fields of a layer: what is not a number or a truth value is a text.
    let (keys, codes) = (columns.map(\.key), columns.map(\.values))
    let values = columns.map { column in
      column.values.values.map { value in
        switch column.kind {
        case .real, .flag: JSONText(value).bytes
        case .text, .integer, .day: JSONText(value.description).bytes
        }
      }
    }
    try JSONText.write(to: path) { json in
      json.object { json in
        json.member("type", "FeatureCollection")
        json.key("features")
        json.array { json in
          for row in 0..<count {
            json.breakLine()
            json.object { json in
              json.member("type", "Feature")
              json.key("properties")
              json.object { json in
                for column in keys.indices {
                  json.key(keys[column])
                  let code = codes[column].code(row)
                  if let code { json.written(values[column][code]) } else { json.null() }
                }
              }
              json.key("geometry")
              guard let place = geographic[row] else { return json.null() }
              json.object { json in
                json.member("type", "Point")
                json.member("coordinates", [place.x.toBillionths, place.y.toBillionths])
              }
            }
          }
        }
      }
    }
  }

  /// The list as a layer of points in a frame, with English keys.
  func pointLayer(_ name: String, frame: Frame) -> Layer {
    var fields = FieldTable()
    for column in columns { fields.set(column.key, attribute(column)) }
    return Layer(
      name: name, frame: frame, geometry: GeometryColumn(points: places), fields: fields,
      featureIDs: places.indices.map { Int64($0) })
  }

  var fields: [FieldDefinition] { columns.map { FieldDefinition($0.key, $0.kind) } }

  private func attribute(_ column: ListColumn) -> AttributeColumn {
    let rows = (0..<count).lazy
    switch column.kind {
    case .real: return .real(Values(rows.map { column.values[$0]?.number }))
    case .flag: return .flag(Values(rows.map { column.values[$0]?.flag }))
    case .text, .integer, .day:
      let texts = column.values.values.map(\.description)
      return .text(TextValues(rows.map { column.values.code($0).map { texts[$0] } }))
    }
  }
}

extension Double {
  /// A billionth of a degree is a tenth of a millimetre.
  fileprivate var toBillionths: Double { (self * 1e9).rounded() / 1e9 }
}
