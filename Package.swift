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

func product(_ name: String, _ package: String) -> Target.Dependency {
    .product(name: name, package: package)
}

let logging = product("Logging", "swift-log")
let metrics = product("Metrics", "swift-metrics")
let coreMetrics = product("CoreMetrics", "swift-metrics")
let serviceLifecycle = product("ServiceLifecycle", "swift-service-lifecycle")
let yams = product("Yams", "Yams")

/// One room of the house. The build refuses an import that is not listed here, so the arrows are these lists.
func room(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ room: String, _ dependencies: Target.Dependency..., exclude: [String] = []) -> Target {
    .testTarget(name: room + "Tests", dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "codebode",
    products: [.executable(name: "codebode", targets: ["codebode"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The C libraries, as Debian has them.
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CRabbitMQ", pkgConfig: "librabbitmq", providers: [.apt(["librabbitmq-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        // Without pkgConfig: Debian's file has a flag that SwiftPM warns of, and nothing that is needed.
        .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
        .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),

        // Floor 1
        room("EventLoop", "CLinux"),
        room("Jobs", "CPhoneNumber"),
        room("Cryptography", "COpenSSL"),

        // Floor 2
        room("AMQP", "Cryptography", "EventLoop", "CRabbitMQ", logging),
        room("Transfers", "Cryptography", "EventLoop", "CCurl"),
        room("Messages", "Jobs", product("Mustache", "swift-mustache")),
        room("Admission", "Jobs"),

        // Floor 3
        room(
            "Stores", "Admission", "CHiredis", "CLinux", "Cryptography", "EventLoop", "Jobs",
            product("GRDB", "GRDB.swift"), product("GRDBSQLite", "GRDB.swift")),
        room("Gateways", "Cryptography", "Jobs", "Messages", "Transfers", yams),
        room("Worker", "Admission", "Cryptography", "Jobs", "Messages", logging, metrics, serviceLifecycle),

        // Floor 4
        room(
            "Web", "EventLoop", "Gateways", "Jobs", "Messages", product("Hummingbird", "hummingbird"),
            product("HummingbirdCore", "hummingbird"), product("HTTPTypes", "swift-http-types"),
            product("NIOCore", "swift-nio"), product("NIOHTTPTypes", "swift-nio-extras"),
            product("NIOPosix", "swift-nio"), coreMetrics, logging, serviceLifecycle),

        // Floor 5
        .executableTarget(
            name: "codebode",
            dependencies: [
                "Admission", "AMQP", "CLinux", "Cryptography", "EventLoop", "Gateways", "Jobs", "Messages", "Stores",
                "Transfers", "Web", "Worker", logging, metrics, serviceLifecycle, yams,
                product("UnixSignals", "swift-service-lifecycle"),
                product("ArgumentParser", "swift-argument-parser"),
                product("Configuration", "swift-configuration"),
            ],
            swiftSettings: settings),

        .target(
            name: "TestSupport", dependencies: ["Admission", "EventLoop", "Jobs"], path: "Tests/TestSupport",
            swiftSettings: settings),
        tests("EventLoop", "EventLoop", "CLinux"),
        tests("Jobs", "Jobs", "TestSupport"),
        tests("Cryptography", "Cryptography", "TestSupport"),
        tests("Messages", "Messages", "Jobs", exclude: ["Golden"]),
        tests("AMQP", "AMQP", "Cryptography", "EventLoop", "TestSupport", logging),
        tests("Transfers", "Transfers", "CCurl", "Cryptography", "TestSupport"),
        tests(
            "Gateways", "Cryptography", "Gateways", "Jobs", "Transfers", "TestSupport", yams,
            exclude: ["Answers"]),
        tests(
            "Web", "Web", "Gateways", "Jobs", product("NIOCore", "swift-nio"), product("InMemoryLogging", "swift-log"),
            coreMetrics, logging, metrics, serviceLifecycle),
        tests("Admission", "Admission", "Jobs", "TestSupport"),
        .target(
            name: "Simulation",
            dependencies: [
                "Admission", "Jobs", "Messages", "TestSupport", "Worker", logging, metrics,
                product("ServiceLifecycleTestKit", "swift-service-lifecycle"),
            ], path: "Tests/Simulation", swiftSettings: settings),
        .executableTarget(
            name: "simulate", dependencies: ["Simulation", product("ArgumentParser", "swift-argument-parser")],
            path: "Tests/Simulate", swiftSettings: settings),
        tests("Simulation", "Admission", "EventLoop", "Jobs", "Simulation", "simulate", "TestSupport", "Worker"),
        .executableTarget(
            name: "micro",
            dependencies: ["Admission", "AMQP", "EventLoop", "Jobs", "Messages", "Stores", "TestSupport", "Transfers"],
            path: "Tests/Micro", swiftSettings: settings),
        .executableTarget(
            name: "StoreProbe", dependencies: ["Admission", "Jobs", "Stores", "TestSupport"], path: "Tests/StoreProbe",
            swiftSettings: settings),
        tests(
            "Stores", "Admission", "Cryptography", "EventLoop", "Jobs", "StoreProbe", "Stores", "TestSupport",
            product("GRDB", "GRDB.swift")),
        tests(
            "Worker", "Worker", "Admission", "Cryptography", "Jobs", "Messages", "EventLoop", "TestSupport", logging,
            metrics, serviceLifecycle, product("InMemoryLogging", "swift-log"),
            product("MetricsTestKit", "swift-metrics"),
            product("ServiceLifecycleTestKit", "swift-service-lifecycle")),
        tests(
            "Codebode", "codebode", "Admission", "AMQP", "Cryptography", "Gateways", "Jobs", "Messages", "Stores",
            "TestSupport", "Transfers", "Web", "Worker", logging, metrics, product("InMemoryLogging", "swift-log"),
            product("MetricsTestKit", "swift-metrics")),
    ]
)

/// What `make fuzz` drives, and `swift test` replays (docs/fuzzing.md).
let fuzzed: [Target.Dependency] = [
    "AMQP", "codebode", "CRabbitMQ", "CCurl", "Cryptography", "EventLoop", "Gateways", "Jobs", "Messages", "Transfers",
    product("Mustache", "swift-mustache"),
]
let fuzzFolders = ["corpus", "dictionaries", "fuzz", "CLibFuzzer"]

if Context.environment["CODEBODE_FUZZ"] == nil {
    package.targets.append(
        .testTarget(
            name: "FuzzTests", dependencies: fuzzed, path: "Fuzz", exclude: fuzzFolders + ["Program"],
            sources: ["Targets", "Tests"], swiftSettings: settings))
} else {
    // The same rooms for libFuzzer. An executable can be linked into tests only, so here the command is a library.
    let command = package.targets.first { $0.name == "codebode" }
    package.targets.removeAll { $0.type == .executable || $0.type == .test }
    package.targets += [
        .target(
            name: "codebode", dependencies: command?.dependencies ?? [], exclude: ["Codebode.swift"],
            // Swift 6.3.1 cannot optimise it as a library: "circular reference", of nothing in particular.
            swiftSettings: settings + [.unsafeFlags(["-Onone"])]),
        .systemLibrary(name: "CLibFuzzer", path: "Fuzz/CLibFuzzer"),
        .executableTarget(
            name: "fuzz", dependencies: fuzzed + ["CLibFuzzer"], path: "Fuzz",
            exclude: fuzzFolders + ["Tests"], sources: ["Targets", "Program"], swiftSettings: settings,
            linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),  // gold stumbles over AddressSanitizer's symbols
    ]
    package.products = [.executable(name: "fuzz", targets: ["fuzz"])]
}
