"""What every measurement stands on: a broker with jobs in it, a worker beside it, and their clocks."""
import contextlib
import ctypes
import json
import shutil
import subprocess
import tempfile
import time
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

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
        self.far_side = compiled(HERE / "far_side.c", folder)
        self.floor = compiled(HERE / "broker_floor.c", folder, "-lrabbitmq")
        self.publisher = compiled(HERE / "publish.c", folder, "-lrabbitmq")
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

    def fill(self, jobs, task=None):
        """Puts these jobs, and no others, into the queue of the worker that is to come."""
        self.empty()
        count, _ = self.publish(jobs, task=task)
        until(lambda: self.depth(JOBS) == count, lambda: f"{self.depth(JOBS)} of {count} jobs are in the broker", 300)

    def publish(self, jobs, rate=0, task=None):
        """So many a second, or with no rate as fast as it goes; bytes are sealed jobs. `task`: as calls of this Celery
        task. Returns how many, and when the first was due, by time.monotonic().
        """
        # Written down before, so that nothing here delays the schedule.
        with tempfile.TemporaryFile(dir=self.folder) as bodies:
            count = 0
            for job in jobs:
                text = job if isinstance(job, bytes) else json.dumps([[job], {}, {}] if task else job).encode()
                bodies.write(text + b"\n")
                count += 1
            bodies.seek(0)
            begin = time.monotonic() + 0.2  # the publisher has to start
            words = [self.publisher, self.broker.port, rate, begin, *([task] if task else [])]
            subprocess.run([*map(str, words)], stdin=bodies, check=True)
        return count, begin

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
    def worker(self, *before, program=None, **settings):
        """Serves login codes only, as one is told to that must not wait behind other kinds. `before`: words that its
        command begins with. `program`: another than the stage's.
        """
        with tempfile_in(self.folder) as folder:
            standard = {
                "amqp_url": self.broker.url, "store_url": f"sqlite:{folder}/store.db", "worker_queues": "send_code",
                "log_format": "json",
            }
            command = [*before, program or self.program, "work", "--config", self.config]
            with running(command, folder / "log", environment({**standard, **settings})) as process:
                yield process


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
def running(command, log_file, variables):
    """What is measured; ends with its block, in order."""
    with open(log_file, "wb") as log:
        process = subprocess.Popen(
            [*map(str, command)], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=variables)
    try:
        yield Process(process.pid, log_file, process)
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


@contextlib.contextmanager
def tempfile_in(folder):
    own = folder / uuid.uuid4().hex
    own.mkdir()
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


def compiled(source, folder, *libraries):
    program = folder / source.stem
    subprocess.run(["cc", "-O2", "-o", program, source, *libraries], check=True)
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


def jobs(indices, by="sms", life=900):
    """Of another person each, as a backend writes them."""
    now = datetime.now(timezone.utc)
    run = uuid.uuid4().hex[:20]
    issued, expires = ((now + timedelta(seconds=offset)).isoformat(timespec="milliseconds") for offset in (life - 900, life))
    for index in indices:
        recipient = {"phone": phone(index)}
        if by == "email":
            recipient = {"email": f"jan.jansen.{index}@portal.example", "name": "Jan Jansen"}
        yield {
            "version": 1, "id": f"{run}-{index}", "kind": "send_code", "account": f"patient-{index}", "purpose": "login",
            "issued_at": issued, "expires_at": expires, "recipient": recipient, "channel": by, "locale": "nl",
            "code": f"{index % 10**6:06d}", "sequence": 1,
        }
