"""A stage for what no worker can use."""
import uuid

from . import jobs
from .scene import Scene
from .waiting import until


class BadJobs(Scene):
    def setUp(self):
        super().setUp()
        self.worker = self.work()
        self.pid = self.worker.process.pid
        self.cases = {}

    def put(self, name, job, reason, field=None, key=None, **properties):
        """Publishes a bad one, with a correlation id of its own because its id may be unreadable.

        `field` is judged for the reason `invalid` only.
        """
        correlation = str(uuid.uuid4())
        self.cases[correlation] = (name, reason, field)
        key = key or (job["kind"] if isinstance(job, dict) else "send_code")
        self.publish(job, key, reply_to=self.outcomes.reply_queue, correlation_id=correlation, **properties)

    def check(self):
        """Every bad one is answered as it should be, none was sent, and a good one still is."""
        def answered():
            return {event.properties.correlation_id: event for event in self.outcomes.replies}

        until(
            lambda: set(self.cases) <= set(answered()),
            lambda: f"no answer to {[self.cases[one][0] for one in set(self.cases) - set(answered())]}", 30)
        for correlation, event in answered().items():
            name, reason, field = self.cases[correlation]
            with self.subTest(name):
                self.assertEqual((event.type, event.data.get("reason")), ("rejected", reason), event)
                if reason == "invalid":
                    self.assertEqual(event.data.get("field"), field, event)
        self.assertEqual(len(self.outcomes.replies), len(self.cases), "one answer each")
        self.assertEqual([event.type for event in self.outcomes.events], ["rejected"] * len(self.cases))
        self.assertEqual((self.gateway.requests, self.relay.mails), ([], []))
        good_sms, good_mail = jobs.login_code(), jobs.login_code_mail()
        for good in (good_sms, good_mail):
            self.publish(good)
            self.sent(good)
        self.assertEqual((len(self.gateway.requests), len(self.relay.mails)), (1, 1))
        self.assertTrue(self.worker.is_running)
        self.assertEqual(self.worker.process.pid, self.pid)
