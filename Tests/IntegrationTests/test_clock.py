"""The wall clock of the workers jumps by two hours, forward or back."""
import os
import subprocess
import sys
import tempfile
import unittest

from support import jobs
from support.clock import Clock
from support.gateway import HOLD
from support.scene import Scene
from support.waiting import until

HOURS = 3600
# Waits for a timer that is set for a moment of the monotonic clock, as Swift's pauses are.
ABSOLUTE_TIMER = """
import ctypes, select, sys, time
class Moments(ctypes.Structure):
    _fields_ = [(name, ctypes.c_long) for name in ("interval", "interval_ns", "value", "value_ns")]
here = ctypes.CDLL(None)
timer = here.timerfd_create(time.CLOCK_MONOTONIC, 0)
end = time.monotonic_ns() + 100_000_000
moments = Moments(0, 0, end // 10**9, end % 10**9)
assert here.timerfd_settime(timer, 1, ctypes.byref(moments), None) == 0
sys.exit(0 if select.select([timer], [], [], 10)[0] and time.monotonic_ns() >= end else 1)
"""


def login_code(ahead, **fields):
    """As issued by a backend whose clock is so many seconds ahead."""
    return jobs.login_code(issued_at=jobs.moment(ahead), expires_at=jobs.moment(ahead + 600), **fields)


class TheClock(unittest.TestCase):
    def test_timers_run_on_as_ever_whatever_it_shows(self):
        with tempfile.TemporaryDirectory() as folder:
            clock = Clock(f"{folder}/clock")
            for offset in (-2 * HOURS, 0, 2 * HOURS):
                clock.set(offset)
                run = subprocess.run(
                    [sys.executable, "-c", ABSOLUTE_TIMER], env={**os.environ, **clock.environment}, timeout=60)
                self.assertEqual(run.returncode, 0, offset)


class ClockJumps(Scene):
    def setUp(self):
        super().setUp()
        self.clock = Clock(self.folder / "clock")

    def requests_to(self, job):
        return len(self.gateway.to(job["recipient"]["phone"]))

    def test_forward_nothing_is_sent_late_and_nobody_waits_afterwards(self):
        self.work(clock=self.clock)
        self.sent(self.publish(jobs.login_code()))
        self.clock.set(2 * HOURS)
        late = self.publish(jobs.login_code())
        self.rejected(late, "expired")
        self.assertEqual(self.requests_to(late), 0)
        # A backend whose clock has jumped as well, and has come back.
        ahead = self.publish(login_code(2 * HOURS))
        self.sent(ahead)
        self.clock.set(0)
        self.sent(self.publish(jobs.login_code(account=ahead["account"])))
        self.sent(self.publish(jobs.login_code()))

    def test_back_nothing_is_sent_that_is_not_issued_yet_and_nobody_waits_afterwards(self):
        self.work(clock=self.clock)
        self.clock.set(-2 * HOURS)
        early = self.publish(jobs.login_code())
        self.rejected(early, "issued_in_future")
        self.assertEqual(self.requests_to(early), 0)
        self.sent(self.publish(login_code(-2 * HOURS)))
        self.clock.set(0)
        self.sent(self.publish(jobs.login_code(account=early["account"])))

    def test_back_a_job_of_a_dead_worker_is_not_held_for_two_hours(self):
        dead = self.work(clock=self.clock)
        job = jobs.login_code()
        self.gateway.plan(job["recipient"]["phone"], HOLD)
        self.publish(job)
        until(lambda: self.requests_to(job) == 1, "it is on the wire")
        dead.kill()
        self.clock.set(-2 * HOURS)
        self.work(clock=self.clock)
        self.assertTrue(self.sent(job, 40).data["possible_duplicate"])


if __name__ == "__main__":
    unittest.main()
