// How a layer comes into the frame of the job, and what is said where that cannot be.

import Formats
public import Geodesy
public import Geometry
import Rules

extension ReadRole {
  /// Brings the layer into the frame of the job; rows that have no place there, or in their own frame, are findings. A layer
  /// whose coordinates cannot be in the frame that it states is refused: every area and place would be wrong.
  mutating func bring(to frame: Frame, of job: Job, from source: VectorSource) throws {
    sample = CoordinateSample(layer.geometry!)
    statedFrame = layer.frame
    let diagnosis = FrameDiagnosis(sample!, stated: statedFrame)
    guard let own = layer.frame, diagnosis.isSound || diagnosis.problems == [.unclear] else {
      throw diagnosis.fault(at: source.description)
    }
    let kept = try layer.withinItsFrame()
    let moved = try inputFaults(at: source.description) {
      try kept.layer.withShortEdges(for: frame).transformed(to: frame, by: job.datumShifts)
    }
    let lost = kept.lostRows + moved.lostRows
    if lost.count > 0 && lost.count == (0..<layer.count).count(where: { !layer.geometry!.isEmpty(row: $0) }) {
      throw noRowFits(
        own, at: source.description,
        remedy: Words(
          zh: "核对坐标系；在作业文件该图层下写 frame: EPSG:… 指明",
          en: "check the frame, and state it with frame: EPSG:… under the layer in the job file"))
    }
    try LengthScale(of: frame, around: moved.layer)?.check(frame, of: job)
    findings += lost.map { row in
      RowFinding(
        code: EmptyGeometry.code, row: row,
        message: Words(
          zh: "坐标不可能属于 \(own.name)，未计入任何面积和分区；请核对坐标（是否为 0、缺位或 X、Y 颠倒）",
          en:
            "its coordinates cannot be in \(own.name), so it is in no area and no zone; check them (zero, a digit missing, x and y exchanged)"
        ))
    }
    if !own.isSame(as: frame) {
      notes.append(Words(zh: "由 \(own.name) 转换到 \(frame.name)", en: "transformed from \(own.name) to \(frame.name)"))
    }
    if own.needsCountyParameters != frame.needsCountyParameters,
      let used = job.datumShifts.first(where: { $0.from == GaussFrame.Datum(of: own) })
    {
      notes.append(
        Words(
          zh: "基准转换用作业给定的七参数（\(used.source)，\(used.convention.rawValue)）",
          en: "the datum is changed by the job's seven parameters (\(used.source), \(used.convention.rawValue))"))
    }
    layer = moved.layer
    layer.frame = frame
  }
}

/// A layer of which no row has coordinates that its frame can hold.
public func noRowFits(_ frame: Frame, at place: String, remedy: Words) -> InputFault {
  InputFault(
    at: place, Words(zh: "没有一行的坐标属于 \(frame.name)", en: "no row has coordinates that can be in \(frame.name)"),
    remedy: remedy)
}

extension LengthScale {
  /// Refuses the frame of a job that makes lengths another: all distances of wells to edges and pipes would be.
  fileprivate func check(_ frame: Frame, of job: Job) throws {
    guard distortion > Self.mostOfJob else { return }
    let percent = (100 * distortion).toHundredths
    let better = GaussFrame(around: place).flatMap { try? $0.frame }
    throw InputFault(
      at: job.path,
      Words(
        zh: "作业坐标系 \(frame.name) 在图层所在处使长度相差 \(percent)%，到分区边界和管道的距离都会有误",
        en:
          "the job's frame, \(frame.name), makes lengths \(percent)% longer or shorter where its layers lie: distances to edges and pipes would be wrong"
      ),
      remedy: better.map {
        Words(zh: "写 frame: \($0.definition)（\($0.name)）", en: "write frame: \($0.definition) (\($0.name))")
      } ?? Words(zh: "用本县所在的高斯投影带", en: "take the Gauss–Krüger zone of the county"))
  }

  /// At the edge of a zone of six degrees lengths differ by a thousandth, a zone too far by two.
  private static let mostOfJob = 0.005
}

extension FrameDiagnosis {
  /// Everything seen, in one sentence.
  public var seen: Words {
    Words(zh: evidence.map(\.zh).joined(separator: "；"), en: evidence.map(\.en).joined(separator: "; "))
  }

  /// What would repair it, in the words of a job file.
  public var remedy: Words {
    guard let proposal else {
      return Words(
        zh: "向提供单位问明坐标系，在作业文件该图层下写 frame: EPSG:… 指明",
        en: "ask the office that sent it for the frame, and write frame: EPSG:… under the layer in the job file")
    }
    let datum =
      proposal.assumesDatum
      ? Words(
        zh: "；坐标不能说明基准，此处按 CGCS2000，请向提供单位核实",
        en: "; coordinates do not show their datum, CGCS2000 is assumed: confirm it with the office that sent them")
      : Words("")
    return Words(
      zh: "若属实，在作业文件该图层下写 \(proposal.settings)（\(proposal.frame.name)）\(datum.zh)",
      en: "if so, write \(proposal.settings) under the layer in the job file (\(proposal.frame.name))\(datum.en)")
  }

  /// The diagnosis as a reason to refuse a source.
  func fault(at place: String) -> InputFault {
    let problem =
      problems.contains(.missing)
      ? Words(zh: "没有坐标系信息", en: "the source does not say its frame")
      : Words(zh: "坐标与注明的坐标系不符", en: "the coordinates cannot be in the frame that the source states")
    return InputFault(
      at: place, Words(zh: "\(problem.zh)：\(seen.zh)", en: "\(problem.en): \(seen.en)"), remedy: remedy)
  }
}

extension FrameDiagnosis {
  /// A layer that is in its frame and not in its county, as a finding about the layer as a whole.
  func finding(role: String, source: String) -> Finding? {
    guard !isSound else { return nil }
    return Finding(
      code: UnfitFrames.code, severity: UnfitFrames.severity, layers: [role], rows: [], place: nil,
      message: Words(
        zh: "\(source)：\(seen.zh)。\(remedy.zh)",
        en: "\(source): \(seen.en). \(remedy.en.prefix(1).uppercased() + remedy.en.dropFirst())"))
  }
}

/// What geodesy refuses, as a fault of the input that asked for it.
public func inputFaults<R>(at place: String, _ body: () throws -> R) throws -> R {
  do {
    return try body()
  } catch let shift as DatumShift {
    throw InputFault(
      at: place,
      Words(
        zh: "\(shift.from.name) 与 \(shift.to.name) 基准不同，转换需要本县的参数，不能默认",
        en: "\(shift.from.name) and \(shift.to.name) have different datums; going over needs the county's parameters"),
      remedy: Words(
        zh: "请先按本县七参数转换到 CGCS2000（作业文件可写 datum-shift 及来源）；若实为 CGCS2000，请改正文件的坐标系（作业文件可用 frame: 指明）",
        en:
          "transform it to CGCS2000 by the county's seven parameters first (a job can give them and their source with datum-shift:); if it is CGCS2000 in truth, correct the frame that the file states (a job can state it with frame:)"
      ))
  }
}

extension ReadRole {
  /// Whether the layer, in the frame that it states, lies in the county; a finding where it does not.
  func unfitFrame(role: String, source: String, county: Box?) -> Finding? {
    guard let sample, let county, !["townships", "villages"].contains(role) else { return nil }
    return FrameDiagnosis(sample, stated: statedFrame, county: county).finding(role: role, source: source)
  }
}
