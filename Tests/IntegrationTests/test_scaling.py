"""Workers that come, go and serve what they are told to: no code waits for it, none is lost, none is sent twice."""
import threading
import time
import unittest
from collections import Counter
from datetime import timedelta

from support import jobs
from support.gateway import HOLD, Reply
from support.post import Post
from support.scene import Scene
from support.waiting import until


class OwnQueues(Scene):
    def test_a_code_does_not_wait_behind_notices(self):
        notices = [jobs.notice(channel="sms") for _ in range(300)]
        self.gateway.usual = HOLD  # notices by SMS, on a gateway that does not answer
        held = self.work(worker_queues="security_notice", worker_concurrency=10)
        for notice in notices:
            self.publish(notice)
        until(lambda: len(self.gateway.requests) == 10, "the notices' worker has its hands full")
        self.work(worker_queues="send_code,confirm_phone")
        code = jobs.login_code()
        self.gateway.plan(code["recipient"]["phone"], Reply())
        self.publish(code)
        outcome = self.sent(code)
        self.assertLess(outcome.data["queued_ms"] + outcome.data["elapsed_ms"], 1000)
        self.assertEqual(len(self.outcomes.events), 1, "no notice has ended")
        self.gateway.usual = Reply()
        self.gateway.release()
        for notice in notices:
            self.sent(notice, 60)
        self.assertTrue(held.is_running)


class RollingRestart(Scene):
    RATE = 40

    def test_four_workers_are_replaced_one_after_the_other_and_nobody_notices(self):
        workers = [self.work() for _ in range(4)]
        post, self.post = self.post, self.kept(Post(self.broker.url))  # the thread's own: a channel is for one thread
        ended = threading.Event()

        def replace():
            for worker in workers:
                worker.terminate()
                self.assertEqual(worker.exit_code(), 0)
                self.work()
            ended.set()

        rolling = threading.Thread(target=replace)
        rolling.start()
        due, begin = {}, jobs.now()
        while rolling.is_alive() or len(due) < 5 * self.RATE:  # and goes on for a while under the new ones
            # An open loop: each is due by the schedule, however long the one before took.
            moment = begin + timedelta(seconds=len(due) / self.RATE)
            time.sleep(max(0, (moment - jobs.now()).total_seconds()))
            job = jobs.login_code()
            due[job["recipient"]["phone"]] = job, moment
            self.secrets += jobs.secrets_of(job)
            post.publish(job)
        self.assertTrue(ended.is_set(), "all four left well and were replaced")
        for job, _ in due.values():
            self.assertFalse(self.sent(job, 30).data["possible_duplicate"])
        requests = self.gateway.requests
        self.assertEqual(Counter(request.sms["to"] for request in requests), Counter(due.keys()), "each once")
        delays = sorted(request.at - due[request.sms["to"]][1] for request in requests)
        self.assertLess(delays[-1], timedelta(seconds=1), f"of {len(delays)} the slowest are {delays[-3:]}")


if __name__ == "__main__":
    unittest.main()
