/// What `defer` would be if it could wait.
func withCleanUp<Value>(
    _ body: () async throws -> Value,
    cleanUp: () async throws -> Void
) async throws -> Value {
    let value: Value
    do {
        value = try await body()
    } catch {
        try? await cleanUp()
        throw error
    }
    try await cleanUp()
    return value
}
