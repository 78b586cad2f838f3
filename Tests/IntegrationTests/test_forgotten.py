"""A store that loses all that it knew while a job waits: the job is not taken for a new one."""
import sqlite3
import unittest

from support import jobs
from support.gateway import BUSY
from support.scene import Scene
from support.waiting import until


class Forgotten(Scene):
    def forget_while_it_waits(self, job):
        self.gateway.plan(job["recipient"]["phone"], BUSY, BUSY, BUSY)
        self.publish(job)
        # The third time it waits for 15 s, or, as one in four does, for 5 s: long enough to take its rows away.
        until(lambda: len(self.gateway.requests) == 3 and self.depths(), "the job waits", 30)
        store = sqlite3.connect(self.folder / "store.db", timeout=5)
        with store:
            self.assertEqual(store.execute("DELETE FROM job").rowcount, 1)
            store.execute("DELETE FROM shared")
        store.close()
        self.assertEqual(len(self.gateway.requests), 3)

    def test_it_is_sent_again_with_the_doubt_told(self):
        self.work()
        job = jobs.login_code()
        self.forget_while_it_waits(job)
        self.assertIs(self.sent(job, 30).data["possible_duplicate"], True)
        self.assertEqual(len(self.gateway.requests), 4)

    def test_it_is_not_sent_again_where_policy_forbids(self):
        self.work(policy_on_unknown_send_code="drop")
        job = jobs.login_code()
        self.forget_while_it_waits(job)
        self.failed(job, "unknown", 30)
        self.assertEqual(len(self.gateway.requests), 3)


if __name__ == "__main__":
    unittest.main()
