"""Plays a scene: publishes its jobs, shows what they became, and holds that against what was expected."""
import secrets
from dataclasses import dataclass

from .portal import Inbox, job


@dataclass
class Sent:
    """One message, to one reader, with these words in it."""

    channel: str
    to: str
    words: tuple
    subject: str = None

    def __str__(self):
        words = ", ".join(f"“{word}”" for word in self.words)
        by = "SMS" if self.channel == "sms" else "e-mail"
        return f"sent once, by {by} to {self.to}, with {words}"

    def differences(self, event, body, messages):
        yield from differences_of(event, "sent", channel=self.channel, attempts=1, possible_duplicate=False)
        if len(messages) != 1:
            yield f"{len(messages)} messages arrived"
        for message in messages[:1]:
            if (message["kind"], message["to"]) != (self.channel, self.to):
                yield f"{message['kind']} to {message['to']} arrived"
            if self.subject not in (None, message.get("subject")):
                yield f"the subject is “{message.get('subject')}”"
            # A mail's lines may be broken anywhere between words.
            text = " ".join(message["text"].split())
            yield from (f"“{word}” is not in the text" for word in self.words if word not in text)


@dataclass
class Rejected:
    """No message, and the reason why."""

    reason: str
    field: str = None
    #: Whether it says when another request can pass.
    tells_when: bool = False
    #: An event that this one must not be a copy of.
    other_than: bytes = None

    def __str__(self):
        where = f" ({self.field})" if self.field else ""
        when = ", with the seconds to wait" if self.tells_when else ""
        return f"rejected, {self.reason}{where}{when}; nothing sent"

    def differences(self, event, body, messages):
        yield from differences_of(event, "rejected", reason=self.reason)
        yield from nothing_arrived(messages)
        data = event["data"]
        if self.field not in (None, data.get("field")):
            yield f"field is {data.get('field')}"
        if self.tells_when and not 1 <= data.get("retry_after_s", 0) <= 30:
            yield f"retry_after_s is {data.get('retry_after_s')}, not 1 to 30"
        if self.other_than == body:
            yield "the outcome is a copy of an earlier one"


@dataclass
class Again:
    """No message, and the very outcome that was told before, to the byte."""

    first: bytes

    def __str__(self):
        return "the first outcome once more, under the same event id; nothing sent"

    def differences(self, event, body, messages):
        if body != self.first:
            yield "the outcome is not the same"
        yield from nothing_arrived(messages)


def differences_of(event, outcome, **data):
    told = event["type"].removeprefix("codebode.")
    if told != outcome:
        yield f"the outcome is {told}"
        return
    yield from (f"{key} is {event['data'].get(key)}" for key, value in data.items() if event["data"].get(key) != value)


def nothing_arrived(messages):
    yield from (f"{message['kind']} to {message['to']} arrived" for message in messages)


class Stage:
    def __init__(self, portal, servers, screen):
        self.portal = portal
        self.inbox = Inbox(servers)
        self.screen = screen
        self.run = secrets.token_hex(3)
        self.scenes = self.jobs = self.requests = self.messages = self.mistakes = 0

    def scene(self, title, story):
        self.scenes += 1
        self.screen.heading(f"{self.scenes}. {title}")
        self.screen.wrapped(story, 2)

    def aside(self, story):
        self.screen.say()
        self.screen.wrapped(story, 2)

    def job(self, kind, account, recipient, **fields):
        """Under an id of its own."""
        self.jobs += 1
        return job(f"demo-{self.run}-{self.jobs:02}", kind, f"{account}-{self.run}", recipient, **fields)

    def play(self, job, expected):
        """Returns the outcome's bytes."""
        signs = self.screen.signs
        asked = {key: value for key, value in job.items() if key not in ("version", "kind")}
        self._line(signs["to"], job["kind"], asked)
        self.requests += 1
        self.portal.publish(job)
        event, body, complaints = self.portal.outcome(job)
        messages = self.inbox.new_messages()
        self.messages += len(messages)
        for message in messages:
            self.screen.message(message)
        told = {key: value for key, value in event["data"].items() if key not in ("job", "account", "kind", "purpose")}
        self._line(signs["back"], event["type"].removeprefix("codebode."), told)
        differences = list(expected.differences(event, body, messages)) + complaints
        self.mistakes += bool(differences)
        self.screen.verdict(not differences, f"{'' if not differences else 'expected: '}{expected}")
        for difference in differences:
            self.screen.wrapped(f"but {difference}", 6, "red")
        return body

    def end(self):
        """Nothing came that nobody asked for."""
        late, messages = self.portal.left_over(), self.inbox.new_messages()
        if late or messages:
            self.mistakes += 1
            self.screen.say()
            self.screen.verdict(False, f"{len(late)} outcomes and {len(messages)} messages too many: {', '.join(late)}")

    def _line(self, sign, name, values):
        lead = f"  {sign} "
        flat = {}
        for key, value in values.items():
            flat |= value if isinstance(value, dict) else {key: value}
        text = f"{name}  " + "  ".join(f"{key}={shown(value)}" for key, value in flat.items())
        self.screen.wrapped(text, len(lead), "dim", first=lead)


def shown(value):
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
