"""When which fault strikes: drawn from a seed, so that the same seed draws the same again."""
import random
from dataclasses import dataclass

ROUND = 240  # seconds in which each kind comes once, or all in a shorter run


@dataclass(frozen=True)
class Strike:
    at: float  # seconds after the first job
    seconds: float  # how long it lasts
    fault: str
    seed: int  # what the fault draws from: which worker, how many


def draw(seed, faults, seconds, kills):
    """`faults`: those that take turns; one strikes as soon as the last one that needs the same thing has ended.

    Each kind comes once before any comes twice. Kills of workers have a rhythm of their own, `kills` of them in all.
    """
    dice = random.Random(f"schedule {seed}")
    strikes, free, bag = [], {}, []
    turns = len(faults) * max(1, round(seconds / ROUND))
    for turn in range(turns):
        at = (turn + dice.uniform(0.1, 0.9)) * seconds / turns
        # Drawn anew when all have had their turn; what lasts longest comes first, or no time would be left for it.
        bag = bag or sorted(dice.sample(faults, len(faults)), key=lambda one: one.seconds[0] < 30)
        fault = min(bag, key=lambda one: free.get(one.needs, 0.0) > at)  # the first in the bag that need not wait
        bag.remove(fault)
        begin = max(at, free.get(fault.needs, 0.0))
        lasts = round(dice.uniform(*fault.seconds), 1)
        strikes.append(Strike(round(begin, 1), lasts, fault.name, dice.randrange(2**32)))
        free[fault.needs] = begin + lasts + 1
    for number in range(kills):
        at = (number + dice.uniform(0.2, 0.8)) * seconds / kills
        strikes.append(Strike(round(at, 1), 0.0, "worker killed", dice.randrange(2**32)))
    return sorted(strikes, key=lambda strike: (strike.at, strike.fault))
