import Admission
import Logging

/// Logs what store steps notice: which job it was cannot be told from the metrics.
enum FindingLog {
    static func report(_ finding: Finding, to logger: Logger) {
        switch finding {
        case .refused(let id, let rule):
            logger.debug("a rule has no room", metadata: ["job": "\(id)", "rule": "\(rule)"])
        case .wouldRefuse(let id, let rule):
            logger.notice("a rule that only records has no room", metadata: ["job": "\(id)", "rule": "\(rule)"])
        case .unreadable(let id, let rule):
            logger.error("what a limit counts cannot be read", metadata: ["job": "\(id)", "rule": "\(rule)"])
        case .forgotten(let id):
            logger.error("the store has forgotten a job", metadata: ["job": "\(id)"])
        }
    }
}
