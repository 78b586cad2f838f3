"""A job that takes down every worker that reads it is set aside; what lay beside it is not."""
import json
import signal
import subprocess
import unittest

from support import jobs, poison
from support.places import PROGRAM, ROOT
from support.post import DEAD
from support.scene import Scene
from support.waiting import until
from support.worker import codebode, environment

NEIGHBOURS = 48
# Twice with all that was in hand, and three times by itself for each of the two.
CRASHES = 2 + 2 * 3


class Poison(Scene):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.post.channel.queue_purge, DEAD)

    def letters(self):
        """Looked at with the same fault."""
        done = subprocess.run(
            [*poison.under(), PROGRAM, "dead", "list", "--json"], cwd=ROOT, capture_output=True, text=True, timeout=60,
            env=environment({"amqp_url": self.broker.url}))
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return {letter["job"]: letter for letter in json.loads(done.stdout)["letters"]}

    def crash(self, limit=20):
        """Starts workers until one stays; how many did not."""
        for count in range(limit + 1):
            worker = self.work(must_be_ready=False, within=poison.under())
            # What was on the wire when a worker went down waits until its lease has ended, 30 seconds.
            until(lambda: not worker.is_running or self.is_settled(), lambda: f"it does nothing: {worker.log}", 90)
            if worker.is_running:
                return count
            self.assertEqual(worker.exit_code(), -signal.SIGABRT, worker.log)
        raise AssertionError(f"{limit} workers went down")

    def is_settled(self):
        return len(self.outcomes.events) >= NEIGHBOURS and self.post.depth(DEAD) == 2

    def test_two_poisons_are_set_aside_and_their_neighbours_are_sent(self):
        first, second = (jobs.login_code(to=poison.phone()) for _ in range(2))
        neighbours = [jobs.login_code() for _ in range(NEIGHBOURS)]
        for job in [first, *neighbours[:20], second, *neighbours[20:]]:
            self.publish(job)
        self.assertEqual(self.crash(), CRASHES)
        for job in neighbours:
            # One that was on the wire when its worker went down may have gone out before, and says so.
            most = 2 if self.sent(job).data["possible_duplicate"] else 1
            self.assertIn(len(self.gateway.to(job["recipient"]["phone"])), range(1, most + 1))
        letters = self.letters()
        self.assertEqual(set(letters), {first["id"], second["id"]})
        for letter in letters.values():
            self.assertEqual(
                (letter["kind"], letter["reason"], letter["state"]), ("send_code", "crashed", "unread"))
            self.assertIn("3 times", letter["detail"])
        self.assertEqual(self.outcomes.of(first["id"]) + self.outcomes.of(second["id"]), [])
        self.mended(first, second)

    def mended(self, *set_aside):
        """What was set aside goes out by a worker that is sound, when a person says so."""
        self.workers[-1].terminate()
        self.workers[-1].exit_code()
        for how, sent_on in ((), 0), (("--reason", "crashed"), len(set_aside)):
            done = codebode("dead", "replay", *how, "--yes", "--json", amqp_url=self.broker.url)
            self.assertEqual(json.loads(done.stdout)["replayed"], sent_on, done.stderr)
        self.work()
        for job in set_aside:
            self.sent(job)

    def test_a_worker_that_is_killed_again_and_again_makes_no_job_suspicious(self):
        """The job is delivered often, and never in hand when its worker goes: nothing is held against it."""
        job = jobs.login_code()
        self.publish(job)
        connection, taken = self.post.channel, 0
        for taken in range(1, 11):
            method, _, _ = until(lambda: (got := connection.basic_get("codebode.send_code"))[0] and got, "the job")
            connection.basic_nack(method.delivery_tag)
        self.work()
        self.sent(job)
        self.assertEqual(len(self.gateway.requests), 1)
        self.assertEqual(self.post.depth(DEAD), 0, f"taken back {taken} times")


if __name__ == "__main__":
    unittest.main()
