"""Whether a curve is flat. Pure."""
from bisect import bisect_left
from dataclasses import dataclass
from statistics import median

POINTS = 400  # of a curve, at most: all pairs of them are looked at


@dataclass(frozen=True)
class Bound:
    name: str
    unit: str
    growth: float  # how much it may grow in a run
    explanation: str


BOUNDS = (
    Bound("memory", "MiB", 8, "resident memory of the worker"),
    Bound("descriptors", "", 8, "open files and connections of the worker"),
    Bound("latency", "ms", 10, "half of the jobs were told sooner, counted from when they were due"),
)


def slope(points):
    """The median of the slopes between all pairs (Theil and Sen): a few wild points do not bend it."""
    points = thinned(points)
    slopes = [
        (later[1] - sooner[1]) / (later[0] - sooner[0])
        for index, sooner in enumerate(points) for later in points[index + 1:] if later[0] > sooner[0]
    ]
    return median(slopes) if slopes else 0.0


def thinned(points):
    step = max(1, -(-len(points) // POINTS))
    return points[::step]


def settled(points, share=0.25):
    """Without the beginning, in which caches and pools fill."""
    begin = points[0][0] + (points[-1][0] - points[0][0]) * share
    return points[bisect_left([point[0] for point in points], begin):]


def findings(curves, bounds=BOUNDS):
    """`curves` by name: (jobs told, value). For each bound the growth, and whether it is within.

    Growth that is lost in the scatter of the samples is none: descriptors come and go with the jobs in flight.
    """
    found = {}
    for bound in bounds:
        points = settled(curves[bound.name])
        if len(points) < 10:
            raise ValueError(f"{len(points)} samples of {bound.name} are too few; more jobs, or a smaller --interval")
        steepness = slope(points)
        growth = steepness * (points[-1][0] - points[0][0])
        allowed = max(bound.growth, 2 * scatter(points, steepness))
        values = [value for _, value in points]
        found[bound.name] = {
            "growth": round(growth, 2), "allowed": round(allowed, 2), "unit": bound.unit,
            "first": round(median(values[:5]), 2), "last": round(median(values[-5:]), 2),
            "greatest": round(max(value for _, value in curves[bound.name]), 2), "is flat": growth <= allowed,
        }
    return found


def scatter(points, steepness):
    """How far half of the points are from the line."""
    middle = median(value - steepness * jobs for jobs, value in points)
    return median(abs(value - steepness * jobs - middle) for jobs, value in points)
