"""A ledger of `make chaos` in the making, for the tests of its judge."""
import sys
import unittest

from files import ROOT

sys.path.insert(0, str(ROOT / "Tests/Chaos"))

from judge.conditions import ClockChange, Conditions, Forgetting, Holdup  # noqa: E402
from judge.judge import judge  # noqa: E402
from judge.ledger import Arrival, Job, Ledger, Told  # noqa: E402

NOON = 1_800_000_000.0
PHONE = "+31612345678"
LIFE = 120


class Record:
    """A ledger in the making; moments are seconds after noon."""

    def __init__(self):
        self.ledger = Ledger()
        self.conditions = Conditions(drop=("confirm_phone",))

    def job(self, id, at=0.0, confirmed=True, account=None, house="sqlite", kind="send_code", to=PHONE, **fields):
        issued = NOON + at
        subject = (house, account or id, kind, None, fields.pop("purpose", "login"))
        job = Job(id, house, kind, subject, "sms", to, "CODE", issued, issued + LIFE, **fields)
        job.offered_at = [issued]
        job.confirmed_at = issued + 0.01 if confirmed else None
        self.ledger.publish(job)
        return self

    def came(self, id, at, answer="taken", begun=None, to=PHONE, text="CODE is je inlogcode", channel="sms"):
        begun = at - 0.01 if begun is None else begun
        self.ledger.arrive(Arrival(id, NOON + at, NOON + begun, channel, to, text, answer))
        return self

    def told(self, id, at, type="sent", reason=None, event=None, digest="one", time=None, **data):
        time = at if time is None else time
        self.ledger.tell(Told(event or f"{id}.{type}", id, type, NOON + at, NOON + time, digest, reason, **data))
        return self

    def sent(self, id, at=0.0, **fields):
        """Published, come and told, each a tenth of a second after the other."""
        return self.job(id, at, **fields).came(id, at + 0.1, to=fields.get("to", PHONE)).told(id, at + 0.2)

    def forgot(self, since, at, house="redis"):
        self.conditions.forgettings.append(Forgetting(house, NOON + since, NOON + at, NOON + at))
        return self

    def clock(self, at, offset, house="sqlite"):
        self.conditions.clocks.append(ClockChange(house, NOON + at, offset))
        return self

    def held_up(self, since, until):
        self.conditions.holdups.append(Holdup(NOON + since, NOON + until))
        return self

    def verdict(self):
        return judge(self.ledger, self.conditions)


class TheJudge(unittest.TestCase):
    def setUp(self):
        self.record = Record()

    def assert_broken(self, *promises):
        """These and no others."""
        broken = self.record.verdict().broken
        self.assertEqual({promise for promise, found in broken.items() if found}, set(promises), broken)

    def assert_excused(self, count=1):
        verdict = self.record.verdict()
        self.assertTrue(verdict.holds, verdict.broken)
        self.assertEqual(sum(map(len, verdict.excused.values())), count, verdict.excused)
