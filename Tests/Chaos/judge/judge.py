"""Judges a ledger."""
from collections import Counter

from .between import latest_wins, limits
from .case import gather
from .rules import RULES
from .verdict import ENDINGS, UNTRUE, Verdict


def judge(ledger, conditions):
    verdict = Verdict()
    cases, strange, duplicates = gather(ledger, conditions)
    for one in strange:
        verdict.breaks(UNTRUE, f"{one.job}: nobody published such a job")
    for case in cases.values():
        for rule in RULES:
            rule(case, conditions, verdict)
    latest_wins(cases, conditions, verdict)
    limits(cases, conditions, verdict)
    _imposters(ledger, cases, duplicates, verdict)
    verdict.counts = _counts(ledger, cases)
    return verdict


def _imposters(ledger, cases, duplicates, verdict):
    """Other content under a known id is told so, under an event id of its own, and never stands for the first one."""
    for id, imposter in ledger.imposters.items():
        found = {told.event for told in duplicates.pop(id, [])}
        case = cases.get(id)
        if imposter.confirmed_at is not None and not found and not (case and case.forgettings):
            verdict.breaks(ENDINGS, f"{id}: its id was used again for other content, and nobody told of that")
        if len(found) > 1 or found & {told.event for told in (case.told if case else [])}:
            verdict.breaks(ENDINGS, f"{id}: the second request of its id was told as {sorted(found)}")
    for id in duplicates:
        verdict.breaks(ENDINGS, f"{id}: told as the second of its id, which it was not")


def _counts(ledger, cases):
    endings = Counter()
    for case in cases.values():
        for told in case.told:
            endings[f"{told.type}: {told.reason}" if told.reason else told.type] += 1
    return {
        "jobs": len(ledger.jobs),
        "published again": sum(max(0, len(job.offered_at) - 1) for job in ledger.jobs.values()),
        "arrivals": len(ledger.arrivals),
        "came twice, and said so": sum(
            len(case.reached) > 1 and any(told.possible_duplicate for told in case.told) for case in cases.values()),
        "outcomes heard": len(ledger.told),
        "endings": dict(sorted(endings.items())),
    }
