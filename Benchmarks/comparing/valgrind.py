"""What valgrind needs to run a Swift program of ours, and what callgrind counted."""
import re
import subprocess
from pathlib import Path

from delivering.stage import compiled


def stripped(program, folder):
    """The same code without its debug information, which is in a newer form than Debian's valgrind reads."""
    copy = folder / "stripped"
    subprocess.run(["strip", "--strip-debug", "-o", copy, program], check=True)
    return copy


def mask(folder):
    """To be loaded before everything else."""
    return compiled(Path(__file__).with_name("sigsuspend.c"), folder, "-shared", "-fPIC")


def total(file):
    """Instructions of a whole run, its start and end included."""
    return int(re.search(r"^(?:summary|totals): (\d+)", file.read_text(encoding="utf-8"), re.MULTILINE)[1])
