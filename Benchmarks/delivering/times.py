"""How long after the schedule a job is at the gateway, by an open loop."""
import contextlib
import statistics

from support.places import free_port
from support.waiting import until

from . import far_sides
from .stage import OUTCOMES, jobs, phone


def alone(stage, options):
    return timed(stage, options)


def refusing(stage, options):
    return timed(stage, options, contextlib.nullcontext(free_port()))


def gone(stage, options):
    return timed(stage, options, far_sides.hole(stage))


def timed(stage, options, dead=None):
    """`dead`: a gateway that comes first and is never reached."""
    notes = stage.folder / "notes"
    with contextlib.ExitStack() as stack:
        live = stack.enter_context(far_sides.gateway(stage, 0, notes))
        settings = {"sms_gateways": "live", "gateways_live_url": far_sides.url(live)}
        if dead is not None:
            dead_url = far_sides.url(stack.enter_context(dead))
            settings |= {"sms_gateways": "dead,live", "gateways_dead_url": dead_url}
        stage.empty()
        worker = stack.enter_context(stage.worker(**settings))
        index = warm(stage, worker, dead is not None, options.rate)
        cpu = worker.cpu()
        coming = jobs(range(index, index + int(options.rate * options.seconds)))
        count, begun = stage.publish(coming, options.rate)
        until(lambda: stage.depth(OUTCOMES) >= index + count, "all have an outcome", 60)
        used = worker.cpu() - cpu
    arrivals = {}
    for line in notes.read_text(encoding="ascii").splitlines():
        moment, number = line.split()
        arrivals.setdefault(number, int(moment) / 1e9)
    measured = range(index, index + count)
    times = sorted(arrivals[phone(each)] - (begun + (each - index) / options.rate)
                   for each in measured if phone(each) in arrivals)
    faults, _ = stage.faults(index + count)
    if len(times) < count:
        faults.append("jobs never came to the live gateway")
    cuts = statistics.quantiles(times, n=100)
    return {
        "p50_ms": cuts[49] * 1e3, "p99_ms": cuts[98] * 1e3, "max_ms": times[-1] * 1e3, "cpu_us": used / count * 1e6,
        "jobs": count, "faults": faults,
    }


def warm(stage, worker, must_open, rate):
    """Publishes until all is as it will stay: connections are there, and a dead gateway is known to be dead. Returns the
    next job's index.
    """
    index, seconds = 0, 2
    for _ in range(20):
        index += stage.publish(jobs(range(index, index + int(rate * seconds))), rate)[0]
        until(lambda: stage.depth(OUTCOMES) >= index, lambda: f"no outcomes: {worker.log[-1000:]}", 60)
        if not must_open or '"state":"open"' in worker.log:
            return index
    raise SystemExit("the breaker of the dead gateway does not open")
