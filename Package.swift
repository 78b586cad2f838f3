// swift-tools-version: 6.2
import PackageDescription

/// Every target: Swift 6 mode, warnings are errors, no name from a module that the file does not import.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
]

let package = Package(
    name: "codebode",
    platforms: [.macOS(.v15)],
    targets: [
        .systemLibrary(name: "CLinux"),
        .target(name: "EventLoop", dependencies: ["CLinux"], swiftSettings: settings),

        .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),
        .target(name: "Jobs", dependencies: ["CPhoneNumber"], swiftSettings: settings),

        .testTarget(name: "JobsTests", dependencies: ["Jobs"], swiftSettings: settings),
        .testTarget(name: "EventLoopTests", dependencies: ["EventLoop", "CLinux"], swiftSettings: settings),
    ]
)
