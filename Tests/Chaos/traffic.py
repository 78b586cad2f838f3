"""Who asks for what, and when: drawn from a seed. People in a hurry ask again, some ask too often, backends repeat."""
import random
import string
from dataclasses import dataclass, field

CODE = string.digits + string.ascii_uppercase


@dataclass(frozen=True)
class Request:
    due: float  # seconds after the first job
    id: str
    kind: str
    channel: str
    account: str
    recipient: str
    life: float
    purpose: str = "login"
    step: str | None = None
    code: str | None = None
    sequence: int | None = None
    event: str | None = None
    again: tuple = field(default=())  # the same bytes once more, so many seconds later
    has_imposter: bool = False  # another request will come under its id

    @property
    def proof(self):
        return self.code or ""

    @property
    def subject(self):
        return (self.account, self.kind, self.step or self.event, self.purpose)

    def body(self, issued_at, moment):
        """As the backend writes it; `moment` writes a time."""
        whole = {
            "version": 1, "id": self.id, "kind": self.kind, "account": self.account, "purpose": self.purpose,
            "issued_at": moment(issued_at), "expires_at": moment(issued_at + self.life),
            "recipient": {"phone" if self.channel == "sms" else "email": self.recipient}, "channel": self.channel,
            "step": self.step, "code": self.code, "sequence": self.sequence, "event": self.event,
        }
        return {name: value for name, value in whole.items() if value is not None}


class Traffic:
    """For one house; `lives` is the shortest and the longest life of a request."""

    def __init__(self, seed, house, number, lives, has_imposters):
        self.dice = random.Random(f"traffic {seed} {house}")
        self.house, self.number, self.lives, self.has_imposters = house, number, lives, has_imposters
        self.made = self.people = 0

    def requests(self, rate, seconds):
        """About `rate` a second, in order of their moments."""
        found, at = [], 0.0
        while at < seconds:
            group = self.group(at)
            found += group
            at += sum(self.dice.expovariate(rate) for _ in group)
        return sorted(found, key=lambda request: request.due)

    def group(self, at):
        draw = self.dice.random()
        if draw < 0.08:
            return self.hurry(at)
        if draw < 0.10:
            return self.flood(at)
        if draw < 0.16:
            return [self.request(at, kind="confirm_phone", step="code", code=self.code())]
        if draw < 0.20:
            return [self.request(at, kind="security_notice", channel="email", event="password_changed")]
        if draw < 0.35:
            return [self.request(at, channel="email", code=self.code())]
        return [self.request(at, code=self.code())]

    def hurry(self, at):
        """One person asks again before the first code has come."""
        person = self.person("sms")
        life = self.life()
        moments = [at]
        for _ in range(self.dice.choice((1, 1, 2))):
            moments.append(moments[-1] + self.dice.uniform(0.05, 4))
        return [
            self.request(moment, person=person, code=self.code(), sequence=number, life=life)
            for number, moment in enumerate(moments, 1)
        ]

    def flood(self, at):
        """One person asks for so much that the limit has to step in."""
        person = self.person("sms")
        return [
            self.request(at + 0.2 * number, person=person, code=self.code(), purpose=f"purpose_{number}")
            for number in range(7)
        ]

    def request(self, due, kind="send_code", channel="sms", person=None, life=None, **fields):
        self.made += 1
        account, recipient = person or self.person(channel)
        draw = self.dice.random()
        return Request(
            due=round(due, 3), id=f"{self.house}-{self.number}-{self.made:07d}", kind=kind, channel=channel,
            account=account, recipient=recipient, life=life or self.life(),
            again=(round(self.dice.uniform(0, 15), 1),) if draw < 0.03 else (),
            has_imposter=self.has_imposters and draw > 0.995 and kind == "send_code", **fields)

    def person(self, channel):
        """Nobody's account or address is used twice but on purpose."""
        self.people += 1
        account = f"{self.house}-{self.number}-{self.people}"
        # 31 6 1…: the houses share the range, and have stores of their own.
        return account, f"+3161{self.people:07d}" if channel == "sms" else f"p{self.people}@{self.house}.example"

    def life(self):
        return round(self.dice.uniform(*self.lives), 1)

    def code(self):
        return "".join(self.dice.choices(CODE, k=8))
