"""What a contender takes from the machine, with all processes it has."""
from pathlib import Path

from delivering.stage import Process


class Tree:
    """Found once, when all are there that will be."""

    def __init__(self, root):
        self.processes = [Process(pid) for pid in descendants(root)]

    def cpu(self):
        """In seconds."""
        return sum(process.cpu() for process in self.processes)

    def memory(self):
        """In MiB: the most that one process had resident; of several what they have now, what they share counted once."""
        if len(self.processes) == 1:
            return self.processes[0].memory()
        return sum(proportional(process.pid) for process in self.processes) / 1024


def descendants(pid):
    found = [pid]
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in thread.joinpath("children").read_text(encoding="ascii").split():
            found += descendants(int(child))
    return found


def proportional(pid):
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])
