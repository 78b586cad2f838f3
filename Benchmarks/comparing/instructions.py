"""Instructions a job, by callgrind: what two runs have more than each other is what the jobs cost."""
from delivering.stage import jobs
from support.waiting import until

from . import contenders, sinks, valgrind
from .peaks import has_ended

JOBS = 400


def instructions(stage, kit, contender, _options, _figures):
    counts = [counted(stage, kit, contender, number) for number in (JOBS, 2 * JOBS)]
    return {"instructions": (counts[1] - counts[0]) / JOBS, "faults": []}


def counted(stage, kit, contender, count):
    found = stage.folder / "callgrind"
    before = ("valgrind", "--tool=callgrind", f"--callgrind-out-file={found}")
    stage.fill(jobs(range(count)), contender.task)
    with sinks.gateway(stage, 0) as sink:
        errand = contenders.Errand(sink, "sms", 16)
        with run(stage, kit, contender, errand, before) as process:
            until(lambda: has_ended(process) or sink.count() == count,
                  lambda: f"{sink.count()} of {count} under callgrind: {process.log[-500:]}", 200)
    stage.empty()
    return valgrind.total(found)


def run(stage, kit, contender, errand, before):
    if contender.admits:
        program = valgrind.stripped(stage.program, stage.folder)
        mask = valgrind.mask(stage.folder)
        return contenders.worker(stage, errand, "env", f"LD_PRELOAD={mask}", *before, program=program)
    return contenders.peer(stage, [*before, kit.floor], errand)
