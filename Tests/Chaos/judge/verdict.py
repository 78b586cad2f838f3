"""The verdict: for each promise what broke it, and what a fault excuses, one by one."""
from collections import defaultdict
from dataclasses import dataclass, field

LOST = "lost"
LATE = "after expiry"
OVERTAKEN = "superseded delivered"
OVER = "over a limit"
TWICE = "twice without saying so"
ENDINGS = "not exactly one ending"
UNTRUE = "told otherwise than it went"
BASELESS = "refused without a cause"
PROMISES = {
    LOST: "every job that the broker confirmed was told of, once at least",
    LATE: "nothing came at or after its expiry, or was begun with less life than is useful",
    OVERTAKEN: "nothing older came after a newer one; what was told superseded did not come at all",
    OVER: "no recipient got more than the limit lets through",
    TWICE: "what may have come again says possible_duplicate; never more than three; never two where policy says drop",
    ENDINGS: "one event id a job, with one content, however often it is told",
    UNTRUE: "what was told as sent had come, what was told as not sent had not, and each came whole to whom it was for",
    BASELESS: "expired only when it was, superseded only by a newer one, limited only where there is a limit",
}


@dataclass
class Verdict:
    broken: dict = field(default_factory=lambda: defaultdict(list))
    excused: dict = field(default_factory=lambda: defaultdict(list))
    counts: dict = field(default_factory=dict)

    def breaks(self, promise, what):
        self.broken[promise].append(what)

    def excuses(self, why, what):
        self.excused[why].append(what)

    @property
    def holds(self):
        return not any(self.broken.values())

    def document(self, examples=20):
        return {
            "holds": self.holds,
            "promises": {promise: len(self.broken.get(promise, [])) for promise in PROMISES},
            "broken": {promise: found[:examples] for promise, found in self.broken.items() if found},
            "excused": {why: len(found) for why, found in self.excused.items()},
            "counts": self.counts,
        }
