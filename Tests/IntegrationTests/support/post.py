"""The backend's side of the broker: publishes jobs, and gathers what became of them."""
import contextlib
import json
import threading
import uuid

import pika

INBOUND = ("send_code", "confirm_phone", "security_notice", "signals")
QUEUES = [f"codebode.{key}" for key in INBOUND] + [f"codebode.retry.{delay}" for delay in ("1s", "5s", "15s", "60s")]
DEAD = "codebode.dead"
TERMINAL = ("codebode.sent", "codebode.rejected", "codebode.failed")


def connect(url):
    parameters = pika.URLParameters(url)
    parameters.heartbeat = 0
    parameters.blocked_connection_timeout = 30
    return pika.BlockingConnection(parameters)


class Post:
    """Publishes as a careful backend does: persistent, mandatory, confirmed. For one thread."""

    def __init__(self, url):
        self.connection = connect(url)
        self.channel = self.connection.channel()
        self.channel.confirm_delivery()

    def publish(self, job, key=None, **properties):
        """`job`: a dictionary, or the bytes of a body."""
        is_job = isinstance(job, dict)
        body = json.dumps(job, ensure_ascii=False).encode() if is_job else job
        named = {"message_id": job["id"]} if is_job and isinstance(job.get("id"), str) else {}
        standard = {"content_type": "application/json", "delivery_mode": 2, **named}
        self.channel.basic_publish(
            "codebode.jobs",
            key or job["kind"],
            body,
            pika.BasicProperties(**{**standard, **properties}),
            mandatory=True,
        )

    def depth(self, queue):
        """Messages that lie ready; what a worker holds is not counted."""
        return self.channel.queue_declare(queue, passive=True).method.message_count

    def consumers(self, queue):
        return self.channel.queue_declare(queue, passive=True).method.consumer_count

    def take(self, queue):
        """Method, properties and body of one message, which is gone then; None thrice when there is none."""
        return self.channel.basic_get(queue, auto_ack=True)

    def purge(self):
        for queue in [*QUEUES, DEAD]:
            self.channel.queue_purge(queue)

    def close(self):
        with contextlib.suppress(pika.exceptions.AMQPError):  # the broker may have been killed since
            self.connection.close()


class Event:
    """One outcome as it came over the wire."""

    def __init__(self, method, properties, body):
        self.routing_key = method.routing_key
        self.exchange = method.exchange
        self.properties = properties
        self.body = body
        self.document = json.loads(body)
        self.data = self.document["data"]
        self.id = self.document["id"]
        self.type = self.document["type"].removeprefix("codebode.")
        self.job = self.document.get("subject")

    def __repr__(self):
        return f"<{self.type} {self.data}>"


class Outcomes(threading.Thread):
    """Listens to the outcomes' exchange and to a reply queue, from before the first job on.

    With `queue`, a durable one that is bound already, it comes back after the broker was lost, and
    hears no replies.
    """

    def __init__(self, url, queue=None):
        super().__init__(daemon=True)
        self.url = url
        self.queue = queue
        self.reply_queue = f"replies.{uuid.uuid4()}"
        self._events, self._replies = [], []
        self._lock = threading.Lock()
        self._ready, self._leave = threading.Event(), threading.Event()

    def listen(self):
        self.start()
        assert self._ready.wait(20), "the listener found no broker"
        return self

    def close(self):
        self._leave.set()
        self.join(20)

    @property
    def events(self):
        with self._lock:
            return list(self._events)

    @property
    def replies(self):
        with self._lock:
            return list(self._replies)

    def of(self, job_id):
        return [event for event in self.events if event.job == job_id]

    def run(self):
        while not self._leave.is_set():
            try:
                self._consume()
            except (pika.exceptions.AMQPError, OSError):
                if not self.queue:
                    raise
                self._leave.wait(0.2)

    def _consume(self):
        connection = connect(self.url)
        try:
            channel = connection.channel()
            if self.queue:
                channel.basic_qos(prefetch_count=200)
                self._take(channel, self.queue, self._events)
            else:
                own = channel.queue_declare("", exclusive=True).method.queue
                channel.queue_bind(own, "codebode.outcomes", "#")
                channel.queue_declare(self.reply_queue, exclusive=True)
                self._take(channel, own, self._events)
                self._take(channel, self.reply_queue, self._replies)
            self._ready.set()
            while not self._leave.is_set():
                connection.process_data_events(time_limit=0.1)
        finally:
            with contextlib.suppress(pika.exceptions.AMQPError):
                connection.close()

    def _take(self, channel, queue, into):
        def keep(_, method, properties, body):
            with self._lock:
                into.append(Event(method, properties, body))
            channel.basic_ack(method.delivery_tag)

        channel.basic_consume(queue, keep)
