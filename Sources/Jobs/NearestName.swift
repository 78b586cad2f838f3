/// What someone may have meant who wrote a name that is not there.
package enum NearestName {
    /// `; did you mean path?`, or nothing when no name is near.
    package static func hint(for name: String, among names: some Sequence<String>) -> String {
        find(name, among: names).map { "; did you mean \($0)?" } ?? ""
    }

    package static func find(_ name: String, among names: some Sequence<String>) -> String? {
        names.map { (distance: distance(name.lowercased(), $0.lowercased()), name: $0) }
            .filter { $0.distance <= max(2, name.count / 3) }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// Insertions, removals and replacements between two words (Levenshtein).
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for byte in left.utf8 {
            var diagonal = row[0]
            row[0] += 1
            for j in right.indices {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (byte == right[j] ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
