extension Worker {
    /// All ways out, by name.
    package var ways: [WayLook] {
        get async { await chain.looks() }
    }
}
