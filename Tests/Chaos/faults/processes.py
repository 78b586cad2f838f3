"""What befalls workers."""
import signal
import time

from judge.conditions import Holdup

from . import fault


@fault("worker killed", "nothing", (0, 0))
def killed(stage, dice, _):
    house = dice.choice(stage.houses)
    house.kill(dice.randrange(len(house.workers)))
    yield


@fault("worker stopped for longer than the heartbeat", "a worker", (32, 48))
def stopped(stage, dice, _):
    house = dice.choice(stage.houses)
    begin = time.time()
    worker = house.stop(dice.randrange(len(house.workers)))
    yield
    worker.process.send_signal(signal.SIGCONT)  # or it was killed meanwhile, which needs no waking
    stage.conditions.holdups.append(Holdup(begin, time.time() + 1))
