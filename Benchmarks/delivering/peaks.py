"""How many jobs a second: the worker beside its bound, one after the other."""
import subprocess
import time

from . import far_sides
from .stage import JOBS, OUTCOMES, Process, jobs

EXPECTED = 9_000  # jobs a second, to know how many jobs make the seconds that were asked for
MAIL_BYTES = 3_000  # about what the texts and headers of a login code come to


def instant(stage, options):
    with far_sides.nginx(stage) as port:
        alone = far_sides.load(stage, port, 64)
        count = int(EXPECTED * options.seconds)
        bound = floor(stage, count, 200)
        found = drained(stage, count, "sms", gateways_sandbox_url=far_sides.url(port), worker_concurrency=200)
    return beside(found, bound, alone)


def slow(stage, options):
    with far_sides.gateway(stage, 200) as port:
        alone = far_sides.load(stage, port, 1000)
        count = int(5_000 * options.seconds)
        found = drained(stage, count, "sms", gateways_sandbox_url=far_sides.url(port), worker_concurrency=1000)
    return beside(found, 1000 / 0.2, alone)


def mail(stage, options):
    with far_sides.smtp_sink() as port:
        bound = smtp_source(port, 30_000)
        count = int(EXPECTED / 2 * options.seconds)
        found = drained(stage, count, "email", mail_relays=far_sides.relay_url(port), mail_connections=8)
    return beside(found, bound)


def slow_mail(stage, options):
    with far_sides.relay(stage, 100) as port:
        alone = smtp_source(port, 240)
        count = int(8 / 0.1 * options.seconds) + 200
        found = drained(stage, count, "email", mail_relays=far_sides.relay_url(port), mail_connections=8)
    return beside(found, 8 / 0.1, alone)


def beside(found, bound, alone=None):
    figures = {**found, "bound": bound, "share": found["per_second"] / bound * 100}
    return figures if alone is None else {**figures, "far_side_alone": alone}


def floor(stage, count, prefetch):
    stage.fill(jobs(range(count)))
    words = [stage.floor, stage.broker.port, JOBS, "codebode.outcomes", prefetch, count]
    output = subprocess.run([*map(str, words)], capture_output=True, text=True, check=True, timeout=120).stdout
    return float(output)


def smtp_source(port, count):
    """Mails a second, sessions kept open."""
    words = ["smtp-source", "-d", "-s", 8, "-m", count, "-l", MAIL_BYTES, "-f", "noreply@caren.example",
             "-t", "jan.jansen@portal.example", f"127.0.0.1:{port}"]
    begun = time.monotonic()
    subprocess.run([*map(str, words)], capture_output=True, check=True, timeout=120)
    return count / (time.monotonic() - begun)


def drained(stage, count, by, **settings):
    """A worker's figures while it takes `count` jobs that lie there: those between its first tenth and its last."""
    stage.fill(jobs(range(count), by))
    with stage.worker(**settings) as worker:
        broker = Process(stage.broker_pid)
        samples, limit = [], time.monotonic() + 180
        while not samples or samples[-1][1] < count:
            # The clock is read with the count, which costs the broker a question each time.
            samples.append((time.monotonic(), stage.depth(OUTCOMES), worker.cpu(), broker.cpu()))
            if time.monotonic() > limit or worker.process.poll() is not None:
                return {"per_second": 0, "faults": [f"{by}: the worker did not end its jobs: {worker.log[-500:]}"]}
            time.sleep(0.05)
        memory = worker.memory()
    within = [sample for sample in samples if count * 0.1 <= sample[1] <= count * 0.9]
    first, last = within[0], within[-1]
    done = last[1] - first[1]
    faults, many = stage.faults(count)
    if many:
        faults.append("jobs needed more than one attempt")
    return {
        "per_second": done / (last[0] - first[0]), "cpu_us": (last[2] - first[2]) / done * 1e6,
        "broker_cpu_us": (last[3] - first[3]) / done * 1e6, "memory_mib": memory, "jobs": done, "faults": faults,
    }
