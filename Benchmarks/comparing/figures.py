"""What the rounds say together. Pure: from what was written down to numbers."""
import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Summary:
    median: float
    low: float
    high: float


def values(rounds, key):
    return [figure[key] for figure in rounds if figure.get(key) is not None]


def summary(found):
    """None of nothing."""
    return Summary(statistics.median(found), min(found), max(found)) if found else None


def of(results, work, contender, key):
    return summary(values(results["rounds"].get(work, {}).get(contender, []), key))


def ratio(results, work, key, one, other):
    """`one` as a multiple of `other`, taken within each round, where both were measured minutes apart at most."""
    measured = results["rounds"].get(work, {})
    pairs = zip(measured.get(one, []), measured.get(other, []))
    return summary([a[key] / b[key] for a, b in pairs if a.get(key) is not None and b.get(key)])


def best(results, work, key, names, choose):
    """The contender with the best median of these, or None."""
    found = {name: each.median for name in names if (each := of(results, work, name, key))}
    return choose(found, key=found.get) if found else None


def faults(results, of=None):
    """Each once: how often, and where. `of`: only those of these contenders."""
    told = {}
    for work, measured in results["rounds"].items():
        for contender, rounds in measured.items():
            for fault in (fault for figure in rounds for fault in figure["faults"] if of is None or contender in of):
                where = f"{work}, {contender}: {fault}"
                told[where] = told.get(where, 0) + 1
    return told


def number(value):
    """Three digits are as many as a figure of this kind has."""
    if value >= 100:
        return f"{float(f'{value:.3g}'):.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"
