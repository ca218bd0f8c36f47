// packet.gpkg: every layer of the run in one GeoPackage, in the frame of the job, with the styles that QGIS loads by itself.

import Formats
import Geometry
import Reports
import Rules

/// A layer on its way into a file.
struct PacketLayer {
  let layer: Layer
  let fields: [FieldDefinition]
  let style: QGISStyle?
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
      let (layer, fields) = entry.layer.withFieldsForFiles
      return PacketLayer(layer: layer.named(entry.role), fields: fields, style: style(ofRole: entry.role, in: language))
    }
    var own = [("findings", lists.findings)]
    if layers["wells"] != nil { own.insert(("wells", lists.wells), at: 0) }
    return packed
      + own.map { name, list in
        PacketLayer(
          layer: list.pointLayer(name, frame: job.frame), fields: list.fields, style: style(ofRole: name, in: language))
      }
  }

  /// Writes the packet. The same run is the same bytes.
  func writePacket(_ lists: RunLists, to path: String, in language: Language) throws {
    let packed = packetLayers(lists, in: language)
    var options = WriteOptions()
    for entry in packed {
      options.multipart = entry.layer.geometry?.kind != .point
      var writer = try LayerWriter(
        creating: path, layer: entry.layer.name, kind: entry.layer.geometry?.kind, frame: job.frame,
        fields: entry.fields, options: options)
      try writer.append(entry.layer)
      try writer.close()
      options.addsToFile = true
    }
    let styles = styleTable(of: packed)
    var writer = try LayerWriter(
      creating: path, layer: styles.layer.name, kind: nil, frame: nil, fields: styles.fields, options: options)
    try writer.append(styles.layer)
    try writer.close()
  }

  /// The table `layer_styles` as QGIS makes it: one default style for each layer.
  private func styleTable(of packed: [PacketLayer]) -> PacketLayer {
    let styled = packed.filter { $0.style != nil }
    let texts: [(String, (PacketLayer) -> String)] = [
      ("f_table_catalog", { _ in "" }), ("f_table_schema", { _ in "" }), ("f_table_name", { $0.layer.name }),
      ("f_geometry_column", { $0.layer.geometry == nil ? "" : "geom" }), ("styleName", { $0.layer.name }),
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
    return PacketLayer(layer: layer, fields: definitions, style: nil)
  }
}

extension Layer {
  fileprivate func named(_ name: String) -> Layer {
    var layer = self
    layer.name = name
    return layer
  }
}
