// What each township takes away: the run seen from one township, with its wells, its findings and its areas.

import Geometry
import Registers
import Rules

/// What belongs to one township.
struct TownshipRun {
  /// For people; what belongs to none has a name too.
  let name: Words
  /// A name for its folder.
  let folder: String
  let run: Run
  /// Of the whole run's wells and findings, those that are in this one.
  let wells: [Int]
  let findings: [Int]
}

extension Run {
  /// The run of every township that has wells, findings or areas; at the end what belongs to none. Together they are the whole
  /// run: no well and no finding is in two, or in none.
  var townshipRuns: [TownshipRun] {
    let wellUnits = townshipsOfWells
    let findingUnits = townshipsOfFindings
    // A township may be several rows of the layer, and areas may be of one that the layer does not have.
    let ofAreas = register.cells.map(\.keys.township.name).filter { $0 != RegisterUnit.blank.name }
    let names = (townshipNames + (wellUnits + findingUnits).compactMap { $0 } + ofAreas).distinct { $0 }
    var folders = FileNames()
    let units: [String?] = names + [nil]
    return units.compactMap { unit in
      var run = self
      let ownWells = wells.indices.filter { wellUnits[$0] == unit }
      let ownFindings = findings.indices.filter { findingUnits[$0] == unit }
      run.wells = ownWells.map { wells[$0] }
      run.findings = ownFindings.map { findings[$0] }
      run.retreat = retreat?.filter { $0.township == unit ?? RegisterUnit.blank.name }
      let name = unit ?? RegisterUnit.blank.name
      for index in run.areas.indices { run.areas[index].rollUp = areas[index].rollUp.keeping(township: name) }
      run.register = register.keeping(township: name)
      run.waterworks = waterworks?.keeping(township: name)
      let hasRetreat = run.retreat?.isEmpty == false
      if run.wells.isEmpty && run.findings.isEmpty && !hasRetreat && run.areas.allSatisfy({ $0.rollUp.rows.isEmpty }) {
        return nil
      }
      return TownshipRun(
        name: unit.map { Words($0) } ?? Words(zh: "未落入任何乡镇", en: "no township"),
        folder: folders.unused(Self.folderName(unit ?? "no-township")), run: run, wells: ownWells, findings: ownFindings
      )
    }
  }

  /// Whose list each well is on: its register says it, else the map.
  private var townshipsOfWells: [String?] {
    let townships = layers["townships"]
    return wells.map { well in
      wellFacts?.value(of: .township, well)?.description ?? well.location.township.map { townships!.name($0) }
    }
  }

  /// The township of each finding: one about a well goes where the well goes, all others where they lie. `nil` for what lies
  /// in none.
  var townshipsOfFindings: [String?] {
    let townships = layers["townships"]
    let unitOfWell = Dictionary(zip(wells.map(\.id), townshipsOfWells), uniquingKeysWith: { first, _ in first })
    return findings.map { finding in
      if finding.layers.first == "wells", let unit = finding.rows.first.flatMap({ unitOfWell[$0] }) { return unit }
      return finding.place.flatMap { townships?.owner(of: $0) }.map { townships!.name($0) }
    }
  }

  private var townshipNames: [String] {
    guard let townships = layers["townships"] else { return [] }
    return (0..<townships.layer.count).map { townships.name($0) }
  }

  /// Without what no file system takes, and short enough for any.
  private static func folderName(_ name: String) -> String {
    var base = ""
    for character in name {
      let isKept = character.isLetter || character.isNumber || "（）()-_".contains(character)
      let kept = isKept && character.utf8.count <= 32 ? String(character) : "-"
      if base.utf8.count + kept.utf8.count > 120 { break }
      base += kept
    }
    return base.isEmpty ? "-" : base
  }
}
