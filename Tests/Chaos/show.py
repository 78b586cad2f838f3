"""What a run looks like: a line that moves on a terminal, a line now and then in a pipe, and the verdict."""
import os
import time

from judge.verdict import PROMISES

WIDTH = 24


class Show:
    def __init__(self, plan, out):
        self.plan, self.out = plan, out
        self.is_terminal = out.isatty() and os.environ.get("TERM") != "dumb"
        self.since, self._last, self._phase = time.monotonic(), 0.0, None

    def say(self, text=""):
        print(f"\r\033[K{text}" if self.is_terminal else text, file=self.out, flush=True)

    def begin(self):
        plan = self.plan
        self.say(
            f"Chaos with seed {plan.seed}: about {plan.jobs:,} jobs in {plan.seconds:.0f} s, {plan.nodes} "
            f"broker{'s' * (plan.nodes > 1)}, 2 x {plan.workers} workers, {plan.kills} kills and "
            f"{len(plan.faults)} kinds of faults")

    def progress(self, phase, share, campaign):
        now = time.monotonic()
        if not self.is_terminal and phase == self._phase and now - self._last < 15:
            return
        self._last, self._phase = now, phase
        ledger = campaign.stage.ledger
        parts = [f"{now - self.since:4.0f} s", phase]
        if share is not None:
            done = round(min(share, 1) * WIDTH)
            left = campaign.plan.seconds * (1 - share)
            parts[1] = f"{'#' * done}{'.' * (WIDTH - done)} {left:.0f} s of faults left"
        if ledger.jobs:
            parts.append(f"{len(ledger.jobs):,} jobs, {len(ledger.arrivals):,} came, "
                         f"{len(ledger.open_jobs()):,} not told yet")
        if campaign.now:
            parts.append(", ".join(sorted(campaign.now)))
        line = "  ".join(parts)
        if self.is_terminal:
            width = os.get_terminal_size(self.out.fileno()).columns - 1
            print(f"\r\033[K{line[:width]}", end="", file=self.out, flush=True)
        else:
            self.say(line)

    def end(self, result, verdict, folder):
        self.say()
        counts = result["counts"]
        self.say(f"{counts['jobs']:,} jobs, {counts['published again']:,} published again; {counts['arrivals']:,} "
                 f"messages came, {counts['came twice, and said so']:,} of them a second time, and said so")
        self.say("Endings: " + ", ".join(f"{count:,} {name}" for name, count in counts["endings"].items()))
        if result["started without a store"]:
            self.say(f"{result['started without a store']} workers found no store when they started, left with 69, and "
                     "were started again, as a supervisor does")
        self.say("Done to messages: " + ", ".join(f"{count:,} {what}" for what, count in result["treated"].items()))
        self.say("Faults:  " + ", ".join(f"{count} x {name}" for name, count in result["faults"].items()))
        for name in result["left out"]:
            self.say(f"Left out, because this machine does not let us: {name}")
        self.say()
        for promise, meaning in PROMISES.items():
            found = verdict.broken.get(promise, [])
            self.say(f"  {'BROKEN' if found else 'held  '} {len(found):6,} {promise}: {meaning}")
            for one in found[:10]:
                self.say(f"           {one}")
        for why, found in verdict.excused.items():
            self.say(f"  excused {len(found):5,} {why}")
        for error in result["errors"]:
            self.say(f"  WRONG: {error}")
        self.say()
        self.say(f"{'Every promise held' if verdict.holds else 'A promise was BROKEN'}; "
                 f"repeat it with --seed {result['seed']}")
        if folder:
            self.say(f"Logs, and the whole ledger, are in {folder}")
