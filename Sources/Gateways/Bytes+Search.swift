extension RandomAccessCollection<UInt8> {
    /// Where the first of such bytes begin.
    func firstIndex(of wanted: some Collection<UInt8>) -> Index? {
        guard let first = wanted.first else { return nil }
        return indices.first { self[$0] == first && self[$0...].starts(with: wanted) }
    }

    func holds(_ wanted: some Collection<UInt8>) -> Bool {
        firstIndex(of: wanted) != nil
    }
}
