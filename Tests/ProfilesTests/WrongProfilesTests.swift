// Mistakes in profiles are told by their line, and none hides the next.

import Geometry
import Profiles
import Settings
import Testing

@Suite struct WrongProfilesTests {
  private static let head = "role: plots\ngeometry: polygon\nkey: id\nfields:\n  id: {aliases: [编号]}\n"

  /// Lines after the head, the line of the mistake, and a word of the message.
  @Test(arguments: [
    ("  status: {requird: true}", 6, "required"),
    ("  area: {type: numbr}", 6, "number"),
    ("  area: {type: number, length: 5}", 6, "length"),
    ("  area: {type: number, at-least: 9, at-most: 1}", 6, "lower bound"),
    ("  code: {length: 0}", 6, "positive"),
    ("  code: {unit: hamlet}", 6, "hamlet"),
    ("  code: {unit: village, digits: 11}", 6, "digits"),
    ("  code: {digits: [twelve]}", 6, "whole number"),
    ("  number: {aliases: [编号]}", 6, "编号"),
    ("  kind: {type: day, values: {a: [甲]}}", 6, "list of values"),
    ("  kind:\n    values:\n      a: [甲]\n      b: [乙, 甲]", 9, "甲"),
    ("single-part: maybe", 6, "true or false"),
    ("minimum-area: -3", 6, "negative"),
    ("minimum-area: {by: clas, of: {a: 1}}", 6, "clas"),
    ("  class: {values: {a: [], b: []}}\nminimum-area:\n  by: class\n  of:\n    c: 200", 10, "begins with"),
    ("logic:\n  - order: [id, id]\n    because: x", 7, "order"),
    ("  a: {type: day}\n  b: {type: day}\nlogic:\n  - order: [a, c]\n    because: x", 9, "'c'"),
    ("  a: {type: day}\n  b: {type: day}\nlogic:\n  - order: [a, b]", 9, "because"),
    ("  s: {values: {x: []}}\nlogic:\n  - when: {s: y}\n    then: {id: {known: true}}\n    because: x", 8, "'y'"),
    ("  s: {}\nlogic:\n  - when: {s: y}\n    then: {id: {knwon: true}}\n    because: x", 9, "known"),
    ("logic:\n  - when: {}\n    then: {id: a}\n    because: x", 7, "no condition"),
    ("keys: [a]", 6, "keys"),
  ])
  func isToldByLine(lines: String, line: Int, word: String) throws {
    let text = Self.head + lines + "\n"
    let faults = LayerProfile.faults(yaml: text, file: "own.yaml")
    let fault = try #require(faults.first, "no fault in: \(lines)")
    #expect(fault.place.hasPrefix("own.yaml:\(line):"), "\(fault)")
    #expect(fault.message(in: .en).contains(word), "\(fault)")
    #expect(throws: InputFault.self) { try LayerProfile(Setting(yaml: text, file: "own.yaml")) }
  }

  @Test func oneMistakeDoesNotHideTheNext() {
    let text = Self.head + "  a: {typ: day}\n  b: {type: dya}\n  c: {length: x}\n"
    let faults = LayerProfile.faults(yaml: text, file: "own.yaml")
    #expect(faults.map { $0.place.split(separator: ":")[1] } == ["6", "7", "8"])
  }

  @Test func aLayerOfPointsHasNoMinimumArea() {
    let text = "role: wells\ngeometry: point\nkey: id\nfields: {id: {}}\nminimum-area: 5\n"
    #expect(LayerProfile.faults(yaml: text, file: "f").count == 1)
  }

  @Test func whatIsNoYAMLIsOneFault() {
    #expect(LayerProfile.faults(yaml: "a: [", file: "f").count == 1)
    #expect(LayerProfile.faults(yaml: "", file: "f").count == 1)
    #expect(LayerProfile.faults(yaml: "- a", file: "f").count == 1)
  }
}
