"""The backend: publishes what is due, until the broker confirms it, whatever happens meanwhile; and listens."""
import hashlib
import heapq
import itertools
import json
import threading
import time
from datetime import datetime, timezone

import pika

from judge.ledger import Job, Told
from support.post import TERMINAL, Post, connect

OUTCOMES = "chaos.outcomes"


def moment(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds")


class Publisher(threading.Thread):
    """`url` is asked at each connecting: another node may have to do."""

    def __init__(self, url, house, requests, ledger):
        super().__init__(daemon=True)
        self.url, self.house, self.ledger = url, house, ledger
        self.held = set()  # kinds that are not published for now
        self._numbers = itertools.count()
        self._due = [(request.due, next(self._numbers), self._first, request) for request in requests]
        heapq.heapify(self._due)
        self._leave = threading.Event()
        self.error = None

    @property
    def waiting(self):
        return len(self._due)

    def begin(self, origin):
        """`origin`: the moment of the first job."""
        self.origin = origin
        self.start()

    def run(self):
        try:
            self._publish_all()
        except Exception as error:
            self.error = error
            raise

    def _publish_all(self):
        post = None
        while self._due and not self._leave.is_set():
            due, _, act, subject = self._due[0]
            pause = self.origin + due - time.time()
            if pause > 0:
                self._leave.wait(min(pause, 0.2))
                continue
            try:
                post = post or Post(self.url())
                act(post, due, subject)
                heapq.heappop(self._due)
            except pika.exceptions.UnroutableError:
                self._leave.wait(0.2)  # the queue is missing; the connection is well
            except (pika.exceptions.AMQPError, OSError):
                post = None  # a channel that was refused once may be refused for ever
                self._leave.wait(0.2)
        if post:
            post.close()

    def _later(self, due, act, subject):
        heapq.heappush(self._due, (due, next(self._numbers), act, subject))

    def _first(self, post, due, request):
        job = self.ledger.jobs.get(request.id)
        if job is None:
            if request.kind in self.held:
                self._later(due + 0.5, self._first, request)
                return
            issued = round(self.origin + request.due, 3)
            job = self._job(request, issued)
            job.body = request.body(issued, moment)
            self.ledger.publish(job)
            for delay in request.again:
                self._later(due + delay, self._again, job)
            if request.has_imposter:
                self._later(due + 2, self._imposter, (job, request, 0))
        self._send(post, job)

    def _again(self, post, due, job):
        if job.kind in self.held:
            self._later(due + 0.5, self._again, job)
        else:
            self._send(post, job)

    def _imposter(self, post, due, subject):
        """Only behind the first one's outcome: before that nobody can say which of the two is the first."""
        job, request, turns = subject
        if self.ledger.has_ended(job.id):
            imposter = self._job(request, job.issued_at)
            imposter.is_imposter = True
            imposter.body = {**job.body, "code": "0000000"}
            self.ledger.publish(imposter)
            self._later(due, self._again, imposter)
        elif turns < 30:
            self._later(due + 2, self._imposter, (job, request, turns + 1))

    def _job(self, request, issued):
        return Job(
            request.id, self.house, request.kind, (self.house, *request.subject), request.channel, request.recipient,
            request.proof, issued, round(issued + request.life, 3), request.sequence or 0)

    def _send(self, post, job):
        job.offered_at.append(time.time())
        post.publish(job.body)
        if job.confirmed_at is None:
            job.confirmed_at = time.time()

    def close(self):
        self._leave.set()
        if self.ident:
            self.join(40)


class Listener(threading.Thread):
    """Notes every outcome; comes back after the broker was away."""

    def __init__(self, url, ledger):
        super().__init__(daemon=True)
        self.url, self.ledger = url, ledger
        self._leave = threading.Event()

    def run(self):
        while not self._leave.is_set():
            try:
                self._consume()
            except (pika.exceptions.AMQPError, OSError):
                self._leave.wait(0.2)

    def _consume(self):
        connection = connect(self.url())
        channel = connection.channel()
        channel.basic_qos(prefetch_count=500)
        channel.basic_consume(OUTCOMES, self._note)
        while not self._leave.is_set():
            connection.process_data_events(time_limit=0.1)
        connection.close()

    def _note(self, channel, method, properties, body):
        event = json.loads(body)
        if event["type"] in TERMINAL:
            data = event["data"]
            made = event.get("time")
            self.ledger.tell(Told(
                event["id"], event["subject"], event["type"].removeprefix("codebode."), time.time(),
                datetime.fromisoformat(made).timestamp() if made else None, hashlib.sha1(body).hexdigest(),
                data.get("reason"), bool(data.get("possible_duplicate"))))
        channel.basic_ack(method.delivery_tag)

    def close(self):
        self._leave.set()
        self.join(20)
