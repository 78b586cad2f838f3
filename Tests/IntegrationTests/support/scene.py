"""One test's stage: a broker that is empty, a gateway, a relay, workers; and what must be true after every test."""
import tempfile
import unittest
from pathlib import Path

from .broker import shared_broker
from .gateway import Gateway
from .jobs import secrets_of
from .places import OUTCOMES
from .post import DEAD, QUEUES, Outcomes, Post
from .relay import Relay
from .secrecy import leaks
from .waiting import until
from .worker import Worker


class Scene(unittest.TestCase):
    maxDiff = 4000
    """After every test: workers leave in order when asked, outcomes keep to the schema, nothing lies in a queue, and no
    secret of a job that was published stands in a log, an outcome or the store.
    """

    def setUp(self):
        self.broker = self.make_broker()
        folder = tempfile.TemporaryDirectory(prefix="codebode-test-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.post = self.kept(Post(self.broker.url))
        self.post.purge()
        self.outcomes = self.kept(self.make_outcomes().listen())
        self.gateway = self.kept(Gateway().start())
        self.relay = self.kept(Relay().start())
        self.workers = []
        self.secrets = []
        self.answered_at_end = True

    def make_broker(self):
        return shared_broker()

    def make_outcomes(self):
        return Outcomes(self.broker.url)

    def kept(self, thing):
        self.addCleanup(thing.close)
        return thing

    def work(self, arguments=(), must_be_ready=True, **settings):
        """Starts a worker on the test's own store; `settings` by key, as in `policy_min_remaining="1s"`."""
        queue = "codebode.signals"  # every worker consumes from it, and last
        if must_be_ready:
            # The broker may still count the consumer of a worker that was killed a moment ago.
            living = sum(worker.is_running for worker in self.workers)
            until(lambda: self.post.consumers(queue) <= living, "the broker has forgotten the dead")
        consumers = self.post.consumers(queue) if must_be_ready else 0
        standard = {
            "amqp_url": self.broker.url,
            "store_url": f"sqlite:{self.folder}/store.db",
            "gateways_sandbox_url": self.gateway.url,
            "mail_relays": self.relay.url,
        }
        log = self.folder / f"worker-{len(self.workers)}.log"
        worker = self.kept(Worker(log, arguments, **{**standard, **settings}))
        self.workers.append(worker)
        if must_be_ready:
            until(lambda: self.post.consumers(queue) > consumers, lambda: f"the worker does not work: {worker.log}")
        return worker

    def publish(self, job, key=None, **properties):
        if isinstance(job, dict):
            self.secrets += secrets_of(job)
        self.post.publish(job, key, **properties)
        return job

    def ask(self, job, **properties):
        """Publishes with a reply address."""
        standard = {"reply_to": self.outcomes.reply_queue, "correlation_id": job["id"]}
        return self.publish(job, **{**standard, **properties})

    def outcome(self, job, seconds=20):
        """Waits for the first one of the job."""
        what = f"no outcome of {job['kind']} {job['id']}; the workers say: {self.all_logs()[-1500:]}"
        return until(lambda: self.outcomes.of(job["id"]), lambda: what, seconds)[0]

    def sent(self, job, seconds=20):
        outcome = self.outcome(job, seconds)
        self.assertEqual(outcome.type, "sent", outcome)
        return outcome

    def failed(self, job, reason, seconds=20):
        outcome = self.outcome(job, seconds)
        self.assertEqual((outcome.type, outcome.data.get("reason")), ("failed", reason), outcome)
        return outcome

    def rejected(self, job, reason, seconds=20):
        outcome = self.outcome(job, seconds)
        self.assertEqual((outcome.type, outcome.data.get("reason")), ("rejected", reason), outcome)
        return outcome

    def all_logs(self):
        return "".join(worker.log for worker in self.workers)

    def tearDown(self):
        self.gateway.release()
        self.check_secrecy()  # while the store's write-ahead log is there
        living = [worker for worker in self.workers if worker.is_running]
        if self.answered_at_end and living:
            self.until_empty(30)  # the copy of a job that has ended may still lie in a delay queue
        for worker in living:
            worker.terminate()
        codes = [worker.exit_code() for worker in living]
        self.assertEqual(codes, [0] * len(living), "a worker that is asked to leave leaves well")
        if self.answered_at_end:
            self.until_empty(5)
        self.check_outcomes()
        self.check_secrecy()

    def until_empty(self, seconds):
        until(lambda: not self.depths(), lambda: f"left in queues: {self.depths()}", seconds)

    def depths(self):
        return {queue: depth for queue in [*QUEUES, DEAD] if (depth := self.post.depth(queue))}

    def check_outcomes(self):
        mistakes = set()
        for event in self.outcomes.events + self.outcomes.replies:
            for error in OUTCOMES.iter_errors(event.document):
                what = error.message if error.validator != "oneOf" else f"not one of them: {sorted(event.data)}"
                mistakes.add(f"{event.type} {event.data.get('reason')}: {error.json_path} {what[:160]}")
        self.assertEqual(sorted(mistakes), [], "outcomes that break their schema")

    def check_secrecy(self):
        found = {name: leak for name, content in self.left_behind().items() if (leak := leaks(content, self.secrets))}
        self.assertEqual(found, {}, "secrets that stand where none may")

    def left_behind(self):
        """All that jobs leave outside of their own messages: name of the place and its bytes."""
        places = {file.name: file.read_bytes() for file in sorted(self.folder.iterdir()) if file.is_file()}
        places["an outcome"] = b"\n".join(event.body for event in self.outcomes.events + self.outcomes.replies)
        return places
