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
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0")
    ],
    targets: [
        .systemLibrary(name: "CLinux"),
        .target(name: "EventLoop", dependencies: ["CLinux"], swiftSettings: settings),

        .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),
        .target(name: "Jobs", dependencies: ["CPhoneNumber"], swiftSettings: settings),
        .target(name: "Admission", dependencies: ["Jobs"], swiftSettings: settings),
        .target(
            name: "Stores",
            dependencies: ["Admission", "EventLoop", "Jobs", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),

        .target(name: "TestSupport", dependencies: ["Admission", "Jobs"], path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(name: "AdmissionTests", dependencies: ["Admission", "Jobs", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "StoresTests", dependencies: ["Admission", "Jobs", "Stores", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "JobsTests", dependencies: ["Jobs"], swiftSettings: settings),
        .testTarget(name: "EventLoopTests", dependencies: ["EventLoop", "CLinux"], swiftSettings: settings),
    ]
)
