// The folder Layers as resources of the program: profiles, rule tables and the bundled county.

import Foundation

public enum SampleLayers {
  /// The folder that holds `profiles`, `rules` and `sample-county`.
  public static var folder: String { Bundle.module.resourcePath ?? "Layers" }
}
