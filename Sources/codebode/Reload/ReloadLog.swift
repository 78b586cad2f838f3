import Logging
import Messages
import Worker

/// Tells in log and metrics what became of changed settings and texts.
struct ReloadLog: Sendable {
    /// `codebode config check` and `codebode templates check` show more.
    private static let loggedFindings = 20

    let settings: ReloadMetrics
    let texts: TemplateMetrics
    let logger: Logger

    /// - Parameter isNew: something was written otherwise than before.
    func took(_ change: SettingsChange, isNew: Bool) {
        texts.noteUsed()
        if isNew {
            settings.countDone()
            logger.notice(
                "changed settings are used from now on",
                metadata: ["changed": "\(change.names.joined(separator: ", "))"])
        } else {
            settings.countUnchanged()
            logger.notice("the settings were read anew, and are as they were")
        }
        for setting in change.waiting {
            logger.warning("a setting takes effect after a restart", metadata: ["setting": "\(setting)"])
        }
    }

    func refused(_ failure: CommandFailure) {
        settings.countRefused()
        logger.error("changed settings are refused, the last good ones stay")
        for finding in failure.message.split(separator: "\n").prefix(Self.loggedFindings) {
            logger.error("this keeps the settings from being used", metadata: ["finding": "\(finding)"])
        }
    }

    func took(_ verdict: TemplateVerdict) {
        texts.countTaken()
        logger.notice("changed texts are used from now on", metadata: ["warnings": "\(verdict.warnings)"])
    }

    func refused(_ verdict: TemplateVerdict) {
        texts.countRefused()
        logger.error("changed texts are refused, the last good ones stay", metadata: ["errors": "\(verdict.errors)"])
        for finding in verdict.findings.lazy.filter({ $0.severity == .error }).prefix(Self.loggedFindings) {
            logger.error("this keeps the texts from being used", metadata: ["finding": "\(finding)"])
        }
    }
}
