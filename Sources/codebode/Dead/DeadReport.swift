import Jobs

/// Letters in words, and for programs; no code, link, number or address in full.
struct DeadReport {
    let letters: [DeadLetter]
    let now: Timestamp

    /// `9 alive, 403 expired`
    var tally: String {
        let counts = DeadLetter.State.allCases.compactMap { state in
            let count = letters.count { $0.state == state }
            return count == 0 ? nil : "\(count) \(state.rawValue)"
        }
        return counts.isEmpty ? "none" : counts.joined(separator: ", ")
    }

    var table: String {
        let rows = letters.map { letter in
            [
                letter.id?.text ?? "-", letter.kind ?? "-", letter.reason.name,
                age(of: letter).map { "\($0) s" } ?? "-", letter.state.rawValue, letter.reason.words,
            ]
        }
        let all = [["JOB", "KIND", "REASON", "SET ASIDE FOR", "STATE", "WHY"]] + rows
        let widths = all[0].indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
                .trimmed
        }.joined(separator: "\n")
    }

    func json(_ letter: DeadLetter) -> [String: Any] {
        var json: [String: Any] = ["reason": letter.reason.name, "state": letter.state.rawValue]
        json["job"] = letter.id?.text
        json["kind"] = letter.kind
        json["age_s"] = age(of: letter)
        json["field"] = letter.field
        json["detail"] = letter.detail
        json["remaining_s"] = letter.job.map { max(0, ($0.expiresAt - now).wholeSeconds) }
        return json
    }

    /// All that may be seen of one.
    func details(_ letter: DeadLetter) -> String {
        var rows: [(String, String?)] = [
            ("job", letter.id?.text), ("kind", letter.kind), ("reason", letter.reason.name),
            ("why", [letter.reason.words, letter.detail].compactMap(\.self).joined(separator: ": ")),
            ("set aside", letter.setAside?.local(now: now)), ("state", letter.state.rawValue), ("field", letter.field),
        ]
        if let job = letter.job {
            rows += [
                ("account", job.account), ("channel", job.channel.rawValue),
                ("phone", job.recipient.phone?.mask), ("email", job.recipient.email?.mask),
                ("issued", job.issuedAt.local(now: now)), ("expires", job.expiresAt.local(now: now)),
                ("trace", job.trace?.id),
            ]
        }
        return rows.compactMap { name, value in
            value.map { name + String(repeating: " ", count: 11 - name.count) + $0 }
        }.joined(separator: "\n")
    }

    private func age(of letter: DeadLetter) -> Int64? {
        letter.setAside.map { max(0, (now - $0).wholeSeconds) }
    }
}

extension String {
    /// Without blanks at its end.
    fileprivate var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
