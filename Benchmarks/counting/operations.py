"""What is counted: each operation N and 2N times, under two tools."""
import contextlib
import itertools
import re
import subprocess

from comparing import sinks, valgrind
from delivering.stage import compiled
from support.places import ROOT

COUNTS = {
    "decode": 1_000, "admit": 500, "store": 1_024, "render_sms": 500, "render_mail": 300, "escape": 5_000,
    "assemble": 5_000, "hop": 2_000, "transfer": 400,
}

# Threads meet in another order each time: the least of so many runs is what it costs.
RUNS = {"store": 2, "hop": 6, "transfer": 4}


class Bench:
    """A folder to work in, and a server that takes requests."""

    def __init__(self, folder, program):
        self.folder = folder
        self.program = valgrind.stripped(program, folder)
        self.mask = valgrind.mask(folder)
        self.far_side = compiled(ROOT / "Benchmarks/delivering/far_side.c", folder)
        self.numbers = itertools.count()

    def __enter__(self):
        self.stack = contextlib.ExitStack()
        self.url = self.stack.enter_context(sinks.gateway(self, 0)).url
        return self

    def __exit__(self, *error):
        return self.stack.__exit__(*error)

    def count(self, name):
        count = COUNTS[name]
        less, more = self.least(name, count), self.least(name, 2 * count)
        return {key: round((more[key] - less[key]) / count) for key in more}

    def least(self, name, count):
        runs = [self.both(name, count) for _ in range(RUNS.get(name, 1))]
        return {key: min(run[key] for run in runs) for key in runs[0]}

    def both(self, name, count):
        found = self.folder / f"callgrind-{next(self.numbers)}"
        self.run(name, count, "--tool=callgrind", f"--callgrind-out-file={found}")
        told = self.run(name, count, "--tool=memcheck", "--leak-check=no", "--undef-value-errors=no")
        usage = re.search(r"total heap usage: ([\d,]+) allocs, [\d,]+ frees, ([\d,]+) bytes", told)
        allocations, size = (int(text.replace(",", "")) for text in usage.groups())
        return {"instructions": valgrind.total(found), "allocations": allocations, "bytes": size}

    def run(self, name, count, *tool):
        place = {
            "store": self.folder / f"store-{next(self.numbers)}.db", "transfer": f"{self.url}/sms/messages",
            "render_sms": ROOT / "templates", "render_mail": ROOT / "templates",
        }.get(name, "")
        command = ["valgrind", *tool, self.program, name, count, place]
        done = subprocess.run(
            [*map(str, command)], env={"LD_PRELOAD": str(self.mask)}, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            raise SystemExit(f"{name} ended with {done.returncode}: {done.stderr[-500:]}")
        return done.stderr
