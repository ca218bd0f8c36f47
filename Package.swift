// swift-tools-version: 6.2
// The rooms of Taohe and the arrows between them. An arrow points down, or it does not exist; see README.md for the map.

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),  // a C type in a public signature does not compile
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// A room: one library target with its own test folder.
func room(_ name: String, uses dependencies: Target.Dependency..., resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// The tests of a room. Without strict memory safety: the macros of Swift Testing expand to unmarked code.
func tests(of name: String, uses dependencies: Target.Dependency...) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    swiftSettings: settings.dropLast())
}

/// A C library of the system, behind the one room that may name it.
func system(_ name: String, pkgConfig: String, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
  name: "taohe",
  products: [.executable(name: "taohe", targets: ["taohe"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    system("CGDAL", pkgConfig: "gdal", apt: "libgdal-dev"),
    system("CGEOS", pkgConfig: "geos", apt: "libgeos-dev"),
    system("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
    system("CPROJ", pkgConfig: "proj", apt: "libproj-dev"),
    system("CRSVG", pkgConfig: "cairo-pdf", apt: "librsvg2-dev"),
    system("CXLSXWriter", pkgConfig: "xlsxwriter", apt: "libxlsxwriter-dev"),

    room("Geometry"),
    room("Settings", uses: yams),
    room("Geodesy", uses: "Geometry", "CPROJ"),
    room("Profiles", uses: "Geometry", "Settings"),
    room("Formats", uses: "Geometry", "CGDAL"),
    room("Overlay", uses: "Geometry", "CGEOS"),
    room("Registers", uses: "Geometry"),
    room("Rules", uses: "Geometry", "Overlay", "Profiles", "Registers", "Settings"),
    room("Reports", uses: "Geometry", "COpenSSL", "CXLSXWriter", resources: [.copy("ReviewPage")]),
    room("Pictures", uses: "Geometry", "Reports", "CRSVG"),
    room(
      "Pipeline",
      uses: "Geometry", "Geodesy", "Settings", "Profiles", "Formats", "Overlay", "Rules", "Registers", "Reports",
      "Pictures"),
    room("SampleCounty", uses: "Geometry", "Geodesy", "Formats"),

    .target(
      name: "SampleLayers", path: "Layers", exclude: ["README.md"],
      resources: [
        .copy("calendars"), .copy("overlay-rules"), .copy("profiles"), .copy("quotas"), .copy("rules"),
        .copy("sample-county"),
      ],
      swiftSettings: settings),

    .executableTarget(
      name: "taohe",
      dependencies: [
        "Geometry", "Geodesy", "Profiles", "Formats", "Overlay", "Registers", "Rules", "Reports", "Pictures",
        "Pipeline", "SampleCounty", "SampleLayers", argumentParser,
      ],
      swiftSettings: settings),

    .target(name: "TestSupport", dependencies: ["Geometry"], path: "Tests/TestSupport", swiftSettings: settings),
    tests(of: "Geometry"),
    tests(of: "Geodesy", uses: "Geometry", "Overlay"),
    tests(of: "Settings", uses: "Geometry"),
    tests(of: "Profiles", uses: "Geometry", "Settings", "SampleLayers"),
    tests(of: "Formats", uses: "Geometry"),
    tests(of: "Overlay", uses: "Geometry"),
    tests(of: "Rules", uses: "Geometry", "Profiles", "Settings", "SampleLayers"),
    tests(of: "Registers"),
    tests(of: "Reports", uses: "Geometry", "Formats"),
    tests(of: "Pictures", uses: "Geometry", "Reports"),
    tests(of: "SampleCounty", uses: "Geometry", "Geodesy", "Formats", "SampleLayers"),
    tests(
      of: "Pipeline",
      uses: "Geometry", "Formats", "Registers", "Rules", "Reports", "Pictures", "SampleCounty", "SampleLayers"),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["taohe", "TestSupport", "Geometry", "Geodesy", "Formats", "Overlay", "SampleLayers"],
      swiftSettings: settings.dropLast()),

    .target(
      name: "FuzzTargets",
      dependencies: [
        "TestSupport", "Geometry", "Settings", "Profiles", "Formats", "Overlay", "Rules", "Registers", "Pipeline",
        "SampleLayers",
      ],
      path: "Tests/FuzzTargets", swiftSettings: settings),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"], exclude: ["Regressions"],
      swiftSettings: settings.dropLast()),
  ]
)

// libFuzzer is linked by a flag of the compiler that no other build has (Scripts/fuzz).
if Context.environment["TAOHE_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "LibFuzzer", path: "Tests/LibFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets", "LibFuzzer"], path: "Tests/Fuzzer", swiftSettings: settings),
  ]
}
