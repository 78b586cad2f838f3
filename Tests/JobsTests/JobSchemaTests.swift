import Foundation
import Jobs
import Testing

/// The worker and the published schema are of one mind: `Tests/OutsideTests/jobs.json`, which the schema is held against,
/// too.
struct JobSchemaTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")

    /// What to change in a sample job, and of which field the worker has to complain.
    private struct Row {
        let sample: String
        let change: [String: Any]
        let field: String?

        init(_ json: [String: Any]) throws {
            sample = try #require(json["sample"] as? String)
            change = try #require(json["change"] as? [String: Any])
            // Told: where the schema can only complain of the object around it.
            field = json["told"] as? String ?? json["field"] as? String
        }
    }

    private let tables: [String: Any]

    init() throws {
        tables = try Self.read("Tests/OutsideTests/jobs.json")
    }

    @Test("the worker takes every job that the schema takes")
    func takes() throws {
        for row in try rows("good") {
            #expect(throws: Never.self, "\(row)") { try decoded(row) }
        }
    }

    @Test("the worker refuses every job that the schema refuses, for the same field")
    func refuses() throws {
        for row in try rows("bad") {
            let rejection = #expect(throws: Rejection.self, "\(row)") { try decoded(row) }
            #expect(rejection?.field == row.field, "\(row)")
        }
    }

    private func rows(_ table: String) throws -> [Row] {
        try #require(tables[table] as? [[String: Any]]).map { try Row($0) }
    }

    /// As if it had come sealed, so that a TOTP secret is taken.
    @discardableResult
    private func decoded(_ row: Row) throws -> Job {
        var job = try Self.read("examples/\(row.sample).json")
        job.merge(try #require(tables["placeholders"] as? [String: Any])) { _, filled in filled }
        let kind = try #require(JobKind(rawValue: job["kind"] as? String ?? ""))
        for (path, value) in row.change { job = Self.changed(job, path.split(separator: ".")[...], to: value) }
        let body = try JSONSerialization.data(withJSONObject: job, options: .withoutEscapingSlashes)
        return try Array(body).withUnsafeBufferPointer { body in
            try JobDecoder.decode(body, kind: kind, isSealed: true)
        }
    }

    /// - Parameter value: `NSNull` takes the field out.
    private static func changed(
        _ object: [String: Any], _ path: ArraySlice<Substring>, to value: Any
    ) -> [String: Any] {
        var object = object
        guard let name = path.first.map(String.init) else { return object }
        if path.count > 1 {
            object[name] = changed(object[name] as? [String: Any] ?? [:], path.dropFirst(), to: value)
        } else {
            object[name] = value is NSNull ? nil : value
        }
        return object
    }

    private static func read(_ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: repository.appending(path: path))
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
}
