// Where the county lies, in longitude and latitude: what shows that a layer is in another frame than it says.

import Formats
import Geodesy
public import Geometry

/// By the layers of a job that say so; `nil` where it has neither townships nor villages.
public func countyBounds(of job: Job, workers: Int) async throws -> Box? {
  let outline = job.layers.filter { ["townships", "villages"].contains($0.role) }
  let read = try await readRoles(outline, of: job, workers: workers)
  return countyBounds(zip(outline, read).map { ($0.role, $1.layer) })
}

/// By a layer of its own, such as the county's or its townships'.
///
/// - Throws: ``InputFault`` where it has no polygons, or is itself in another frame than it says.
public func countyBounds(ofOutline path: String) throws -> Box {
  let source = VectorSource(path)
  var options = ReadOptions()
  options.kind = .polygon
  options.fieldsWanted = false
  let layer = try readLayer(source, options: options).layer
  guard let geometry = layer.geometry, geometry.kind == .polygon, !geometry.bounds.isEmpty else {
    throw InputFault(
      at: source.description, Words(zh: "没有面，不能作为县界", en: "has no polygons, so it is no outline of a county"),
      remedy: Words(zh: "请给出县界、乡镇界或村界的面图层", en: "give a layer of the county, its townships or its villages"))
  }
  let diagnosis = FrameDiagnosis(CoordinateSample(geometry), stated: layer.frame)
  guard diagnosis.isSound, let bounds = layer.boundsInDegrees else { throw diagnosis.fault(at: source.description) }
  return bounds
}

/// Of its townships, or its villages. `nil` where the layers have neither.
func countyBounds(_ layers: [(role: String, layer: Layer)]) -> Box? {
  for role in ["townships", "villages"] {
    let boxes = layers.filter { $0.role == role }.compactMap { $0.layer.boundsInDegrees }
    if let first = boxes.first {
      return boxes.dropFirst().reduce(into: first) { $0.formUnion($1) }
    }
  }
  return nil
}

extension Layer {
  /// `nil` where there is no geometry, or no frame to know it by.
  fileprivate var boundsInDegrees: Box? {
    guard let frame, let bounds = geometry?.bounds, !bounds.isEmpty, let base = try? frame.geographicBase,
      let transformer = try? Transformer(from: frame, to: base)
    else { return nil }
    var box = Box.empty
    for x in [bounds.minX, bounds.maxX] {
      for y in [bounds.minY, bounds.maxY] {
        let place = transformer.apply(Coordinate(x: x, y: y))
        box.formUnion(Box(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y))
      }
    }
    return box.width.isFinite && box.height.isFinite ? box : nil
  }
}
