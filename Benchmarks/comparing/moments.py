"""How long a job takes: from when the schedule has it, or from when its worker was started."""
import statistics
import time

from delivering.stage import jobs, phone
from support.waiting import until

from . import sinks
from .contenders import Errand
from .figures import values
from .peaks import has_ended
from .tree import Tree

IDLE = 100  # jobs a second


def idle(stage, kit, contender, options, _figures):
    return timed(stage, kit, contender, IDLE, options)


def half(stage, kit, contender, options, figures):
    """At half of what the contender did in this run; of what it does about, where that was not measured."""
    found = values(figures.get("instant", {}).get(contender.name, []), "per_second")
    peak = statistics.median(found) if found else contender.pace
    return timed(stage, kit, contender, peak / 2, options)


def timed(stage, kit, contender, rate, options):
    """From the moment the schedule has a job to when its whole request is at the gateway."""
    notes = stage.folder / "notes"
    count = max(int(rate * options.seconds), 1_000)
    stage.empty()
    with sinks.gateway(stage, 0, notes) as sink, contender.run(stage, kit, Errand(sink, "sms", 200)) as process:
        # Until all is as it will stay: connections are there, and what is compiled or loaded late has been.
        warm, _ = stage.publish(jobs(range(int(rate) * 2)), rate, contender.task)
        arrived(sink, warm, process)
        tree = Tree(process.pid)
        cpu = tree.cpu()
        _, begun = stage.publish(jobs(range(warm, warm + count)), rate, contender.task)
        arrived(sink, warm + count, process)
        used = tree.cpu() - cpu
        arrivals = read(notes)
    times = sorted(arrivals[phone(warm + number)] - (begun + number / rate) for number in range(count))
    return {
        "rate": rate, "p50_ms": at(times, 0.5), "p99_ms": at(times, 0.99), "p999_ms": at(times, 0.999),
        "max_ms": times[-1] * 1e3, "cpu_us": used / count * 1e6, "jobs": count, "faults": [],
    }


def start(stage, kit, contender, _options, _figures):
    """From the start of the program to the request for a job that lay there."""
    notes = stage.folder / "notes"
    stage.fill(jobs([0]), contender.task)
    with sinks.gateway(stage, 0, notes) as sink:
        begun = time.monotonic()
        with contender.run(stage, kit, Errand(sink, "sms", 200)) as process:
            arrived(sink, 1, process)
    return {"start_ms": (read(notes)[phone(0)] - begun) * 1e3, "faults": []}


def arrived(sink, count, process):
    until(lambda: has_ended(process) or sink.count() >= count,
          lambda: f"{sink.count()} of {count} jobs came to the gateway: {process.log[-500:]}", 90)


def read(notes):
    """When each number's request came first."""
    arrivals = {}
    for line in notes.read_text(encoding="ascii").splitlines():
        moment, number = line.split()
        arrivals.setdefault(number, int(moment) / 1e9)
    return arrivals


def at(times, share):
    """The least time that so many of them do not exceed, in ms."""
    return times[min(len(times) - 1, int(len(times) * share))] * 1e3
