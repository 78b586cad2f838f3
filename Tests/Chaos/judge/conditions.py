"""What faults did to the ground on which the promises stand: the judge allows exactly this, and counts it."""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Forgetting:
    """A store lost what was written to it from `since` on; between `begun` and `at` the loss came about."""

    house: str
    since: float
    begun: float
    at: float


@dataclass(frozen=True)
class ClockChange:
    house: str
    at: float
    offset: float  # the clock of the house's workers from now on, against the true one


@dataclass(frozen=True)
class Holdup:
    """Bytes that were written before may come in late: a process stood still, or the network did not carry."""

    since: float
    until: float


@dataclass
class Conditions:
    min_remaining: float = 30
    limit_count: int = 3  # messages for one recipient within the window, as a burst
    limit_window: float = 20
    own_clock: tuple = ("redis",)  # houses whose store has a clock of its own, which decides on life and limits
    drop: tuple = ()  # kinds that are not sent again after an unknown end
    longest_attempt: float = 15
    forgettings: list = field(default_factory=list)
    clocks: list = field(default_factory=list)
    holdups: list = field(default_factory=list)

    def offsets(self, house, since, until):
        """Every offset that the house's clock had between the two moments."""
        mine = sorted((change.at, change.offset) for change in self.clocks if change.house == house)
        before = [offset for at, offset in mine if at <= since][-1:] or [0.0]
        return before + [offset for at, offset in mine if since < at <= until]

    def store_offsets(self, house, since, until):
        """Of the clock that decides."""
        return [0.0] if house in self.own_clock else self.offsets(house, since, until)

    def was_set_back(self, house, since, until):
        offsets = self.store_offsets(house, since, until)
        return any(later < sooner for sooner, later in zip(offsets, offsets[1:]))

    def resets(self, house):
        """When limits began to count anew: the store forgot, or the clock was set."""
        forgotten = [(one.begun, one.at) for one in self.forgettings if one.house == house]
        clocks = [] if house in self.own_clock else self.clocks
        set_anew = [(one.at - 1, one.at + 1) for one in clocks if one.house == house]
        return sorted(forgotten + set_anew)

    def is_held_up(self, since, until):
        return any(one.since <= until and one.until >= since for one in self.holdups)
