// What went into a run and what came out, by hash: enough for a reviewer to run it again and get the same bytes.

public import Foundation

public struct Manifest: Sendable, Codable {
  /// Of Taohe and of the libraries that the outputs depend on, by name.
  public let versions: [String: String]
  public let tolerances: [String: Double]
  public let ruleSets: [String]
  public let inputs: [FileHash]
  public let outputs: [FileHash]

  public init(
    versions: [String: String], tolerances: [String: Double], ruleSets: [String], inputs: [FileHash],
    outputs: [FileHash]
  ) {
    self.versions = versions
    self.tolerances = tolerances
    self.ruleSets = ruleSets
    self.inputs = inputs
    self.outputs = outputs
  }
}

extension Manifest {
  /// Its name in the folder of a run.
  public static let fileName = "manifest.json"

  /// The files that a manifest names as outputs; none where there is no manifest, or it is not one of ours.
  static func outputs(listedIn path: String) -> [String] {
    struct Names: Decodable {
      struct Entry: Decodable { let name: String }
      let outputs: [Entry]
      let versions: [String: String]
    }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
      let names = try? JSONDecoder().decode(Names.self, from: data), names.versions["taohe"] != nil
    else { return [] }
    return names.outputs.map(\.name)
  }
}

/// JSON with sorted keys and line breaks: the same value is the same bytes.
public func canonicalJSON(_ value: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  encoder.keyEncodingStrategy = .convertToSnakeCase
  return try encoder.encode(value) + Data("\n".utf8)
}
