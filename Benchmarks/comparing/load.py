"""The jobs of a comparison, and whether each became what it must."""
import json
from collections import Counter
from dataclasses import dataclass

from delivering.stage import JOBS, OUTCOMES, jobs
from support.sealing import new_key, seal

SEAL_KEY = new_key("bench")
APART = 503  # jobs between one and its repeat: more than are in flight


@dataclass(frozen=True)
class Load:
    """Of `total` jobs each is a message that somebody waits for, but for the repeated and the stale."""
    jobs: list
    repeats: int = 0
    stale: int = 0

    @property
    def total(self):
        return len(self.jobs)

    def messages(self, contender):
        """How many this contender will send."""
        return self.total - (self.repeats + self.stale if contender.admits else 0)

    def unwanted(self, contender):
        return self.repeats + self.stale - (self.total - self.messages(contender))

    def outcomes(self):
        expected = {"send_code.sent": self.total - self.stale, "send_code.rejected expired": self.stale}
        return {key: count for key, count in expected.items() if count}


def plain(count, by="sms"):
    return Load(list(jobs(range(count), by)))


def sealed(count, by):
    return Load([seal(job, SEAL_KEY) for job in jobs(range(count), by)])


def mixed(count, _by):
    """Of twenty jobs two repeat an earlier one, as of a publisher that was not sure, and one is stale."""
    made, old = list(jobs(range(count))), list(jobs(range(count), life=-60))
    repeats, stale = [index for index in range(APART, count) if index % 10 == 4], range(19, count, 20)
    for index in repeats:
        made[index] = made[index - APART]
    for index in stale:
        made[index] = old[index]
    return Load(made, len(repeats), len(stale))


def faults(stage, contender, load):
    """What is not as it must be, once the contender has ended; takes the outcomes."""
    found = []
    if left := stage.depth(JOBS):
        found.append(f"{left} jobs were not acknowledged")
    if contender.tells:
        told = outcomes(stage)
        if contender.admits and told != load.outcomes():
            found.append(f"outcomes are {dict(told)}, not {load.outcomes()}")
        if not contender.admits and told.total() != load.total:
            found.append(f"{told.total()} outcomes, not {load.total}")
    return found


def outcomes(stage):
    """How many of each kind and reason; with those of several attempts apart. Takes them."""
    told, count = Counter(), stage.depth(OUTCOMES)
    if not count:
        return told
    for method, _, body in stage.channel.consume(OUTCOMES, auto_ack=True):
        data = json.loads(body)["data"]
        many = "after several attempts" if data.get("attempts", 1) > 1 else None
        told[" ".join(filter(None, [method.routing_key, data.get("reason"), many]))] += 1
        count -= 1
        if not count:
            break
    stage.channel.cancel()
    return told
