// What reading a layer leaves to be told: columns under names of their own, and what the doctor of shapefiles found, by the
// rows that the layer has in the end.

import Geometry

extension ReadResult {
  /// Gives the layer its columns. Names that a file has twice get a number; names cut inside a character lose the broken end.
  mutating func setFields(_ columns: [(name: String, column: AttributeColumn)], fullNames: Set<Int>) {
    var repeated: [String] = []
    for (number, field) in columns.enumerated() {
      // A heading that stands on two lines of its cell is one name.
      let name = String(field.name.droppingBrokenEnd().filter { !$0.isNewline })
      var free = name
      var next = 2
      while layer.fields[free] != nil {
        free = "\(name)_\(next)"
        next += 1
      }
      if free != name { repeated.append(name) }
      layer.fields.set(free, field.column)
      if fullNames.contains(number) { self.fullNames.insert(free) }
    }
    if !repeated.isEmpty {
      let list = repeated.joined(separator: ", ")
      diagnoses.append(
        Diagnosis(
          "F03",
          Words(
            zh: "字段名重复：\(list)；后出现的已加序号。请核对各列含义",
            en: "field names that occur twice: \(list); the later ones got a number. Check which column is which")))
    }
  }

  /// Texts that GDAL hands over in another encoding, as programs write them that do not know what a GeoPackage is in.
  mutating func tellBrokenTexts() {
    for (name, column) in layer.fields.all {
      guard case .text(let values) = column else { continue }
      let broken = values.brokenRows
      guard let first = broken.first else { continue }
      let (count, id) = (broken.count, layer.featureIDs[first])
      diagnoses.append(
        Diagnosis(
          "F02",
          Words(
            zh: "“\(name)”列有 \(count) 个值不是 UTF-8（如 fid \(id)），不能识别的字以“\u{FFFD}”代替，多半是 GBK。请从来源以 UTF-8 重新导出",
            en:
              "\(count) values of '\(name)' are not in UTF-8 (such as fid \(id)); what cannot be read is '\u{FFFD}'. It may be GBK: export it anew in UTF-8"
          )))
    }
  }

  mutating func tell(_ doctor: ShapefileDoctor?, frame: Frame?) {
    guard var doctor else { return }
    if !doctor.hasProjection { doctor.tellMissingProjection(frame) }
    diagnoses += doctor.diagnoses
    guard !doctor.cutTexts.isEmpty || !doctor.unreadable.isEmpty || !doctor.wrongValues.isEmpty else { return }
    var rows: [Int64: Int] = [:]
    for (row, id) in layer.featureIDs.enumerated() { rows[id] = row }
    for cut in doctor.cutTexts {
      if let row = rows[Int64(cut.record)] { diagnoses.append(Diagnosis("F03", row: row, cut.message)) }
    }
    let wrong = Dictionary(grouping: doctor.wrongValues) { $0.field }
    for (number, name) in layer.fields.names.enumerated() {
      let cells = (wrong[number] ?? []).compactMap { cell in rows[Int64(cell.record)].map { ($0, cell.text) } }
      setTexts(name, wrong: Dictionary(cells) { first, _ in first })
    }
    for (record, reason) in doctor.unreadable.sorted(by: { $0.key < $1.key }) {
      if let row = rows[Int64(record)] { failures.append(RowFailure(row: row, reason: reason)) }
    }
  }
}
