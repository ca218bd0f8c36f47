// Last year's layers in a job: another job file, or layers by role.
//
//     previous: ../2021/job.yaml
//     previous: {plots: 去年地块.gpkg, wells: 去年机井.xlsx}
//     previous: [{role: plots, source: 去年地块.shp, fields: {plot_id: 编号}}]

import Foundation
import Geometry
import Rules
import Settings

extension JobLayer {
  /// The layers of last year that are compared; of a job its layers, also those in its store, and nothing else.
  static func ofLastYear(_ setting: Setting, _ library: Library) throws -> [JobLayer] {
    let roles = LayerComparison.fieldsByRole.map(\.role)
    if setting.isMapping {
      return try setting.entries(known: roles).map { entry in
        try JobLayer(role: entry.key, source: try entry.value.text(), library: library).ofLastYear
      }
    }
    if setting.isList { return try compared(setting, library, roles) }
    let path = library.resolve(try setting.text())
    let job = try Setting(yaml: try library.text(ofFile: path), file: path)
    let own = library.of(jobFolder: path.folderOfPath)
    let (store, listed) = try JobStore.withListedLayers(of: job, own)
    let imported = try store?.layers(besides: Set(listed.map(\.role)), library: own) ?? []
    library.takeOver(own, ofJob: path)
    return (listed + imported).filter { roles.contains($0.role) }.map(\.ofLastYear)
  }

  private static func compared(_ setting: Setting, _ library: Library, _ roles: [String]) throws -> [JobLayer] {
    try setting.list().map { try JobLayer($0, library: library) }.filter { roles.contains($0.role) }.map(\.ofLastYear)
  }

  private var ofLastYear: JobLayer {
    var layer = self
    layer.role = PreviousYear.role(role)
    layer.title = Words(zh: "去年的\(title.zh)", en: "\(title.en) of last year")
    layer.sourceName = "previous/" + sourceName
    return layer
  }
}
