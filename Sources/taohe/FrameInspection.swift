// What taohe inspect tells of a layer's frame: what the coordinates show beside what the source says, in numbers, and the
// settings that would repair it.

import Formats
import Geodesy
import Geometry
import Pipeline

/// What a county shows about the frame of a layer.
struct CountyPlace {
  /// In longitude and latitude; `nil` where nobody gave its outline.
  var bounds: Box?
  /// That of the job, into which its layers are brought.
  var frame: Frame?
}

struct FrameInspection: Encodable {
  struct Proposal: Encodable {
    /// In the words of a job file.
    let settings: String
    let frame: String
    /// Whether nothing states the datum, so that it is to be confirmed.
    let assumesDatum: Bool
  }

  let isSound: Bool
  let problems: [String]
  let verdict: String
  let evidence: [String]
  let proposal: Proposal?
  let remedy: String?
  /// How the layer comes into the frame of the job; `nil` without one.
  let intoJob: String?

  /// `nil` where no row has coordinates.
  init?(_ layer: Layer, in county: CountyPlace, _ language: Language) {
    guard let sample = layer.geometry.map({ CoordinateSample($0) }), !sample.places.isEmpty else { return nil }
    let diagnosis = FrameDiagnosis(sample, stated: layer.frame, county: county.bounds)
    isSound = diagnosis.isSound
    problems = diagnosis.problems.map(\.rawValue)
    verdict = diagnosis.verdict(hasOutline: county.bounds != nil)[language]
    evidence = diagnosis.evidence.map { $0[language] }
    proposal = diagnosis.proposal.map {
      Proposal(settings: $0.settings, frame: $0.frame.name, assumesDatum: $0.assumesDatum)
    }
    remedy = diagnosis.isSound ? nil : diagnosis.remedy[language]
    let own = diagnosis.proposal?.frame ?? (diagnosis.isSound ? layer.frame : nil)
    intoJob = own.flatMap { own in county.frame.map { wayIn(from: own, to: $0)[language] } }
  }
}

extension FrameDiagnosis {
  fileprivate func verdict(hasOutline: Bool) -> Words {
    guard isSound else {
      return Words(
        zh: problems.map(\.title.zh).joined(separator: "；"), en: problems.map(\.title.en).joined(separator: "; "))
    }
    return hasOutline
      ? Words(zh: "坐标与注明的坐标系相符，在县界范围内", en: "the coordinates fit the stated frame and lie in the county")
      : Words(
        zh: "坐标与注明的坐标系相符；未给县界，是否在本县没有核对（用 --county 或 --job）",
        en:
          "the coordinates fit the stated frame; whether they lie in the county is not known without its outline (--county or --job)"
      )
  }
}

/// What a check will do with a layer in its own frame.
private func wayIn(from own: Frame, to job: Frame) -> Words {
  if own.isSame(as: job) { return Words(zh: "与作业坐标系相同", en: "the frame of the job as well") }
  if own.needsCountyParameters != job.needsCountyParameters {
    return Words(
      zh: "基准与作业的 \(job.name) 不同，须在作业文件写 datum-shift（本县七参数及来源）",
      en:
        "its datum is not that of the job (\(job.name)): datum-shift: in the job must give the county's seven parameters and their source"
    )
  }
  return Words(zh: "检查时转换到 \(job.name)", en: "will be transformed to that of the job, \(job.name)")
}
