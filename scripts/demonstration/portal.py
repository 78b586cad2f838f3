"""The portal's backend, played by pika: publishes jobs as any program may, and hears what became of them."""
import json
import time
import urllib.request
from datetime import datetime, timedelta, timezone

import pika

from .servers import ROOT, Trouble

try:
    from jsonschema import Draft202012Validator, FormatChecker
except ImportError:
    Draft202012Validator = None

QUEUES = ("codebode.send_code", "codebode.confirm_phone", "codebode.security_notice")


def job(id, kind, account, recipient, life=timedelta(minutes=10), age=timedelta(), **fields):
    """A job issued `age` ago, that may live for `life` from then."""
    issued = datetime.now(timezone.utc) - age
    return {
        "version": 1, "id": id, "kind": kind, "account": account,
        "issued_at": issued.isoformat(timespec="milliseconds"),
        "expires_at": (issued + life).isoformat(timespec="milliseconds"),
        "recipient": recipient, **fields,
    }


class Portal:
    def __init__(self, servers):
        self.servers = servers
        self.connection = pika.BlockingConnection(pika.URLParameters(servers.broker_url))
        self.channel = self.connection.channel()
        self.channel.confirm_delivery()
        # Each outcome comes twice: to whoever listens to all, and to the queue that the job names.
        self.all = self.channel.queue_declare("", exclusive=True).method.queue
        self.channel.queue_bind(self.all, "codebode.outcomes", "#")
        self.own = self.channel.queue_declare("", exclusive=True).method.queue
        self.heard = {self.all: [], self.own: []}
        for queue in self.heard:
            self.channel.basic_consume(queue, self._listener(queue), auto_ack=True)

    def _listener(self, queue):
        return lambda channel, method, properties, body: self.heard[queue].append((method, properties, body))

    def has_worker(self):
        """Whether somebody takes jobs from every queue."""
        declared = [self.channel.queue_declare(queue, passive=True).method for queue in QUEUES]
        return all(queue.consumer_count > 0 for queue in declared)

    def publish(self, job):
        self.channel.basic_publish(
            "codebode.jobs", job["kind"], json.dumps(job).encode(),
            pika.BasicProperties(
                content_type="application/json", delivery_mode=2, message_id=job["id"], reply_to=self.own,
                correlation_id=job["id"]),
            mandatory=True)

    def outcome(self, job, seconds=15):
        """The one outcome of the job that was just published; what is wrong with how it came, in words."""
        end = time.monotonic() + seconds
        while not all(self.heard.values()):
            self.servers.check()
            if time.monotonic() > end:
                names = {self.all: "codebode.outcomes", self.own: "reply_to"}
                silent = " and ".join(name for queue, name in names.items() if not self.heard[queue])
                raise Trouble(
                    f"no outcome of {job['id']} on {silent} within {seconds} s", 70,
                    self.servers.folder / "worker.log")
            self.connection.process_data_events(time_limit=0.2)
        (method, properties, body), (_, answer, copy) = self.heard[self.all].pop(0), self.heard[self.own].pop(0)
        event = json.loads(body)
        complaints = self._complaints(event)
        if event["subject"] != job["id"]:
            complaints.append(f"it is about {event['subject']}")
        if body != copy:
            complaints.append("reply_to got something else than codebode.outcomes")
        if answer.correlation_id != job["id"]:
            complaints.append("reply_to got another correlation_id")
        if properties.content_type != "application/cloudevents+json":
            complaints.append(f"its content_type is {properties.content_type}")
        if method.routing_key != f"{job['kind']}.{event['type'].removeprefix('codebode.')}":
            complaints.append(f"its routing key is {method.routing_key}")
        return event, body, complaints

    def left_over(self):
        """The jobs of outcomes that nobody waited for."""
        self.connection.process_data_events(time_limit=0)
        return [json.loads(body)["subject"] for _, _, body in self.heard[self.all]]

    checks_schema = Draft202012Validator is not None

    def _complaints(self, event):
        if not self.checks_schema:
            return []
        schema = json.loads((ROOT / "docs" / "schema" / "outcome.schema.json").read_text())
        errors = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(event)
        return [f"outcome.schema.json: {why(error)}" for error in errors]


def why(error):
    """Where an event fits none of the outcomes, what is wrong with it as the outcome that it says it is."""
    branches = {}
    for inner in error.context or []:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    meant = [errors for errors in branches.values() if all(list(inner.path) != ["type"] for inner in errors)]
    if meant:
        return why(meant[0][0])
    return f"{'.'.join(map(str, error.absolute_path)) or 'event'}: {error.message[:160]}"


class Inbox:
    """What the phones and mailboxes of the sandbox got."""

    def __init__(self, servers):
        self.servers = servers
        self.seen = set()

    def new_messages(self):
        """Those since the last call, oldest first."""
        try:
            with urllib.request.urlopen(self.servers.inbox_url + "messages", timeout=10) as answer:
                messages = json.load(answer)["messages"]
        except (OSError, ValueError) as error:
            self.servers.check()
            raise Trouble(f"the sandbox does not answer: {error}", 70, self.servers.folder / "sandbox.log")
        new = [message for message in reversed(messages) if message["id"] not in self.seen]
        self.seen |= {message["id"] for message in new}
        return new
