/// The rows of a draft: as they were read, as the steps before have left them, and as the running step would.
struct DraftRows {
    private struct Cell {
        let key: RowKey
        var row: Row?
        var isDirty = false
    }

    private var cells: [Cell] = []
    private var places: [RowKey: Int] = [:]
    /// Where the rows of the running step are: it asks for them again and again, and comparing a few names costs less
    /// than the hash of a long one.
    private var seen: [Int] = []
    private var step: [(place: Int, row: Row)] = []

    /// - Parameter count: how many rows are expected.
    init(expecting count: Int) {
        places.reserveCapacity(count)  // to grow is to hash all names again
    }

    var written: [(key: RowKey, row: Row)] {
        cells.compactMap { cell in
            if cell.isDirty, let row = cell.row { (cell.key, row) } else { nil }
        }
    }

    /// As the running step sees it.
    subscript(place: Int) -> Row? {
        step.first { $0.place == place }?.row ?? cells[place].row
    }

    mutating func find(_ key: RowKey) -> Int? {
        if let place = seen.first(where: { cells[$0].key == key }) { return place }
        guard let place = places[key] else { return nil }
        seen.append(place)
        return place
    }

    /// - Parameter row: as it was read; `nil` if there is none.
    @discardableResult
    mutating func add(_ key: RowKey, _ row: Row?) -> Int {
        let place = cells.count
        cells.append(Cell(key: key, row: row))
        places[key] = place
        seen.append(place)
        return place
    }

    mutating func write(_ key: RowKey, _ row: Row) {
        let place = find(key) ?? add(key, nil)
        if let index = step.firstIndex(where: { $0.place == place }) {
            step[index].row = row
        } else {
            step.append((place, row))
        }
    }

    mutating func keepStep() {
        for (place, row) in step {
            cells[place].row = row
            cells[place].isDirty = true
        }
        forgetStep()
    }

    mutating func forgetStep() {
        step.removeAll(keepingCapacity: true)
        seen.removeAll(keepingCapacity: true)
    }
}
