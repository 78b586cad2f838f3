/// A gateway gets its request in one of these; anything else would be a mistake in its file.
enum RequestMethod: String, CaseIterable, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
}
