"""The broker is killed twice under load, and a worker with it: no job is lost, none ends twice."""
import json
import tempfile
import threading
import unittest
from collections import Counter

import pika

from support import jobs
from support.broker import Broker
from support.places import DEFINITIONS
from support.post import TERMINAL, Outcomes, Post
from support.scene import Scene
from support.waiting import until

COUNT = 2_000
BENCH = "bench.outcomes"


def definitions_with_listener():
    """The topology, and a durable queue for the outcomes: one that is declared late may not survive a kill."""
    definitions = json.loads(DEFINITIONS.read_text())
    definitions["queues"].append({
        "name": BENCH, "vhost": "/", "durable": True, "auto_delete": False, "arguments": {"x-queue-type": "quorum"}})
    definitions["bindings"].append({
        "source": "codebode.outcomes", "vhost": "/", "destination": BENCH, "destination_type": "queue",
        "routing_key": "#", "arguments": {}})
    return definitions


class Publisher(threading.Thread):
    """Publishes every job until it is confirmed, whatever becomes of the broker meanwhile."""

    def __init__(self, url, many):
        super().__init__(daemon=True)
        self.url = url
        self.waiting = list(reversed(many))
        self.confirmed = 0
        self.leave = threading.Event()

    def run(self):
        while self.waiting and not self.leave.is_set():
            try:
                post = Post(self.url)
                while self.waiting and not self.leave.is_set():
                    post.publish(self.waiting[-1])
                    self.waiting.pop()
                    self.confirmed += 1
                post.close()
            except (pika.exceptions.AMQPError, OSError):
                self.leave.wait(0.2)

    def close(self):
        self.leave.set()
        self.join(30)


class BrokerCrash(Scene):
    def make_broker(self):
        broker = Broker()
        self.addCleanup(broker.stop)
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(definitions_with_listener(), file)
            file.flush()
            return broker.start(file.name)

    def make_outcomes(self):
        return Outcomes(self.broker.url, BENCH)

    def test_no_job_is_lost_when_the_broker_and_a_worker_are_killed(self):
        settings = {"log_level": "info", "limits_region_hour_count": 1_000_000}
        first, _ = self.work(**settings), self.work(**settings)
        phones = iter([f"+3161{number:07d}" for number in range(COUNT)])
        many = [jobs.login_code(to=next(phones)) for _ in range(COUNT)]
        publisher = self.kept(Publisher(self.broker.url, many))
        publisher.start()
        self.until_sent(COUNT // 5)
        self.broker.kill()
        self.broker.restart()
        self.until_sent(COUNT // 3)
        first.kill()
        self.work(must_be_ready=False, **settings)
        self.until_sent(COUNT // 2)
        self.broker.kill()
        self.broker.restart()
        until(lambda: not publisher.waiting, lambda: f"{len(publisher.waiting)} are not confirmed", 120)
        until(lambda: len(self.ended()) == COUNT, lambda: f"{len(self.ended())} of {COUNT} have ended", 120)
        self.check(many)
        self.post = self.kept(Post(self.broker.url))

    def until_sent(self, count):
        until(lambda: len(self.gateway.requests) >= count, lambda: f"{len(self.gateway.requests)} of {count}", 60)

    def ended(self):
        return {event.job for event in self.outcomes.events if event.document["type"] in TERMINAL}

    def check(self, many):
        endings = {}
        for event in self.outcomes.events:
            endings.setdefault(event.job, {})[event.id] = event
        self.assertEqual(set(endings), {job["id"] for job in many})
        self.assertEqual([ids for ids in endings.values() if len(ids) > 1], [], "one ending each")
        outcomes = {job: next(iter(ids.values())) for job, ids in endings.items()}
        self.assertEqual(Counter(event.type for event in outcomes.values()), {"sent": COUNT})
        arrivals = Counter(request.sms["reference"] for request in self.gateway.requests)
        self.assertEqual(set(arrivals), set(outcomes))
        silent = [job for job, count in arrivals.items() if count > 1 and not outcomes[job].data["possible_duplicate"]]
        self.assertEqual(silent, [], "whoever got two is told of")
        by_phone = Counter(request.sms["to"] for request in self.gateway.requests)
        self.assertEqual(set(by_phone), {job["recipient"]["phone"] for job in many})


if __name__ == "__main__":
    unittest.main()
