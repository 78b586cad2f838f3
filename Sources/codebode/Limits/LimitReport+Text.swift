import Admission
import Jobs

extension LimitReport {
    /// For a person.
    func text(of subject: LimitSubject) -> String {
        var lines = ["Limits of \(subject), at \(at.local(now: at)):"]
        var event: SecurityEvent?
        lines.append("Codes and links")
        if allowances.isEmpty { lines.append("  No limit counts them by \(subject.kind).") }
        for allowance in allowances {
            if allowance.event != event, let next = allowance.event {
                lines.append("Notice \(next.rawValue)")
                event = next
            }
            lines.append("  " + sentence(allowance))
        }
        if !closures.isEmpty { lines.append("Against toll fraud") }
        lines += closures.map { closure in
            closure.isDamaged
                ? "  \(closure.rule): " + damage(isClosed: true, closure.mode)
                : "  \(closure.rule): no room for a code until \(moment(closure.room))." + remark(closure.mode)
        }
        return (lines + [verdict]).joined(separator: "\n")
    }

    /// Whether the next code passes, as far as can be seen from here.
    var verdict: String {
        guard let refusal else { return "A code would be let through now." }
        if refusal.isDamaged { return "A code would be refused now by \(refusal.rule), whose count is damaged." }
        return "A code would be refused now by \(refusal.rule), until \(moment(refusal.room))."
    }

    /// For a program; the names are documented in the command's help.
    func json(of subject: LimitSubject) -> [String: Any] {
        var json: [String: Any] = [
            "subject": subject.kind, "shown": subject.mask, "at": at.rfc3339,
            "limits": allowances.map(\.json),
            "closed_by": closures.map { closure in
                [
                    "rule": closure.rule, "mode": closure.mode.rawValue, "room_in_s": closure.room.secondsUp,
                    "damaged": closure.isDamaged,
                ] as [String: Any]
            },
        ]
        json["refused_by"] = refusal?.rule
        json["room_in_s"] = refusal?.room.secondsUp ?? 0
        return json
    }

    private func sentence(_ allowance: Allowance) -> String {
        let limit = allowance.limit
        let shared = limit.key.isShared ? " Shared with others." : ""
        if allowance.isDamaged {
            return "\(limit.name): " + damage(isClosed: allowance.room != nil, limit.mode) + shared
        }
        let left = allowance.left == 0 ? "none" : "\(allowance.left)"
        var text = "\(limit.name): \(left) of \(limit.count) in \(limit.window.setting) left."
        switch (allowance.room, allowance.recovery) {
        case (let room?, let recovery?) where room == recovery:
            text += " Room, and whole, again \(moment(room, at: true))."
        case (let room?, let recovery?):
            text += " Room again \(moment(room, at: true)); whole again \(moment(recovery, at: true))."
        case (nil, let recovery?): text += " Whole again \(moment(recovery, at: true))."
        case (_, nil): break
        }
        return text + shared + remark(limit.mode)
    }

    private func damage(isClosed: Bool, _ mode: RuleMode) -> String {
        switch mode {
        case .enforce: "its count is damaged: it \(isClosed ? "refuses all" : "lets all through")."
        case .record: "its count is damaged." + remark(mode)
        }
    }

    private func remark(_ mode: RuleMode) -> String {
        switch mode {
        case .enforce: ""
        case .record: " Only recorded: it refuses nothing."
        }
    }

    private func moment(_ wait: Duration, at: Bool = false) -> String {
        "\(at ? "at " : "")\((self.at + wait).local(now: self.at)) (in \(wait.secondsUp) s)"
    }
}

extension LimitReport.Allowance {
    fileprivate var json: [String: Any] {
        [
            "for": event?.rawValue ?? "codes", "limit": limit.name, "key": limit.key.rawValue,
            "mode": limit.mode.rawValue, "shared": limit.key.isShared, "count": limit.count,
            "window_s": limit.window.wholeSeconds, "left": left, "room_in_s": room?.secondsUp ?? 0,
            "whole_in_s": recovery?.secondsUp ?? 0,
            "damaged": isDamaged,
        ]
    }
}

extension LimitSubject {
    /// The option that it was given by.
    var kind: String {
        switch self {
        case .account: "account"
        case .phone: "phone"
        case .email: "email"
        }
    }
}
