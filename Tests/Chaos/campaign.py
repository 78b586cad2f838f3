"""One run: jobs and faults for a while, then quiet until all is told, then the judgement."""
import random
import threading
import time
from collections import Counter

import schedule
from faults import FAULTS
from judge.judge import judge
from traffic import Traffic

SETTLING = 300  # seconds at most: the longest life, the longest delay, a lease and a restart
SHORT_QUIET, QUIET = 7, 20  # seconds; a quorum queue counts its messages anew each five


class Campaign:
    def __init__(self, stage, plan):
        self.stage, self.plan = stage, plan
        self.struck, self.errors, self.now = Counter(), [], []
        self._locks = {fault.needs: threading.Lock() for fault in FAULTS.values() if fault.needs != "nothing"}
        available = [fault for fault in plan.faults if fault.ground in stage.grounds]
        self.left_out = sorted(fault.name for fault in plan.faults if fault not in available)
        turns = [fault for fault in available if fault.name != "worker killed"]
        self.strikes = schedule.draw(plan.seed, turns, plan.seconds, plan.kills)

    def run(self, progress):
        """`progress` is told the phase, the share of it that is over, and what is to be seen."""
        plan, stage = self.plan, self.stage
        stage.start(lambda what: progress(f"starting {what}", None, self))
        traffic = {house.name: Traffic(plan.seed, house.name, plan.seed % 100_000, plan.lives, house.name == "sqlite")
                   for house in stage.houses}
        self.origin = stage.begin(traffic, plan.jobs / plan.seconds, plan.seconds)
        threads = [threading.Thread(target=self._strike, args=item, daemon=True) for item in enumerate(self.strikes)]
        for thread in threads:
            thread.start()
        while (passed := time.time() - self.origin) < plan.seconds:
            self._look(progress, "faults", passed / plan.seconds)
            time.sleep(0.5)
        for thread in threads:
            while thread.is_alive():
                self._look(progress, "last faults")
                thread.join(0.5)
        self._settle(progress)
        stage.dismiss()
        verdict = judge(stage.ledger, stage.conditions)
        self.errors += stage.mistakes()
        return verdict

    def _look(self, progress, phase, share=None):
        for house in self.stage.houses:
            house.look_after()
        progress(phase, share, self)

    def _settle(self, progress):
        """Until every job is told, or there is nothing left anywhere that could tell of it."""
        begin, quiet = time.time(), 0
        while time.time() < begin + SETTLING and quiet < (QUIET if self.stage.ledger.open_jobs() else SHORT_QUIET):
            self._look(progress, "quiet")
            quiet = quiet + 1 if not self.stage.to_publish() and not self.stage.left() else 0
            time.sleep(1)

    def _strike(self, number, strike):
        """At its moment, or as soon as nobody else disturbs the same thing."""
        fault = FAULTS[strike.fault]
        time.sleep(max(0, self.origin + strike.at - time.time()))
        with self._locks.get(fault.needs, threading.Lock()):
            self._inflict(fault, number, strike)

    def _inflict(self, fault, number, strike):
        self.now.append(fault.name)
        try:
            run = fault.run(self.stage, random.Random(strike.seed), number)
            next(run)
            self.struck[fault.name] += 1
            time.sleep(strike.seconds)
            next(run, None)
        except Exception as error:  # whatever it was: a fault that could not be made proves nothing
            self.errors.append(f"{fault.name}: {error}")
        finally:
            self.now.remove(fault.name)
