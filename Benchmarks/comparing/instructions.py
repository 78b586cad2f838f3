"""Instructions a job, by callgrind: what two runs have more than each other is what the jobs cost."""
import re
import subprocess
from pathlib import Path

from delivering.stage import compiled, jobs
from support.waiting import until

from . import contenders, sinks
from .peaks import has_ended

JOBS = 400


def instructions(stage, kit, contender, _options, _figures):
    counts = [counted(stage, kit, contender, number) for number in (JOBS, 2 * JOBS)]
    return {"instructions": (counts[1] - counts[0]) / JOBS, "faults": []}


def counted(stage, kit, contender, count):
    """Of a whole run, its start and end included."""
    found = stage.folder / "callgrind"
    before = ("valgrind", "--tool=callgrind", f"--callgrind-out-file={found}")
    stage.fill(jobs(range(count)), contender.task)
    with sinks.gateway(stage, 0) as sink:
        errand = contenders.Errand(sink, "sms", 16)
        with run(stage, kit, contender, errand, before) as process:
            until(lambda: has_ended(process) or sink.count() == count,
                  lambda: f"{sink.count()} of {count} under callgrind: {process.log[-500:]}", 200)
    stage.empty()
    return int(re.search(r"^(?:summary|totals): (\d+)", found.read_text(encoding="utf-8"), re.MULTILINE)[1])


def run(stage, kit, contender, errand, before):
    if contender.admits:
        mask = compiled(Path(__file__).with_name("sigsuspend.c"), stage.folder, "-shared", "-fPIC")
        return contenders.worker(stage, errand, "env", f"LD_PRELOAD={mask}", *before, program=stripped(stage))
    return contenders.peer(stage, [*before, kit.floor], errand)


def stripped(stage):
    """The same code without its debug information, which is in a newer form than Debian's valgrind reads."""
    program = stage.folder / "stripped"
    subprocess.run(["strip", "--strip-debug", "-o", program, stage.program], check=True)
    return program
