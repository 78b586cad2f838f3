"""The command line of `scripts/soak`."""
import argparse
import json
import multiprocessing
import os
import queue
import signal
import subprocess
import sys
import time
from datetime import datetime, timezone
from pathlib import Path
from statistics import quantiles

import load
from ground import Ground
from plot import svg
from slope import BOUNDS, findings
from support.places import PROGRAM

EPILOG = """
A broker, nginx as the SMS gateway, Postfix's smtp-sink as the relay and one worker on SQLite run as long as it takes.
Jobs come at a steady rate; one in ten goes by mail, one in twenty is published again. Growth is judged by the median of
the slopes between all samples after the first quarter, times the jobs; what is lost in their scatter is none.

examples:
  scripts/soak                                  a million jobs, 42 minutes
  scripts/soak --jobs 200000 --rate 1000        a shorter one
  scripts/soak --out /tmp/soak                  writes /tmp/soak.json and /tmp/soak.svg

CODEBODE names the program to try; the default is .build/release/codebode, which `make build` makes.
Ends with 0 when all is flat and every job was sent, 1 when not, 64 for a mistake on the command line, 69 when something
did not start.
"""


def arguments():
    parser = argparse.ArgumentParser(
        prog="soak", description=sys.modules["__main__"].__doc__, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=1_000_000, help="how many (1000000)")
    parser.add_argument("--rate", type=float, default=400, help="how many a second (400)")
    parser.add_argument("--interval", type=float, default=2, help="seconds from one sample to the next (2)")
    parser.add_argument(
        "--out", type=Path, default=Path("var/soak"), help="where JSON and SVG go, without ending (var/soak)")
    parser.add_argument("--json", action="store_true", help="the result as JSON on standard output, too")
    options = parser.parse_args()
    for name in ("jobs", "rate", "interval"):
        if getattr(options, name) <= 0:
            parser.error(f"--{name} takes a number above 0")
    return options


def main():
    options = arguments()
    if not PROGRAM.exists():
        print(f"soak: no program at {PROGRAM}; run: make build", file=sys.stderr)
        return 69
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    ground = Ground()
    try:
        ground.start()
        return run(ground, options)
    except KeyboardInterrupt:
        return 130
    except (AssertionError, OSError) as error:
        print(f"soak: it could not be run: {error}", file=sys.stderr)
        return 69
    except ValueError as error:
        print(f"soak: {error}", file=sys.stderr)
        return 64
    finally:
        ground.close()


def run(ground, options):
    out = sys.stderr if options.json else sys.stdout
    say(out, f"A soak of {options.jobs:,} jobs at {options.rate:,.0f} a second, about "
             f"{options.jobs / options.rate / 60:.0f} minutes")
    begun = datetime.now(timezone.utc)
    rows, types = gather(ground, options, out)
    code = ground.dismiss()
    curves = {name: [(row[0], row[index]) for row in rows if row[index] is not None]
              for index, name in enumerate(("memory", "descriptors", "latency", "worst latency"), 1)}
    found = findings(curves)
    result = {
        "date": begun.strftime("%Y-%m-%d %H:%M UTC"), "machine": machine(), "program": version(), "jobs": options.jobs,
        "rate": options.rate, "outcomes": types, "exit code": code, "findings": found,
        "samples": [dict(zip(("told", "memory", "descriptors", "latency", "worst latency"), row)) for row in rows],
    }
    write(options.out, result, curves)
    is_well = code == 0 and types == {"sent": options.jobs} and all(one["is flat"] for one in found.values())
    tell(out, options, result, is_well)
    if options.json:
        print(json.dumps({name: value for name, value in result.items() if name != "samples"}, indent=2))
    return 0 if is_well else 1


def gather(ground, options, out):
    """A row for each sample: jobs told, memory, descriptors, and the median and the 99th of a hundred in ms."""
    samples, rows, types = multiprocessing.get_context("fork").Queue(), [], {}
    url = ground.broker.url
    backend = [load.start(load.listen, url, options.interval, samples),
               load.start(load.publish, url, options.jobs, options.rate)]
    begin = time.monotonic()
    patience = 120  # without anything new
    last, moved = 0, begin
    while last < options.jobs and time.monotonic() - moved < patience:
        try:
            _, told, types, late = samples.get(timeout=options.interval * 5)
        except queue.Empty:
            continue
        middle, worst = (quantiles(late, n=100)[i] * 1000 for i in (49, 98)) if len(late) > 1 else (None, None)
        rows.append((told, *ground.sample(), middle, worst))
        if told > last:
            last, moved = told, time.monotonic()
        progress(out, begin, options, rows[-1])
    for process in backend:
        process.kill()
        process.join()
    return rows, types


def progress(out, begin, options, row):
    passed, share = time.monotonic() - begin, row[0] / options.jobs
    left = passed / share - passed if share else 0
    text = (f"{'#' * round(share * 24):.<24} {row[0]:,} jobs, {row[1]:.1f} MiB, {row[2]} descriptors, "
            f"{left / 60:.0f} min left")
    if out.isatty() and os.environ.get("TERM") != "dumb":
        print(f"\r\033[K{text}", end="", file=out, flush=True)
    elif round(passed) % 30 < options.interval:
        say(out, text)


def tell(out, options, result, is_well):
    say(out)
    for bound in BOUNDS:
        one = result["findings"][bound.name]
        say(out, f"  {'flat ' if one['is flat'] else 'GROWS'} {bound.name}: {one['first']} to {one['last']} "
                 f"{bound.unit}, grew by {one['growth']} (at most {one['allowed']}): {bound.explanation}")
    say(out, f"  outcomes: {result['outcomes']}, of {options.jobs:,} jobs; the worker left with {result['exit code']}")
    say(out, f"Samples in {options.out}.json, curves in {options.out}.svg")
    say(out, "All is flat." if is_well else "It is NOT as it should be.")


def write(place, result, curves):
    place.parent.mkdir(parents=True, exist_ok=True)
    place.with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    units = {"memory": "MiB", "latency": "ms", "worst latency": "ms, 99 of 100"}
    title = f"One worker, {result['jobs']:,} jobs at {result['rate']:,.0f} a second, {result['date']}"
    place.with_suffix(".svg").write_text(
        svg(title, [(name, units.get(name, ""), points) for name, points in curves.items()]), encoding="utf-8")


def machine():
    said = subprocess.run(["lscpu"], capture_output=True, text=True, check=False).stdout
    model = next(
        (line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("Model name")), "unknown")
    return f"{model}, {os.cpu_count()} cores"


def version():
    return subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=False).stdout.strip()


def say(out, text=""):
    print(f"\r\033[K{text}" if out.isatty() else text, file=out, flush=True)
