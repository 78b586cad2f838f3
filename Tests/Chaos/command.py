"""The command line of `scripts/chaos`."""
import argparse
import fnmatch
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import paper
import schedule
from campaign import Campaign
from faults import FAULTS
from show import Show
from stage.network import enter
from stage.stage import Stage
from support.places import PROGRAM

EPILOG = """
what it does:
  Starts RabbitMQ, a Redis with a replica, an SMS gateway and a mail relay, and two houses of workers: one shares an
  SQLite file, the other one the Redis. Then it publishes jobs, some of them again, some in a hurry, some too many, and
  inflicts faults, drawn from the seed. When all is quiet it holds a ledger (each job, each message at the far side,
  each outcome) against what docs/reliability.md promises.

examples:
  scripts/chaos                                   the short form, part of `make test`
  scripts/chaos --seed 42                         the same faults at the same moments, the same jobs
  scripts/chaos --faults 'Redis*' --seconds 60    only these kinds of faults
  scripts/chaos --long                            100,000 jobs, 100 kills, three brokers, half an hour; writes its
                                                  result into docs/reliability.md
  scripts/chaos --schedule --seed 42              shows what would happen when

CODEBODE names the program to try; the default is .build/debug/codebode. Cutting the network, and a disk that is full,
need root or a kernel that lets users have namespaces; without, these faults are left out, and it says so.

Ends with 0 when every promise held, 1 when one was broken (logs are kept then, and named), 64 for a mistake on the
command line, 69 when something did not start, 70 when a fault could not be inflicted.
"""


@dataclass
class Plan:
    seed: int
    seconds: float
    jobs: int
    kills: int
    nodes: int
    workers: int
    faults: list
    lives: tuple


def arguments():
    parser = argparse.ArgumentParser(
        prog="chaos", description=sys.modules["__main__"].__doc__, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, help="of faults and jobs; drawn and printed when absent")
    parser.add_argument("--seconds", type=float, help="how long jobs come and faults strike (80; long: 1800)")
    parser.add_argument("--jobs", type=int, help="how many in all, about (4000; long: 104000)")
    parser.add_argument("--kills", type=int, help="kills of workers (10; long: 100)")
    parser.add_argument("--workers", type=int, default=3, help="of each house (3)")
    parser.add_argument("--nodes", type=int, choices=(1, 3), help="of RabbitMQ (1; long: 3)")
    parser.add_argument(
        "--faults", action="append", metavar="NAME", help="only these, may be given again; * stands for anything")
    parser.add_argument("--long", action="store_true", help="the long form; writes docs/reliability.md")
    parser.add_argument("--schedule", action="store_true", help="show the schedule and leave")
    parser.add_argument("--list", action="store_true", help="show the kinds of faults and leave")
    parser.add_argument("--json", action="store_true", help="the result as JSON on standard output")
    options = parser.parse_args()
    for name in ("seconds", "jobs", "workers"):
        value = getattr(options, name)
        if value is not None and value < 1:
            parser.error(f"--{name} takes a number from 1")
    if options.kills is not None and options.kills < 0:
        parser.error("--kills takes a number from 0")
    return parser, options


def plan_of(parser, options):
    chosen = list(FAULTS.values())
    if options.faults:
        for pattern in options.faults:
            if not fnmatch.filter(FAULTS, pattern):
                parser.error(f"--faults: no kind of fault is called '{pattern}' (--list shows them)")
        chosen = [fault for fault in chosen if any(fnmatch.fnmatchcase(fault.name, one) for one in options.faults)]
    long = options.long
    nodes = options.nodes or (3 if long else 1)
    chosen = [fault for fault in chosen if fault.ground != "nodes" or nodes > 1]
    has_kills = any(fault.name == "worker killed" for fault in chosen)
    kills = options.kills if options.kills is not None else (100 if long else 10) * has_kills
    return Plan(
        seed=options.seed if options.seed is not None else random.SystemRandom().randrange(10**9),
        seconds=options.seconds or (1800 if long else 80), jobs=options.jobs or (104_000 if long else 4_000),
        kills=kills, nodes=nodes, workers=options.workers, faults=chosen,
        lives=(32, 150) if long else (32, 75))


def main():
    parser, options = arguments()
    if options.list:
        print(*FAULTS, sep="\n")
        return 0
    plan = plan_of(parser, options)
    if options.schedule:
        turns = [fault for fault in plan.faults if fault.name != "worker killed"]
        for strike in schedule.draw(plan.seed, turns, plan.seconds, plan.kills):
            print(f"{strike.at:8.1f} s  for {strike.seconds:4.1f} s  {strike.fault}")
        return 0
    if not PROGRAM.exists():
        print(f"chaos: no program at {PROGRAM}; run: swift build --product codebode", file=sys.stderr)
        return 69
    enter()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    return run(plan, options)


def run(plan, options):
    show = Show(plan, sys.stderr if options.json else sys.stdout)
    folder = Path(tempfile.mkdtemp(prefix="codebode-chaos-"))
    begun = datetime.now(timezone.utc)
    show.begin()
    is_kept, stage = True, None
    try:
        stage = Stage(folder, plan.seed, plan.nodes, plan.workers)
        campaign = Campaign(stage, plan)
        verdict = campaign.run(show.progress)
        result = paper.result(plan, campaign, verdict, stage.versions(), begun)
        is_kept = bool(not verdict.holds or campaign.errors)
        if is_kept:
            (folder / "ledger.jsonl").write_text("\n".join(stage.ledger.lines()) + "\n", encoding="utf-8")
    except KeyboardInterrupt:
        is_kept = False
        return 130
    except (AssertionError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        show.say(f"chaos: it could not be run: {error}")
        return 69
    finally:
        if stage:
            stage.close()
        if not is_kept:
            shutil.rmtree(folder, ignore_errors=True)
    show.end(result, verdict, folder if is_kept else None)
    if options.json:
        print(json.dumps(result, indent=2))
    if options.long and verdict.holds and not campaign.errors:
        paper.write(result)
    if not verdict.holds:
        return 1
    return 70 if campaign.errors else 0
