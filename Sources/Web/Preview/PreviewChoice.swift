import Jobs
import Messages

/// Which message the page asks for.
struct PreviewChoice {
    let message: MessageName
    let language: Language
    let sample: SampleJob

    /// - Returns: `nil` for names that there are not.
    init?(message: Substring?, language: Substring?, sample: Substring?) {
        guard let message = MessageName(rawValue: String(message ?? "")),
            let language = Language(rawValue: String(language ?? "")),
            let sample = SampleJob(rawValue: String(sample ?? ""))
        else { return nil }
        self.init(message: message, language: language, sample: sample)
    }

    private init(message: MessageName, language: Language, sample: SampleJob) {
        self.message = message
        self.language = language
        self.sample = sample
    }

    var longest: Self { Self(message: message, language: language, sample: .longest) }

    func job(_ kit: PreviewKit, now: Timestamp) throws(Problem) -> Job {
        guard let job = sample.job(for: message, in: language, linkHost: kit.linkHost, issuedAt: now) else {
            throw Problem.notFound
        }
        return job
    }
}
