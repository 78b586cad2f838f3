"""One job with all that was seen of it."""
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Case:
    job: object
    arrivals: list = field(default_factory=list)
    told: list = field(default_factory=list)  # terminal outcomes, each event id once, as it was heard first
    conflicts: list = field(default_factory=list)  # the same event id with another content
    forgettings: list = field(default_factory=list)  # that the job lived through

    @property
    def reached(self):
        return [arrival for arrival in self.arrivals if arrival.reached]

    @property
    def ending(self):
        return self.told[0] if self.told else None

    def spans(self):
        """What reached the user and what was told, in groups between which the store forgot the job."""
        bounds = sorted(one.at for one in self.forgettings)
        groups = defaultdict(lambda: ([], []))
        for number, entries in enumerate((self.reached, self.told + self.conflicts)):
            for entry in entries:
                groups[bisect_left(bounds, entry.at)][number].append(entry)
        return list(groups.values())

    def admitted_by(self):
        """The earliest moment at which the job was admitted for certain; None if it perhaps never was."""
        signs = [arrival.at for arrival in self.arrivals]
        signs += [told.at for told in self.told if told.type in ("sent", "failed")]
        return min(signs, default=None)


def gather(ledger, conditions):
    """The cases by job id; arrivals and outcomes that belong to no job; imposters' answers by job id."""
    cases = {id: Case(job) for id, job in ledger.jobs.items()}
    strange, duplicates = [], defaultdict(list)
    for arrival in sorted(ledger.arrivals, key=lambda one: one.at):
        if arrival.job in cases:
            cases[arrival.job].arrivals.append(arrival)
        else:
            strange.append(arrival)
    for told in sorted(ledger.told, key=lambda one: one.at):
        if told.job not in cases:
            strange.append(told)
        elif told.reason == "duplicate":
            duplicates[told.job].append(told)
        else:
            _note(cases[told.job], told)
    for case in cases.values():
        case.forgettings = _lived_through(case, conditions)
    return cases, strange, duplicates


def _note(case, told):
    known = next((other for other in case.told if other.event == told.event), None)
    if known is None:
        case.told.append(told)
    elif known.digest != told.digest:
        case.conflicts.append(told)


def _lived_through(case, conditions):
    offered = case.job.offered_at
    if not offered:
        return []
    seen = offered + [arrival.at for arrival in case.arrivals] + [told.at for told in case.told]
    # An ending is heard a little after it was written: what was told just after the loss may have been lost with it.
    return [
        one for one in conditions.forgettings
        if one.house == case.job.house and offered[0] <= one.at and max(seen) >= one.since
    ]
