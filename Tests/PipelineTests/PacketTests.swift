// The packet as GDAL and, where it is installed, QGIS itself read it.

import Formats
import Foundation
import FoundationXML
import Geometry
import Pipeline
import Rules
import SampleLayers
import TestSupport
import Testing

@Suite struct PacketTests {
  private let folder: TemporaryFolder
  private var packet: String { folder.file("out/packet.gpkg") }

  init() async throws {
    folder = try TemporaryFolder()
    let job = try Job(readingFrom: SampleLayers.folder + "/sample-county/job.yaml", shipped: SampleLayers.folder)
    try await Run.check(job, workers: 2).write(to: folder.file("out"), OutputOptions(language: .zh), workers: 2)
  }

  private static let rows = [
    "survey": 2402, "plots": 2000, "forest": 151, "coverage": 1, "reservoirs": 1, "zones": 3, "villages": 65,
    "townships": 5, "canals": 7, "pipes": 11, "headworks": 2, "wells": 420,
  ]

  @Test func everyLayerWithItsRowsAndAStyle() throws {
    for (name, count) in Self.rows {
      let layer = try readLayer(VectorSource(path: packet, layer: name)).layer
      #expect(layer.count == count && layer.frame?.definition == "EPSG:4517", "\(name)")
    }
    var options = ReadOptions()
    options.tableAllowed = true
    let styles = try readLayer(VectorSource(path: packet, layer: "layer_styles"), options: options).layer
    let named = (0..<styles.count).map { styles.fields.text("f_table_name", $0)! }
    #expect(Set(named) == Set(Self.rows.keys).union(["findings"]))
    for row in 0..<styles.count {
      let qml = try #require(styles.fields.text("styleQML", row))
      #expect(
        XMLParser(data: Data(qml.utf8)).parse() && ["1", "true"].contains(styles.fields.text("useAsDefault", row)))
    }
  }

  /// Outcomes in the layer are those of the list.
  @Test func wellsCarryTheirOutcome() throws {
    let wells = try readLayer(VectorSource(path: packet, layer: "wells")).layer
    let outcomes = (0..<wells.count).compactMap { wells.fields.text("outcome", $0) }
    #expect(outcomes.count { $0 == "close" } == 25 && outcomes.count { $0 == "close-and-keep-ready" } == 11)
  }

  private static let python = "/usr/bin/python3"
  /// `apt-get install python3-qgis qgis-providers`
  static let hasQGIS = ["/usr/lib/python3/dist-packages/qgis"].contains { FileManager.default.fileExists(atPath: $0) }

  @Test(.enabled(if: hasQGIS, "python3-qgis is not installed")) func qgisLoadsTheStylesByItself() throws {
    let script = """
      import collections, os, sys
      os.environ['QT_QPA_PLATFORM'] = 'offscreen'
      from qgis.core import QgsApplication, QgsExpression, QgsExpressionContext, QgsRenderContext, QgsVectorLayer
      from qgis.PyQt.QtGui import QColor
      application = QgsApplication([], False)
      application.initQgis()
      for name in sys.argv[2:]:
          layer = QgsVectorLayer(f'{sys.argv[1]}|layername={name}', name, 'ogr')
          renderer = layer.renderer()
          field = renderer.classAttribute() if hasattr(renderer, 'classAttribute') else '-'
          print(name, layer.isValid(), layer.featureCount(), field, layer.labelsEnabled())
          for symbol in renderer.symbols(QgsRenderContext()) if name == 'wells' else []:
              sign = symbol.symbolLayer(0)
              size = QgsApplication.svgCache().svgViewboxSize(sign.path(), 10, QColor(), QColor(), 1, 1)
              print('sign', sign.layerType(), size.width(), size.height())
          if name == 'wells':
              expression, scope = QgsExpression(field), QgsExpressionContext()
              signs = collections.Counter()
              for feature in layer.getFeatures():
                  if feature['outcome'] == 'close' and signs['closed'] < 10:
                      feature['closed'] = True
                  scope.setFeature(feature)
                  signs[expression.evaluate(scope)] += 1
              print('closed', signs['closed'], 'close', signs['close'], 'all', sum(signs.values()))
      """
    let path = try folder.write(script, to: "styles.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.python)
    process.arguments = [path, packet, "zones", "wells", "plots", "findings", "villages"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lines = output.split(separator: "\n").map(String.init)
    #expect(
      lines.contains("zones True 3 zone_kind True")
        && lines.contains { $0.hasPrefix("wells True 420 ") && $0.hasSuffix(" True") })
    #expect(
      lines.contains("plots True 2000 status False") && lines.contains { $0.hasPrefix("villages True 65 - True") })
    #expect(lines.contains { $0.hasPrefix("findings True") && $0.hasSuffix("severity False") })
    // The signs of wells are the ones of the maps, within the style.
    #expect(lines.count { $0 == "sign SvgMarker 10.0 10.0" } == Outcome.allCases.count + 1, "\(output)")
    // Ten of the 25 wells to close are taken to be closed.
    #expect(lines.contains("closed 10 close 15 all 420"), "\(output)")
  }
}
