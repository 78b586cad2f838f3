/// A template file in which every place is found at once.
struct TracedFile {
    let path: String
    /// Of each byte.
    private let positions: [TemplatePosition]

    init(_ file: TemplateFile) {
        path = file.path
        var (line, column) = (1, 0)
        var positions: [TemplatePosition] = []
        positions.reserveCapacity(file.bytes.count + 1)
        for byte in file.bytes {
            if byte & 0xC0 != 0x80 { column += 1 }
            positions.append(TemplatePosition(line: line, column: column))
            if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 0) }
        }
        positions.append(TemplatePosition(line: line, column: column + 1))
        self.positions = positions
    }

    /// - Parameter offset: in bytes; the end of the file is a place too.
    func position(of offset: Int32) -> TemplatePosition {
        positions[min(max(Int(offset), 0), positions.count - 1)]
    }
}
