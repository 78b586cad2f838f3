"""RabbitMQ as a cluster of three nodes, one of which dies under load: the one that leads the queue of codes."""
import sys
import tempfile
import unittest
from collections import Counter
from types import SimpleNamespace

import pika
from support import jobs
from support.places import ROOT
from support.post import Post
from support.scene import Scene
from support.waiting import until
from support.worker import codebode

sys.path.append(str(ROOT / "Tests/Chaos"))
from stage.cluster import Cluster  # noqa: E402

HOUSE = "house"
JOBS = 60


class ALeaderDies(Scene):
    def make_broker(self):
        folder = tempfile.TemporaryDirectory(prefix="codebode-cluster-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.cluster = Cluster(folder.name, 3, [], doors=1)
        self.addCleanup(self.cluster.close)
        self.cluster.start()
        self.cluster.ctl("add_vhost", HOUSE)
        self.cluster.ctl("set_permissions", "--vhost", HOUSE, "guest", ".*", ".*", ".*")
        # Queues are led where they are declared: at the first of the worker's addresses.
        declared = codebode("topology", "declare", amqp_url=self.cluster.url(HOUSE, 0))
        self.assertEqual(declared.returncode, 0, declared.stderr)
        for node in self.cluster.nodes:
            # Older Ra writes the names of new quorum queues half a second late; a kill before that loses the queue.
            node.ctl("eval", "[dets:sync(Table) || Table <- dets:all()].")
        # The backend is at another node.
        return SimpleNamespace(url=f"amqp://guest:guest@127.0.0.1:{self.cluster.nodes[1].port}/{HOUSE}")

    def test_nothing_is_lost_or_sent_twice_in_silence_and_the_worker_goes_on_at_another_node(self):
        worker = self.work(amqp_url=self.cluster.url(HOUSE, 0))
        # RabbitMQ would put back what was lost with the leader, on its way out of a delay queue, after three minutes.
        timeout = "application:get_env(rabbit, dead_letter_worker_publisher_confirm_timeout)"
        self.assertEqual(self.cluster.ctl("eval", f"{timeout}.").strip(), "{ok,10000}")
        leader = self.cluster.leader(HOUSE)
        self.assertIs(leader, self.cluster.nodes[0])
        many = [jobs.login_code() for _ in range(JOBS)]
        for number, job in enumerate(many):
            if number == JOBS // 3:
                until(lambda: self.gateway.requests, "the worker works")
                leader.kill()
            self.publish_until_taken(job)
        for job in many:
            self.sent(job, 60)
        worker.until_logged(
            f'"message":"connected","connection":"amqp-in","host":"127.0.0.1:{self.cluster.nodes[1].doors[0]}"')
        self.assertIsNot(self.cluster.leader(HOUSE), leader)
        self.sent(self.publish(jobs.login_code()))
        times = Counter(request.sms["to"] for request in self.gateway.requests)
        for job in many:
            if times[job["recipient"]["phone"]] > 1:
                self.assertTrue(all(event.data["possible_duplicate"] for event in self.outcomes.of(job["id"])), job["id"])

    def publish_until_taken(self, job):
        """As a careful backend does: what was not confirmed is published again, over another channel."""
        def taken():
            try:
                self.publish(job)
                return True
            except (pika.exceptions.NackError, pika.exceptions.UnroutableError, pika.exceptions.AMQPError):
                self.post.close()
                self.post = self.kept(Post(self.broker.url))
                return False

        until(taken, "the broker takes a job", 60)


if __name__ == "__main__":
    unittest.main()
