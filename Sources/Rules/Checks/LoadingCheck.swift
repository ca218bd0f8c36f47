// Checks of what is only seen while files are read: their findings come with the layers, by their code.

public import Geometry

/// A check that tells what reading found under its code.
public protocol LoadingCheck: Check {}

extension LoadingCheck {
  public static func findings(_ context: CheckContext) async throws -> [Finding] { told(context) }

  static func told(_ context: CheckContext) -> [Finding] {
    context.loading.filter { $0.code == code }.map { $0.weighed(severity) }
  }
}
