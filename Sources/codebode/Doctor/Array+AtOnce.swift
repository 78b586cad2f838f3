extension Array where Element: Sendable {
    /// What is seen of each, in their order; all are looked at together.
    func observeAtOnce(_ look: @escaping @Sendable (Element) async -> Observation) async -> [Observation] {
        await withTaskGroup(of: (Int, Observation).self) { group in
            for (index, element) in enumerated() { group.addTask { (index, await look(element)) } }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
