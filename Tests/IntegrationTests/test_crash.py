"""Workers that are killed, and workers that are asked to leave."""
import signal
import unittest

from support import jobs
from support.gateway import HOLD, Reply
from support.places import free_port
from support.scene import Scene
from support.tunnel import Tunnel
from support.waiting import until
from support.worker import codebode


class Crash(Scene):
    def hold(self, count, make=jobs.login_code):
        """Publishes jobs whose first request the gateway holds."""
        many = [make() for _ in range(count)]
        for job in many:
            self.gateway.plan(job["recipient"]["phone"], HOLD)
            self.publish(job)
        phones = {job["recipient"]["phone"] for job in many}
        until(lambda: phones <= {request.sms["to"] for request in self.gateway.requests}, "all are on the wire", 30)
        return many

    def test_jobs_of_workers_that_died_are_ended_by_another(self):
        """One is killed, one is asked twice to leave; the policy for unknown ends is `drop` for one kind of job."""
        drop = {"policy_on_unknown_confirm_phone": "drop"}
        killed = self.work(**drop)
        many = self.hold(3) + self.hold(2, jobs.phone_code)
        killed.kill()
        asked_twice = self.work(**drop)
        others = self.hold(3)
        asked_twice.terminate()
        asked_twice.until_logged("stopped consuming")
        self.assertTrue(asked_twice.is_running, "it ends its jobs first")
        asked_twice.terminate()
        self.assertLess(asked_twice.seconds_to_end(10), 1)
        self.assertNotEqual(asked_twice.exit_code(), 0)
        self.work(**drop)
        for job in many + others:
            outcome = self.outcome(job, 60)
            arrived = len(self.gateway.to(job["recipient"]["phone"]))
            if job["kind"] == "confirm_phone":
                self.assertEqual((outcome.type, outcome.data["reason"]), ("failed", "unknown"))
                self.assertEqual(arrived, 1)
            else:
                self.assertEqual((outcome.type, outcome.data["possible_duplicate"]), ("sent", True))
                self.assertEqual(arrived, 2)
            self.assertEqual(len({event.id for event in self.outcomes.of(job["id"])}), 1, "one ending")

    def test_a_worker_that_is_asked_to_leave_ends_what_it_has_begun(self):
        self.gateway.usual = Reply(delay=1)
        leaving = self.work(worker_queues="send_code", worker_concurrency=50)
        begun = [self.publish(jobs.login_code()) for _ in range(50)]
        until(lambda: len(self.gateway.requests) == 50, "50 are on the wire", 30)
        leaving.terminate()
        leaving.until_logged("stopped consuming")
        later = [self.publish(jobs.login_code()) for _ in range(30)]
        self.work()
        self.assertEqual(leaving.exit_code(), 0)
        for job in begun + later:
            outcome = self.sent(job)
            self.assertEqual((outcome.data["attempts"], outcome.data["possible_duplicate"]), (1, False))
            self.assertEqual(len(self.gateway.to(job["recipient"]["phone"])), 1)
        self.assertEqual(len(self.outcomes.events), 80, "each was told once")

    def test_jobs_that_a_leaving_worker_has_not_begun_go_to_another(self):
        """More than it can take up: it is stopped while they come in, and asked to leave before it sees them."""
        leaving = self.work(worker_queues="send_code", worker_concurrency=50)
        leaving.process.send_signal(signal.SIGSTOP)
        try:
            many = [self.publish(jobs.login_code()) for _ in range(50)]
            until(lambda: self.depths().get("codebode.send_code", 0) == 0, "all are handed over")
            leaving.terminate()
        finally:
            leaving.process.send_signal(signal.SIGCONT)
        self.assertEqual(leaving.exit_code(), 0)
        self.work()
        for job in many:
            self.sent(job)
            self.assertEqual(len(self.gateway.to(job["recipient"]["phone"])), 1)

    def test_an_idle_worker_leaves_at_once(self):
        worker = self.work()
        worker.terminate()
        self.assertLess(worker.seconds_to_end(10), 2)

    def test_a_worker_that_starts_before_its_broker_connects_later(self):
        port = free_port()
        worker = self.work(must_be_ready=False, amqp_url=f"amqp://guest:guest@127.0.0.1:{port}/%2F")
        worker.until_logged("no connection to the broker")
        self.assertNotIn("guest:guest", worker.log)
        with_socket = self.kept(Tunnel(port, self.broker.port).start())
        self.sent(self.publish(jobs.login_code()), 30)
        with_socket.cut()
        self.sent(self.publish(jobs.login_code()), 30)
        self.assertTrue(worker.is_running)

    def test_a_missing_queue_is_named_and_waited_for(self):
        self.post.channel.queue_delete("codebode.confirm_phone")
        worker = self.work(must_be_ready=False)
        worker.until_logged("codebode.confirm_phone")
        self.assertIn('"level":"error"', worker.log)
        self.assertTrue(worker.is_running)
        declared = codebode("topology", "declare", amqp_url=self.broker.url)
        self.assertEqual(declared.returncode, 0, declared.stderr)
        self.sent(self.publish(jobs.phone_code()), 30)

    def test_a_worker_that_may_makes_a_missing_queue(self):
        self.post.channel.queue_delete("codebode.confirm_phone")
        self.work(["--declare"])
        self.sent(self.publish(jobs.phone_code()), 30)


if __name__ == "__main__":
    unittest.main()
