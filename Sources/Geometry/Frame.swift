// Which frame a layer's coordinates are in. Geometry only carries it; Geodesy knows what it means.

/// A coordinate reference system, by a definition that PROJ understands. Two frames with the same definition are the same.
public struct Frame: Sendable, Hashable {
  /// `EPSG:4517`, or well-known text.
  public let definition: String
  /// What people call it, for messages.
  public let name: String
  /// Whether coordinates are degrees of longitude and latitude.
  public let isGeographic: Bool

  public init(definition: String, name: String, isGeographic: Bool) {
    self.definition = definition
    self.name = name
    self.isGeographic = isGeographic
  }
}
