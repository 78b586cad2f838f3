"""The rules that look at several jobs: latest wins, and limits."""
from collections import defaultdict

from .verdict import BASELESS, OVER, OVERTAKEN

ON_THE_WIRE = "overtaken on the wire, which had carried it late"
SET_BACK = "limited too soon, because the clock was set back by less than the window"
FORGOT_NEWER = "older after newer, because the store had forgotten the newer one"


def latest_wins(cases, conditions, verdict):
    """Once a newer job was admitted no attempt of an older one begins; the newer one waits for those that have begun.

    So at the far side nothing older comes after the first sign of a newer one. What was begun before that sign, and
    was then held up on its way, is no attempt that began after: it is counted apart.
    """
    for subject in _groups(cases.values(), lambda case: case.job.subject):
        subject.sort(key=lambda case: case.job.order)
        for index, older in enumerate(subject):
            _superseded(older, subject[index + 1:], verdict)
            for newer in subject[index + 1:]:
                _in_order(older, newer, conditions, verdict)


def _superseded(case, newer, verdict):
    for told in case.told:
        if told.reason != "superseded":
            continue
        if not any(other.job.offered_at and other.job.offered_at[0] <= told.at for other in newer):
            verdict.breaks(BASELESS, f"{case.job.id}: superseded, and there was no newer one")
        if case.reached and not case.forgettings:
            verdict.breaks(OVERTAKEN, f"{case.job.id}: told superseded, and came {len(case.reached)} times")


def _in_order(older, newer, conditions, verdict):
    admitted = newer.admitted_by()
    if admitted is None:
        return
    for arrival in older.arrivals:
        if arrival.at <= admitted:
            continue
        what = f"{older.job.id}: came {arrival.at - admitted:.3f} s after {newer.job.id} was admitted for certain"
        ahead = max(conditions.offsets(older.job.house, arrival.at - 120, arrival.at))
        if any(one.house == older.job.house and admitted <= one.at <= arrival.at and one in newer.forgettings
               for one in conditions.forgettings):
            verdict.excuses(FORGOT_NEWER, what)
        elif arrival.begun - ahead <= admitted and conditions.is_held_up(arrival.begun - ahead, arrival.at):
            verdict.excuses(ON_THE_WIRE, what)
        else:
            verdict.breaks(OVERTAKEN, what)


def limits(cases, conditions, verdict):
    """Each message that reached a recipient took its room between its publishing and its first arrival.

    Of the messages for which both lie within some stretch of time no more may have come than one allowance, and what
    comes back of it in that time. What came back too early, or was counted twice, shows there.
    """
    for same in _groups(cases.values(), lambda case: (case.job.house, case.job.recipient, case.job.kind)):
        _refused(same, conditions, verdict)
        came = [(case.job.offered_at[0], case.reached[0].at, case.job.id) for case in same if case.reached]
        for stretch in _between_resets(came, conditions.resets(same[0].job.house)):
            _within(stretch, conditions, verdict)


def _refused(same, conditions, verdict):
    for case in same:
        for told in case.told:
            if told.reason == "rate_limited":
                others = [other for other in same if other is not case and other.job.offered_at[0] <= told.at]
                what = f"{case.job.id}: limited, beside {len(others)} others"
                if len(others) >= conditions.limit_count:
                    continue
                if conditions.was_set_back(case.job.house, told.at - 2 * conditions.limit_window, told.at):
                    verdict.excuses(SET_BACK, what)
                else:
                    verdict.breaks(BASELESS, what)


def _between_resets(came, resets):
    """Whoever took its room perhaps before, perhaps after the counting began anew is counted in neither stretch."""
    stretches = defaultdict(list)
    for one in came:
        if not any(since <= one[1] and one[0] <= at for since, at in resets):
            stretches[sum(at < one[0] for _, at in resets)].append(one)
    return stretches.values()


def _within(came, conditions, verdict):
    for begin in {one[0] for one in came}:
        later = sorted((one for one in came if one[0] >= begin), key=lambda one: one[1])
        for number, (_, end, id) in enumerate(later, 1):
            if number > conditions.limit_count + (end - begin) * conditions.limit_count / conditions.limit_window:
                verdict.breaks(OVER, f"{id}: the message number {number} within {end - begin:.3f} s")


def _groups(cases, key):
    groups = defaultdict(list)
    for case in cases:
        if case.job.offered_at:
            groups[key(case)].append(case)
    return [group for group in groups.values() if len(group) > 1 or _is_alone_of_interest(group[0])]


def _is_alone_of_interest(case):
    """One without others is of no interest here, unless it was told that there were some."""
    return any(told.reason in ("superseded", "rate_limited") for told in case.told)
