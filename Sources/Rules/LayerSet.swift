// The layers of a run by their roles, prepared once: every check and every fact reads from here.

public import Geometry
import Overlay
public import Profiles

/// By field and row, texts of the source that are no value of the field.
public typealias IllegibleCells = [String: [Int: String]]

/// A layer in its role, with the index that the kernels need.
public struct RoleLayer: Sendable {
  public let role: String
  public let title: Words
  /// Where it was read from, as the job names it.
  public let source: String
  public let layer: Layer
  /// The field whose value names a row for people.
  public let keyField: String
  /// What its fields and rows must be; `nil` for a layer that no profile describes.
  public let profile: LayerProfile?
  /// `nil` for a table without geometry.
  public let prepared: PreparedColumn?
  public let tree: PackedRTree
  /// Rows whose rings cross: nothing can be summed over them (check G01 tells them).
  public let unsound: Set<Int>
  private let illegible: IllegibleCells

  public init(
    role: String, title: Words, source: String, layer: Layer, keyField: String, profile: LayerProfile? = nil,
    illegible: IllegibleCells = IllegibleCells(), workers: Int
  ) async throws {
    self.role = role
    self.title = title
    self.source = source
    self.layer = layer
    self.keyField = keyField
    self.profile = profile
    self.illegible = illegible
    if let geometry = layer.geometry {
      let prepared = try await PreparedColumn(geometry, workers: workers)
      self.prepared = prepared
      tree = PackedRTree(prepared.boxes)
      unsound =
        geometry.kind == .polygon ? Set(try await unsoundRows(of: prepared, workers: workers).map(\.row)) : []
    } else {
      prepared = nil
      tree = PackedRTree([])
      unsound = []
    }
  }

  /// What people call a row: its key, or its feature id where the key is missing.
  public func key(_ row: Int) -> String { layer.fields.text(keyField, row) ?? "fid \(layer.featureIDs[row])" }

  /// What people call a unit such as a township: its name, or its key where it has none.
  public func name(_ row: Int) -> String { layer.fields.text("name", row) ?? key(row) }

  /// What stands in a cell that its field cannot have (A02, A03): the layer has no value there, and yet something is said.
  /// A store may have been mended since it was found.
  func illegible(_ field: String, _ row: Int) -> String? {
    guard !illegible.isEmpty, let text = illegible[field]?[row], layer.fields.text(field, row) == nil else {
      return nil
    }
    return text
  }

  /// Whether there is no such cell in any field, as in most layers.
  var isWhollyLegible: Bool { illegible.isEmpty }

  /// Whether any row has such a cell.
  func hasIllegible(_ field: String) -> Bool { illegible[field] != nil }

  /// Whether nothing about a row is beyond reading: its geometry is there and sound.
  public func hasUsableGeometry(_ row: Int) -> Bool {
    layer.geometry.map { !$0.isEmpty(row: row) && !unsound.contains(row) } ?? true
  }
  public func isLegible(_ row: Int) -> Bool { !illegible.keys.contains { illegible($0, row) != nil } }

  /// A place to point at in a row.
  public func place(_ row: Int) -> Coordinate? { layer.geometry?.labelPoint(ofRow: row) }
}

/// All layers of a run, in one frame.
public struct LayerSet: Sendable {
  /// In the order of the job.
  public let layers: [RoleLayer]

  public init(_ layers: [RoleLayer]) { self.layers = layers }

  /// The layer of a role: the files of one role have become one layer. Without a single row nothing was handed in: a failed
  /// export must free no well, and close no problem.
  public subscript(role: String) -> RoleLayer? { layers.first { $0.role == role && $0.layer.count > 0 } }
}
