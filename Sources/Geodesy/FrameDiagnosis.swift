// Which frame a layer is in, by its coordinates, what it says of itself, and where its county lies. A diagnosis changes
// nothing: it states what was found, with its numbers, and proposes settings that a person may write into the job.
//
// The datum is not among the things that coordinates show: Beijing 54, Xian 80 and CGCS2000 differ by tens of metres only.
// A proposal keeps the datum that is stated, and says so where it had to assume one.

public import Geometry

public struct FrameDiagnosis: Sendable {
  public enum Problem: String, Sendable, CaseIterable {
    /// The source does not say its frame.
    case missing
    /// North stands before east.
    case swappedAxes = "swapped-axes"
    /// Degrees are stated and metres found, or the other way round.
    case otherUnit = "other-unit"
    /// The zone's number stands before the eastings and the stated frame has none, or the other way round.
    case prefix
    /// The stated zone is not that of the coordinates.
    case otherZone = "other-zone"
    /// The stated frame is no Gauss–Krüger zone, or contradicts itself.
    case otherProjection = "other-projection"
    /// Coordinates that fit what is stated, and lie outside the county.
    case outsideCounty = "outside-county"
    /// The numbers are no coordinates in China.
    case unclear
  }

  /// What would make the layer readable.
  public struct Proposal: Sendable {
    public let frame: Frame
    public let swapsAxes: Bool
    /// Whether the datum is assumed, because nothing states it.
    public let assumesDatum: Bool
    let stated: Frame?

    /// In the words of a job file.
    public var settings: String {
      let needsFrame = stated.map { !$0.isSame(as: frame) } ?? true
      return [needsFrame ? "frame: \(frame.definition)" : nil, swapsAxes ? "axes: north-east" : nil]
        .compactMap(\.self).joined(separator: ", ")
    }
  }

  public let stated: Frame?
  public let problems: [Problem]
  /// What was seen, in numbers.
  public let evidence: [Words]
  /// `nil` where nothing is wrong, or where more than one repair is possible or none.
  public let proposal: Proposal?

  public var isSound: Bool { problems.isEmpty }

  /// - Parameter county: the outline of the county in longitude and latitude, where it is known.
  public init(_ sample: CoordinateSample, stated: Frame?, county: Box? = nil) {
    self.stated = stated
    guard !sample.places.isEmpty else {
      (problems, evidence, proposal) = ([], [], nil)
      return
    }
    let examination = FrameExamination(sample, stated: stated, county: county)
    (problems, evidence, proposal) = examination.result
  }
}

extension FrameDiagnosis.Problem {
  public var title: Words {
    switch self {
    case .missing: Words(zh: "没有坐标系信息", en: "the source does not say its frame")
    case .swappedAxes: Words(zh: "x、y 颠倒", en: "the axes are exchanged")
    case .otherUnit: Words(zh: "度与米不符", en: "one of degrees and metres is stated, and the other found")
    case .prefix:
      Words(zh: "东坐标有无带号与注明的不符", en: "of the zone before the eastings the source says the opposite")
    case .otherZone: Words(zh: "注明的带不是坐标所在的带", en: "the zone is not the one that is stated")
    case .otherProjection:
      Words(zh: "注明的不是坐标所在的高斯投影", en: "the projection is not the one that is stated")
    case .outsideCounty: Words(zh: "不在县界范围内", en: "outside the county")
    case .unclear: Words(zh: "不像中国的坐标", en: "these are no coordinates in China")
    }
  }
}
