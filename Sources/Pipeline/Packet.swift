// packet.gpkg: every layer of the run in one GeoPackage, in the frame of the job, with the styles that QGIS loads by itself.

import Formats
import Geometry
import Reports
import Rules

/// A layer on its way into a file. Its columns are made when it is its turn: those of a long list are as large as the list.
struct PacketLayer {
  let name: String
  let kind: GeometryKind?
  let style: QGISStyle?
  let columns: () -> (layer: Layer, fields: [FieldDefinition])
}

extension Run {
  /// In drawing order, the lowest first: wells and findings as the lists have them, all others as they were read.
  func packetLayers(_ lists: RunLists, in language: Language) -> [PacketLayer] {
    let order = [
      "survey", "plots", "forest", "coverage", "reservoirs", "zones", "villages", "townships", "canals", "pipes",
      "headworks",
    ]
    func place(_ role: String) -> Int { order.firstIndex(of: role) ?? order.count }
    let packed = layers.layers.filter { $0.role != "wells" }.sorted { place($0.role) < place($1.role) }.map { entry in
      PacketLayer(name: entry.role, kind: entry.layer.geometry?.kind, style: style(ofRole: entry.role, in: language)) {
        entry.layer.withFieldsForFiles
      }
    }
    var own = [("findings", lists.findings)]
    if layers["wells"] != nil { own.insert(("wells", lists.wells), at: 0) }
    return packed
      + own.map { name, list in
        PacketLayer(name: name, kind: .point, style: style(ofRole: name, in: language)) {
          (list.pointLayer(name, frame: job.frame), list.fields)
        }
      }
  }

  /// Writes the packet. The same run is the same bytes.
  func writePacket(_ lists: RunLists, to path: String, in language: Language) throws {
    let packed = packetLayers(lists, in: language)
    var options = WriteOptions()
    for entry in packed + [styleTable(of: packed)] {
      options.multipart = entry.kind != .point
      let (layer, fields) = entry.columns()
      var writer = try LayerWriter(
        creating: path, layer: entry.name, kind: entry.kind, frame: entry.kind.map { _ in job.frame }, fields: fields,
        options: options)
      try writer.append(layer)
      try writer.close()
      options.addsToFile = true
    }
  }

  /// The table `layer_styles` as QGIS makes it: one default style for each layer.
  private func styleTable(of packed: [PacketLayer]) -> PacketLayer {
    let styled = packed.filter { $0.style != nil }
    let texts: [(String, (PacketLayer) -> String)] = [
      ("f_table_catalog", { _ in "" }), ("f_table_schema", { _ in "" }), ("f_table_name", { $0.name }),
      ("f_geometry_column", { $0.kind == nil ? "" : "geom" }), ("styleName", { $0.name }),
      ("styleQML", { $0.style!.qml }), ("styleSLD", { _ in "" }), ("description", { _ in "Taohe" }),
      ("owner", { _ in "" }), ("ui", { _ in "" }),
    ]
    var fields = FieldTable()
    for (name, value) in texts { fields.set(name, .text(TextValues(styled.map { value($0) }))) }
    fields.set("useAsDefault", .flag(Values(styled.map { _ in true })))
    fields.set("update_time", .day(Values(styled.map { _ in job.decisionDate.daysSince1970 })))
    let definitions =
      texts.map { FieldDefinition($0.0, .text) }
      + [FieldDefinition("useAsDefault", .flag), FieldDefinition("update_time", .day)]
    let layer = Layer(
      name: "layer_styles", frame: nil, geometry: nil, fields: fields, featureIDs: styled.indices.map { Int64($0) })
    return PacketLayer(name: layer.name, kind: nil, style: nil) { (layer, definitions) }
  }
}
