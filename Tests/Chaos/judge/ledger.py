"""The ledger: every job that was published, every message that reached the far side, every outcome that was told.

All moments are seconds since 1970 by the clock of the machine, which no fault touches, unless they say otherwise.
"""
import json
import threading
from dataclasses import asdict, dataclass, field


@dataclass
class Job:
    id: str
    house: str  # workers that share a store
    kind: str
    subject: tuple  # account, kind, step and purpose: within it the newest wins
    channel: str
    recipient: str
    proof: str  # what the message must contain: the code, or the link
    issued_at: float
    expires_at: float
    sequence: int = 0
    is_imposter: bool = False  # other content under the id of an earlier job
    offered_at: list = field(default_factory=list)  # when its bytes were given to the broker, each time
    confirmed_at: float | None = None  # the broker's first confirm
    body: dict | None = None

    @property
    def order(self):
        return (self.issued_at, self.sequence)


@dataclass(frozen=True)
class Arrival:
    """One message, whole at the far side."""

    job: str
    at: float
    begun: float  # the earliest that it can have been written, by the clock of its worker, as the message itself says
    channel: str
    recipient: str
    text: str
    answer: str  # taken, unclear (the sender cannot know if it was), busy or refused (it was not)

    @property
    def reached(self):
        """Whether the user may have it."""
        return self.answer in ("taken", "unclear")


@dataclass(frozen=True)
class Told:
    """One outcome, as the backend heard it."""

    event: str
    job: str
    type: str
    at: float
    time: float | None  # by the clock of the worker that ended the job
    digest: str  # of the whole event: one id must have one content
    reason: str | None = None
    possible_duplicate: bool = False


class Ledger:
    """Filled by several threads; read when all have ended."""

    def __init__(self):
        self.jobs, self.imposters, self.arrivals, self.told = {}, {}, [], []
        self._open = {}
        self._lock = threading.Lock()

    def publish(self, job):
        with self._lock:
            (self.imposters if job.is_imposter else self.jobs)[job.id] = job
            if not job.is_imposter:
                self._open[job.id] = job

    def arrive(self, arrival):
        with self._lock:
            self.arrivals.append(arrival)

    def tell(self, told):
        with self._lock:
            self.told.append(told)
            self._open.pop(told.job, None)

    def has_ended(self, id):
        with self._lock:
            return id not in self._open

    def lines(self):
        """All of it, an entry a line, for whoever looks into a broken promise."""
        for kind, entries in (("job", self.jobs.values()), ("imposter", self.imposters.values()),
                              ("arrival", self.arrivals), ("told", self.told)):
            for entry in entries:
                yield json.dumps({"entry": kind, **asdict(entry)})

    def open_jobs(self):
        """Those that nobody has told of."""
        with self._lock:
            return list(self._open.values())
