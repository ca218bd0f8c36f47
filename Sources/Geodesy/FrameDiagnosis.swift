// Which frame a layer is in, by its coordinates, what it says of itself, and where its county lies. A diagnosis changes
// nothing: it states what was found, with its numbers, and proposes settings that a person may write into the job.
//
// The datum is not among the things that coordinates show: Beijing 54, Xian 80 and CGCS2000 differ by tens of metres only.
// A proposal keeps the datum that is stated, and says so where it had to assume one.

public import Geometry

public struct FrameDiagnosis: Sendable {
  public enum Problem: Sendable, Hashable {
    /// The source does not say its frame.
    case missing
    /// North stands before east.
    case swappedAxes
    /// Degrees are stated and metres found, or the other way round.
    case otherUnit
    /// The zone's number stands before the eastings and the stated frame has none, or the other way round.
    case prefix
    /// The stated zone is not that of the coordinates.
    case otherZone
    /// The stated frame is no Gauss–Krüger zone, or contradicts itself.
    case otherProjection
    /// Coordinates that fit what is stated, and lie outside the county.
    case outsideCounty
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
