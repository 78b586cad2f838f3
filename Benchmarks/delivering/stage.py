"""What every measurement stands on: a broker with jobs in it, a worker beside it, and their clocks."""
import contextlib
import ctypes
import json
import os
import shutil
import subprocess
import time
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pika
import yaml
from support.broker import Broker
from support.places import ROOT
from support.post import connect
from support.waiting import until
from support.worker import environment

JOBS, OUTCOMES = "codebode.send_code", "bench.outcomes"
HERE = Path(__file__).parent


class Stage:
    def __init__(self, folder, program):
        self.folder = folder
        self.program = program
        self.far_side = compiled("far_side", folder)
        self.floor = compiled("broker_floor", folder, "-lrabbitmq")
        self.config = config(folder / "config")

    def __enter__(self):
        self.broker = Broker().start()
        self.broker_pid = int(Path(self.broker.folder, "node.pid").read_text())
        self.channel = connect(self.broker.url).channel()
        # What a backend's queue costs the broker belongs to the price of a job; nobody reads it while it is measured.
        self.channel.queue_declare(OUTCOMES)
        self.channel.queue_bind(OUTCOMES, "codebode.outcomes", "#")
        return self

    def __exit__(self, *_):
        self.broker.stop()

    def fill(self, count, by):
        """Puts so many jobs into the empty queue of the worker that is to come."""
        self.empty()
        publish = publisher(self.channel, by)
        for index in range(count):
            publish(index)
        until(lambda: self.depth(JOBS) == count, lambda: f"{self.depth(JOBS)} of {count} jobs are in the broker", 120)

    def empty(self):
        self.channel.queue_purge(OUTCOMES)
        self.channel.queue_purge(JOBS)

    def depth(self, queue):
        return self.channel.queue_declare(queue, passive=True).method.message_count

    def faults(self, count):
        """What is not as it must be, once all outcomes are there; takes them."""
        found = []
        if self.depth(JOBS):
            found.append("jobs are left in the broker")
        seen, many = set(), 0
        for method, _, body in self.channel.consume(OUTCOMES, auto_ack=True, inactivity_timeout=1):
            if method is None:
                break
            event = json.loads(body)
            seen.add(event["subject"])
            many += event["data"].get("attempts", 1) > 1
            if not method.routing_key.endswith(".sent"):
                found.append(f"an outcome says {method.routing_key} {event['data'].get('reason', '')}")
            if len(seen) == count:
                break
        self.channel.cancel()
        if len(seen) != count:
            found.append("jobs have no outcome")
        return found, many

    @contextlib.contextmanager
    def worker(self, **settings):
        """Serves login codes only, as one is told to that must not wait behind other kinds."""
        with tempfile_in(self.folder) as folder:
            standard = {
                "amqp_url": self.broker.url, "store_url": f"sqlite:{folder}/store.db", "worker_queues": "send_code",
                "log_format": "json",
            }
            with open(folder / "log", "wb") as log:
                process = subprocess.Popen(
                    [self.program, "work", "--config", self.config], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log,
                    stderr=log, env=environment({**standard, **settings}))
            try:
                yield Process(process.pid, folder / "log", process)
            finally:
                process.terminate()
                process.wait(60)


class Process:
    def __init__(self, pid, log=None, process=None):
        self.pid = pid
        self.log_file = log
        self.process = process
        self.clock = ctypes.c_int()
        if ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(self.clock)):
            raise SystemExit(f"process {pid} has gone: {self.log[-2000:] if log else ''}")

    @property
    def log(self):
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def cpu(self):
        """Of all its threads, in seconds."""
        return time.clock_gettime(self.clock.value)

    def memory(self):
        """The most that was resident, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


@contextlib.contextmanager
def tempfile_in(folder):
    own = folder / uuid.uuid4().hex
    own.mkdir()
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


def compiled(name, folder, *libraries):
    program = folder / name
    subprocess.run(["cc", "-O2", "-o", program, HERE / f"{name}.c", *libraries], check=True)
    return program


def config(folder):
    """The project's own, but no limit or rule is ever reached."""
    shutil.copytree(ROOT / "config", folder)
    file = folder / "codebode.yaml"
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    for limit in settings["limits"].values():
        if limit["key"] not in ("recipient", "account"):
            limit["count"] = 1_000_000
    settings["fraud"]["neighbours"]["count"] = 99
    settings["fraud"]["unverified"].update(per_hour=1_000_000, per_day=1_000_000)
    # JSON is YAML, too; an empty key is one without a value, not null.
    file.write_text(json.dumps(settings).replace(": null", ": "), encoding="utf-8")
    for name in ("dead", "live"):
        shutil.copy(folder / "gateways/sandbox.yaml", folder / f"gateways/{name}.yaml")
    return file


def phone(index):
    """Ten million different ones; neighbours in time are none in number."""
    return f"+3161{index * 7_919 % 10**7:07d}"


def publisher(channel, by):
    """Publishes a job by its index: of another person each, as a backend writes them."""
    now = datetime.now(timezone.utc)
    run = uuid.uuid4().hex[:20]

    def moment(seconds):
        return (now + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")

    def publish(index):
        recipient = {"phone": phone(index)}
        if by == "email":
            recipient = {"email": f"jan.jansen.{index}@portal.example", "name": "Jan Jansen"}
        body = json.dumps({
            "version": 1, "id": f"{run}-{index}", "kind": "send_code", "account": f"patient-{index}", "purpose": "login",
            "issued_at": issued, "expires_at": expires, "recipient": recipient, "channel": by, "locale": "nl",
            "code": f"{index % 10**6:06d}", "sequence": 1,
        })
        channel.basic_publish("codebode.jobs", "send_code", body.encode(), properties)

    issued, expires = moment(0), moment(900)
    properties = pika.BasicProperties(content_type="application/json", delivery_mode=2)
    return publish
