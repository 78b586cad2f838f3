"""What befalls the stores."""
import signal
import time

from judge.conditions import Forgetting

from . import fault


@fault("Redis killed", "Redis", (1, 5))
def killed(stage, dice, _):
    redis = stage.redis
    redis.kill(redis.primary)
    yield
    redis.run(redis.primary)
    redis.until_even()


@fault("Redis paused", "Redis", (3, 8))
def paused(stage, dice, _):
    process = stage.redis.processes[stage.redis.primary]
    process.send_signal(signal.SIGSTOP)
    yield
    process.send_signal(signal.SIGCONT)


@fault("Redis flushed", "Redis", (0, 0))
def flushed(stage, dice, _):
    begun = time.time()
    stage.redis.command(stage.redis.primary, "flushall")
    stage.conditions.forgettings.append(Forgetting("redis", 0, begun, time.time()))
    yield


@fault("Redis fails over", "Redis", (1, 4))
def failed_over(stage, dice, _):
    since = stage.redis.fail_over()
    stage.conditions.forgettings.append(Forgetting("redis", since, since, time.time()))
    yield
    stage.redis.run(1 - stage.redis.primary)
    stage.redis.until_even()


@fault("SQLite locked", "SQLite", (3, 9))
def locked(stage, dice, _):
    end = stage.disk.lock()
    yield
    end()


@fault("disk full", "SQLite", (3, 9), ground="namespace")
def full(stage, dice, _):
    stage.disk.fill()
    yield
    stage.disk.empty()
