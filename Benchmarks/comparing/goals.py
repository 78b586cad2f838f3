"""What Codebode wants to be, beside the others, and whether it is. Pure."""
from dataclasses import dataclass

from . import figures

CELERY = ("celery-prefork", "celery-prefork-64", "celery-threads", "celery-gevent")
OURS = "codebode"


@dataclass(frozen=True)
class Verdict:
    goal: str
    wanted: str
    found: figures.Summary | None
    is_met: bool | None  # None: not measured

    @property
    def word(self):
        return {True: "met", False: "missed", None: "not measured"}[self.is_met]


def verdicts(results):
    cheapest = figures.best(results, "instant", "cpu_us", CELERY, min)
    fastest = figures.best(results, "instant", "per_second", CELERY, max)

    def beside(key, other, work="instant"):
        return figures.ratio(results, work, key, OURS, other) if other else None

    share = [each["per_second"] / each["bound"] for each in results["rounds"].get("slow", {}).get(OURS, [])
             if "per_second" in each]
    return [
        at_most("CPU a job, beside Go", 1.0, "×", beside("cpu_us", "go")),
        at_most("CPU a job, beside the Celery that takes least", 1 / 15, "×", beside("cpu_us", cheapest)),
        at_most("CPU a job, beside the C floor", 2.0, "×", beside("cpu_us", "floor")),
        at_least("jobs a second, beside Go", 1.2, "×", beside("per_second", "go")),
        at_least("jobs a second, beside the fastest Celery", 12, "×", beside("per_second", fastest)),
        at_least("slow gateway: share of what 1000 in flight can do", 0.9, "", figures.summary(share)),
        at_most("memory with 1000 in flight", 64, "MiB", figures.of(results, "slow", OURS, "memory_mib")),
        at_most("p99 at idle", 5, "ms", figures.of(results, "idle", OURS, "p99_ms")),
        within("CPU a job with a million waiting, beside ten thousand", 0.1, flatness(results)),
    ]


def flatness(results):
    rounds = results["rounds"]
    pairs = zip(rounds.get("backlog_million", {}).get(OURS, []), rounds.get("backlog", {}).get(OURS, []))
    return figures.summary([a["cpu_us"] / b["cpu_us"] for a, b in pairs if "cpu_us" in a and "cpu_us" in b])


def at_most(goal, bound, unit, found):
    return Verdict(goal, f"≤ {short(bound)} {unit}".strip(), found, found and found.median <= bound)


def at_least(goal, bound, unit, found):
    return Verdict(goal, f"≥ {short(bound)} {unit}".strip(), found, found and found.median >= bound)


def within(goal, width, found):
    is_met = found and 1 - width <= found.median <= 1 + width
    return Verdict(goal, f"{1 - width:.1f} to {1 + width:.1f} ×", found, is_met)


def short(bound):
    return f"{bound:.3g}"
