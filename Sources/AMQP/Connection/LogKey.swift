/// The names of what stands in log metadata.
enum LogKey {
    static let connection = "connection"
    static let host = "host"
    static let code = "code"
    static let error = "error"
    static let queue = "queue"
    static let pause = "pause"
    static let count = "count"
}
