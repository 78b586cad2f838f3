/// What a set of templates may grow to: far above any honest message, far below what hurts the engine.
///
/// The engine parses in quadratic time and recurses for every section and partial, down to the end of the stack.
enum TemplateLimits {
    static let fileSize = 64 * 1_024
    static let tags = 500
    /// In one file; whoever made more will not read them.
    static let findings = 100
    static let depth = 16
    static let files = 200
    /// Partials inside partials.
    static let partialDepth = 8
    /// Bytes of a file with its partials in place, as often as they are named.
    static let expandedSize = 256 * 1_024
    /// Bytes of a rendered SMS that is still read word by word: ten times too long.
    static let readSMS = 1_600
    /// Bytes of a rendered part of a mail; Gmail cuts off what is longer.
    static let mailSize = 100 * 1_024
    /// Bytes of a rendered part of a mail that is still read.
    static let readMail = 128 * 1_024
}
