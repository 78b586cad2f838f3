"""Runs every contender through every work, round by round, and writes down what was found."""
import os
import subprocess
import time
from pathlib import Path

from delivering.stage import JOBS, Stage

from . import contenders, load, sameness, surroundings, works
from .kit import Kit
from .peaks import Unmeasured
from .progress import Progress


def plan(options, refuse):
    """Which contenders do which work, in the order of the table."""
    for what, known in (("works", works.BY_NAME), ("contenders", contenders.BY_NAME)):
        if unknown := set(getattr(options, what) or []) - set(known):
            refuse(f"--{what}: there is no {', '.join(sorted(unknown))}; known are {', '.join(known)}")
    usual = works.QUICK if options.quick else {work.name: work.contenders for work in works.ALL if work.is_usual}
    chosen = {name: works.BY_NAME[name].contenders for name in options.works} if options.works else usual
    if options.contenders:
        chosen = {name: tuple(each for each in those if each in options.contenders) for name, those in chosen.items()}
    chosen = {name: those for name, those in chosen.items() if those}
    if not chosen:
        refuse("none of these contenders takes part in any of these works")
    return chosen


def run(folder, chosen, options):
    before = os.getloadavg()[0]
    figures = {work: {name: [] for name in those} for work, those in chosen.items()}
    progress = Progress(options.rounds * sum(map(len, chosen.values())))
    progress.say("making the contenders ready, starting a broker")
    kit, everybody = Kit(folder), {name for those in chosen.values() for name in those}
    kit.make(everybody)
    with Stage(folder, options.program.resolve()) as stage:
        versions = surroundings.versions(stage, kit)
        progress.say("asking each contender for one message")
        mailers = {name for work in ("mail", "slow_mail") for name in chosen.get(work, ())}
        if found := sameness.different(stage, kit, everybody, mailers):
            raise SystemExit("\n".join(f"bench: {name} cannot be compared: {why}" for name, why in found.items()))
        for turn in range(options.rounds):
            for work, those in chosen.items():
                shift = turn % len(those)
                for name in those[shift:] + those[:shift]:
                    progress.begin(work, name)
                    figure = measured(stage, kit, works.BY_NAME[work], contenders.BY_NAME[name], options, figures)
                    figures[work][name].append(figure)
                    progress.end(figure)
    progress.say("")
    return {
        "date": time.strftime("%Y-%m-%d"), "machine": surroundings.machine(), "versions": versions,
        "load": [before, os.getloadavg()[0]], "options": {"rounds": options.rounds, "seconds": options.seconds},
        "rounds": figures,
    }


def measured(stage, kit, work, contender, options, figures):
    """One that fails is told in the end, and does not take the others' figures with it."""
    try:
        return work.measure(stage, kit, contender, options, figures)
    except subprocess.TimeoutExpired as failure:
        what = f"{Path(failure.cmd[0]).name} did not end within {failure.timeout:.0f} s"
    except (Unmeasured, AssertionError) as failure:
        what = str(failure)
    told = f"; outcomes: {dict(load.outcomes(stage))}" if contender.tells else ""
    return {"faults": [f"{what}; jobs that lie in the queue now: {stage.depth(JOBS)}{told}"]}


TITLES = {each.name: each.title for each in (*works.ALL, *contenders.ALL)}
