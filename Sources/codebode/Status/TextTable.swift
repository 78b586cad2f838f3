/// Columns as wide as their widest cell, under headings, with a margin for a mark at the left.
struct TextTable {
    enum Alignment {
        case left
        case right
    }

    private let columns: [(heading: String, alignment: Alignment)]
    private var rows: [(mark: Character, cells: [String])] = []

    init(_ columns: (String, Alignment)...) {
        self.columns = columns.map { (heading: $0.0, alignment: $0.1) }
    }

    /// - Parameter mark: what stands before the row.
    mutating func add(_ cells: [String], mark: Character = " ") {
        rows.append((mark, cells.map(\.printable)))
    }

    /// The headings' line first.
    var lines: [String] {
        let all = [(mark: Character(" "), cells: columns.map(\.heading))] + rows
        let widths = columns.indices.map { column in all.map { $0.cells[column].count }.max() ?? 0 }
        return all.map { row in
            let cells = zip(zip(row.cells, widths), columns).map { pair, column in
                let blank = String(repeating: " ", count: pair.1 - pair.0.count)
                return column.alignment == .left ? pair.0 + blank : blank + pair.0
            }
            let line = "\(row.mark) " + cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
