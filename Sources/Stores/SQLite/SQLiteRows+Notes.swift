import Admission
import Foundation
import GRDB
import Jobs

extension SQLiteRows {
    /// No other row's name begins so.
    private static let prefix = "n:"

    func writeNote(_ body: [UInt8], of worker: String, keepUntil: Timestamp) throws(StoreError) {
        try writeShared.run(Self.prefix + worker, keepUntil.microseconds, body)
    }

    func removeNote(of worker: String) throws(StoreError) {
        try ask { database in
            try database.cachedStatement(sql: "DELETE FROM shared WHERE name = ?")
                .execute(arguments: [Self.prefix + worker])
        }
    }

    func notes() throws(StoreError) -> [(worker: String, body: [UInt8], keepUntil: Timestamp)] {
        try ask { database in
            // ";" comes next after ":".
            let sql = "SELECT name, keep_until, value FROM shared WHERE name >= 'n:' AND name < 'n;' ORDER BY name"
            return try GRDB.Row.fetchAll(database.cachedStatement(sql: sql)).map { row in
                let name: String = row[0]
                let body: Data = row[2]
                return (String(name.dropFirst(Self.prefix.count)), Array(body), Timestamp(microseconds: row[1]))
            }
        }
    }

    private func ask<Answer>(_ question: (Database) throws -> Answer) throws(StoreError) -> Answer {
        do {
            return try question(database)
        } catch {
            throw StoreError(error)
        }
    }
}
