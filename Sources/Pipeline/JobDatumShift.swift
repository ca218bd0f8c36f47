// `datum-shift` of a job: the county's parameters for going over from Beijing 54 or Xian 80 to CGCS2000.
//
//     datum-shift:
//       from: xian80                      # or beijing54
//       convention: position-vector      # or coordinate-frame
//       translation: [-12.3, 104.5, 71.8] # metres
//       rotation: [1.2, -0.7, 2.1]        # seconds of arc
//       scale: -3.4                       # parts per million
//       source: 县测绘成果 2019-03

import Geodesy
import Geometry
import Settings

extension DatumParameters {
  /// One set of parameters, or one for each datum.
  static func list(_ setting: Setting) throws -> [DatumParameters] {
    try setting.list().map { try DatumParameters($0) }
  }

  private init(_ setting: Setting) throws {
    _ = try setting.entries(known: ["from", "convention", "translation", "rotation", "scale", "source"])
    let from = try setting.required("from")
    let datum = try from.choice(GaussFrame.Datum.self)
    guard datum != .cgcs2000 else { throw from.unknownValue("cgcs2000", among: ["xian80", "beijing54"]) }
    self.init(
      from: datum, translation: try Self.three(setting.required("translation")),
      rotation: try Self.three(setting.required("rotation")), scale: try setting.required("scale").number(),
      convention: try setting.required("convention").choice(Convention.self),
      source: try setting.required("source").text())
  }

  private static func three(_ setting: Setting) throws -> [Double] {
    let numbers = try setting.list().map { try $0.number() }
    guard numbers.count == 3 else {
      throw setting.wrong(
        Words(zh: "应为三个数：x、y、z", en: "expected three numbers: x, y, z"),
        remedy: Words(zh: "如 [-12.3, 104.5, 71.8]", en: "such as [-12.3, 104.5, 71.8]"))
    }
    return numbers
  }
}
