"""How many jobs a second, and at what cost, while jobs lie in the broker."""
import time

from delivering.stage import OUTCOMES, Process
from support.waiting import until

from . import load as loads
from . import sinks
from .contenders import Errand
from .tree import Tree

LIMIT = 240  # seconds after which a contender is given up


class Unmeasured(Exception):
    """Why there is no figure."""


def peak(sink, in_flight, by="sms", bound=None, prepare=loads.plain):
    """`sink`: what makes it on a stage. `bound`: jobs a second that nobody can exceed."""
    def measure(stage, kit, contender, options, _figures):
        pace = min(contender.pace, bound or contender.pace)
        load = prepare(max(int(pace * options.seconds), 4 * in_flight), by)
        stage.fill(load.jobs, contender.task)
        with sink(stage) as taker:
            errand = Errand(taker, by, in_flight)
            figure = drained(stage, kit, contender, load, errand, (0.1, 0.9))
            faults = loads.faults(stage, contender, load)
            if (count := taker.count()) != load.messages(contender):
                faults.append(f"{count} messages, not {load.messages(contender)}")
        return {**figure, "unwanted": load.unwanted(contender), "bound": bound, "faults": faults}
    return measure


def backlog(lying):
    """What a job costs while so many lie in the broker: the same eight thousand of them are counted each time."""
    def measure(stage, kit, contender, options, _figures):
        load = loads.plain(lying)
        stage.fill(load.jobs, contender.task)
        with sinks.nginx(stage) as taker:
            window = (1_000 / lying, 9_000 / lying)
            figure = drained(stage, kit, contender, load, Errand(taker, "sms", 200), window, is_whole=False)
        stage.empty()
        return {**figure, "faults": []}
    return measure


def drained(stage, kit, contender, load, errand, window, is_whole=True):
    """Counts between two shares of the messages, so that neither start nor end are in it, and where they go."""
    messages, sink = load.messages(contender), errand.sink
    first, last = (share * messages for share in window)
    with contender.run(stage, kit, errand) as process:
        until(lambda: sink.count() > 0 or has_ended(process), lambda: f"no message came: {process.log[-500:]}", 60)
        tree, broker = Tree(process.pid), Process(stage.broker_pid)
        samples, limit = [], time.monotonic() + LIMIT
        while not samples or samples[-1][1] < (messages if is_whole else last):
            samples.append((time.monotonic(), sink.count(), tree.cpu(), broker.cpu()))
            if time.monotonic() > limit or has_ended(process):
                raise Unmeasured(f"{samples[-1][1]} of {messages} messages: {process.log[-500:]}")
            time.sleep(0.04)
        memory = tree.memory()
        if contender.tells and is_whole:
            until(lambda: stage.depth(OUTCOMES) >= load.total, "every job has an outcome", 60)
    within = [sample for sample in samples if first <= sample[1] <= last]
    if len(within) < 3:
        raise Unmeasured("too few jobs to measure; give it more --seconds")
    # What is told of a message is told of the jobs that it stands for, the refused ones among them.
    begin, end, each = within[0], within[-1], load.total / messages
    jobs = (end[1] - begin[1]) * each
    return {
        "per_second": jobs / (end[0] - begin[0]), "cpu_us": (end[2] - begin[2]) / jobs * 1e6,
        "broker_cpu_us": (end[3] - begin[3]) / jobs * 1e6, "jobs": round(jobs), "memory_mib": memory,
        "processes": len(tree.processes),
    }


def has_ended(process):
    if process.process.poll() is not None:
        raise Unmeasured(f"ended by itself: {process.log[-500:]}")
    return False
