"""The rules that look at one job at a time."""
from .verdict import BASELESS, ENDINGS, LATE, LOST, TWICE, UNTRUE

FORGOT_TWICE = "came again without a word of doubt, because the store had forgotten it"
FORGOT_ENDING = "ended again, because the store had forgotten it"
SLOW_CLOCK = "late by the true clock, not by that of its workers"
LATE_WIRE = "begun in time, and carried late"
ARRIVALS = 1 + 2  # where policy says resend, what may have come is sent again twice at most: docs/admission.md


def lost(case, conditions, verdict):
    job = case.job
    if case.told:
        return
    if job.confirmed_at is not None:
        verdict.breaks(LOST, f"{job.id}: the broker confirmed it at {job.confirmed_at:.3f}, and nobody told of it")
    elif case.arrivals:
        verdict.breaks(LOST, f"{job.id}: came {len(case.arrivals)} times, and nobody told of it")


def one_ending(case, conditions, verdict):
    job = case.job
    for told in case.conflicts:
        if case.forgettings:
            verdict.excuses(FORGOT_ENDING, told.event)
        else:
            verdict.breaks(ENDINGS, f"{told.event}: told with two contents")
    if len(case.told) <= 1:
        return
    what = f"{job.id}: {', '.join(told.event for told in case.told)}"
    if len(case.told) <= 1 + len(case.forgettings):
        verdict.excuses(FORGOT_ENDING, what)
    else:
        verdict.breaks(ENDINGS, what)


def in_time(case, conditions, verdict):
    job = case.job
    for arrival in case.arrivals:
        offsets = conditions.offsets(job.house, arrival.at - conditions.longest_attempt, arrival.at)
        late = arrival.at - job.expires_at
        if late >= 0:
            if late + min(offsets) < 0:
                verdict.excuses(SLOW_CLOCK, job.id)
            elif conditions.is_held_up(arrival.begun - max(offsets), arrival.at):
                verdict.excuses(LATE_WIRE, job.id)
            else:
                verdict.breaks(LATE, f"{job.id}: came {late:.3f} s after it expired")
        left = job.expires_at - arrival.begun
        if left < conditions.min_remaining:
            verdict.breaks(LATE, f"{job.id}: written with {left:.3f} s of life left")


def twice(case, conditions, verdict):
    job = case.job
    if len(case.reached) <= 1:
        return
    allowed = 1 if job.kind in conditions.drop else ARRIVALS
    what = f"{job.id}: came {len(case.reached)} times, told {[told.event for told in case.told]}"
    for reached, told in case.spans():
        is_told = any(one.possible_duplicate for one in told)
        # Whoever forgot before the end cannot say how often it came.
        can_tell = told or not case.forgettings
        if len(reached) > allowed or len(reached) > 1 and not is_told and can_tell:
            verdict.breaks(TWICE, what)
            return
    if len(case.reached) > allowed or not any(told.possible_duplicate for told in case.told):
        verdict.excuses(FORGOT_TWICE, what)


def as_told(case, conditions, verdict):
    job, reached = case.job, case.reached
    for arrival in case.arrivals:
        if (arrival.channel, arrival.recipient) != (job.channel, job.recipient):
            verdict.breaks(UNTRUE, f"{job.id}: came to somebody else")
        elif job.proof not in arrival.text:
            verdict.breaks(UNTRUE, f"{job.id}: came without its code or link")
    if case.forgettings:
        return  # who forgot cannot tell; that it was sent again is counted elsewhere
    for told in case.told:
        if told.type == "sent" and not any(one.reached and one.at <= told.at for one in case.arrivals):
            verdict.breaks(UNTRUE, f"{job.id}: told as sent at {told.at:.3f}, had not come")
        elif told.type == "rejected" or told.type == "failed" and told.reason != "unknown":
            if reached:
                verdict.breaks(UNTRUE, f"{job.id}: told as {told.type} {told.reason}, came {len(reached)} times")


def with_cause(case, conditions, verdict):
    """Superseded and limited are looked at beside the jobs that were the cause."""
    job = case.job
    for told in case.told:
        why = f"{told.type} {told.reason}" if told.reason else told.type
        if told.type not in ("sent", "rejected", "failed"):
            verdict.breaks(ENDINGS, f"{job.id}: {told.type} is no ending")
        elif told.reason in ("expired", "too_late", "exhausted"):
            if told.time < job.expires_at - conditions.min_remaining:
                left = job.expires_at - told.time
                verdict.breaks(BASELESS, f"{job.id}: {why} with {left:.3f} s left by its worker's clock")
            elif not _could_be(told, job, conditions):
                verdict.breaks(BASELESS, f"{job.id}: {why} by a clock that no fault had set")
        elif told.reason == "issued_in_future":
            if min(conditions.store_offsets(job.house, job.offered_at[0], told.at)) >= 0:
                verdict.breaks(BASELESS, f"{job.id}: {why} by a clock that no fault had set back")
        elif told.reason == "refused":
            if not any(arrival.answer == "refused" for arrival in case.arrivals):
                verdict.breaks(BASELESS, f"{job.id}: {why}, and nobody had refused it")
        elif told.reason not in (None, "unknown", "superseded", "rate_limited"):
            verdict.breaks(BASELESS, f"{job.id}: {why}")


def _could_be(told, job, conditions):
    """Whether the clock that decides can have shown `told.time` when it was told, or sooner."""
    ahead = max(conditions.store_offsets(job.house, job.offered_at[0], told.at))
    return told.time <= told.at + ahead + 0.5


RULES = (lost, one_ending, in_time, twice, as_told, with_cause)
