"""The faults, by their names. Each is a generator: what it does, a pause that the schedule sets, what it undoes."""
from collections import namedtuple

# needs: what no two faults may touch at the same time; seconds: the shortest and the longest it lasts;
# ground: what must be there for it: "namespace", "nodes" (three of them), "node" (one), or nothing.
Fault = namedtuple("Fault", "name needs seconds ground run")
FAULTS = {}


def fault(name, needs, seconds, ground=None):
    def enter(run):
        FAULTS[name] = Fault(name, needs, seconds, ground, run)
        return run
    return enter


from . import brokers, clocks, far_sides, networks, processes, stores  # noqa: E402, F401 (each enters its own)
