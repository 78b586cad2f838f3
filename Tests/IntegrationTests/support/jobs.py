"""Jobs as the backend writes them, each with secrets of its own that occur nowhere else."""
import base64
import itertools
import random
import string
import uuid
from datetime import datetime, timedelta, timezone

from .secrecy import spellings

CODE = string.digits + string.ascii_uppercase
_turn = itertools.count(random.randrange(10**7))


def now():
    return datetime.now(timezone.utc)


def moment(seconds_from_now):
    return (now() + timedelta(seconds=seconds_from_now)).isoformat(timespec="milliseconds")


def phone():
    """None comes twice, or limits would stop what a test sends. Neighbours in time are none in number."""
    return f"+3161{next(_turn) * 3_141_593 % 10**7:07d}"


def code():
    return "".join(random.choices(CODE, k=8))


def email():
    return f"{word()}@{word()}.example"


def word():
    return "".join(random.choices(string.ascii_lowercase, k=10))


def base32():
    return base64.b32encode(random.randbytes(20)).decode()


def name():
    return f"{word().title()} van {word().title()}"


def job(kind, recipient, life=600, **fields):
    whole = {
        "version": 1,
        "id": str(uuid.uuid4()),
        "kind": kind,
        "account": f"account-{uuid.uuid4()}",
        "issued_at": moment(0),
        "expires_at": moment(life),
        "recipient": recipient,
        **fields,
    }
    return {field: value for field, value in whole.items() if value is not None}


def login_code(life=600, to=None, **fields):
    """By SMS."""
    return job("send_code", {"phone": to or phone()}, life, **{"code": code(), **fields})


def login_code_mail(life=600, to=None, **fields):
    recipient = {"email": to or email(), "name": name()}
    return job("send_code", recipient, life, **{"channel": "email", "code": code(), **fields})


def phone_code(life=600, to=None, **fields):
    return job("confirm_phone", {"phone": to or phone()}, life, **{"step": "code", "code": code(), **fields})


def phone_link(life=3600, **fields):
    link = f"https://caren.example/telefoon/bevestigen?sleutel={word()}{word()}"
    standard = {"step": "link", "link": link, "new_phone": phone()}
    return job("confirm_phone", {"email": email(), "name": name()}, life, **{**standard, **fields})


def notice(event="password_changed", channel="email", life=600, **fields):
    recipient = {"phone": phone(), "email": email(), "name": name()}
    return job("security_notice", recipient, life, **{"channel": channel, "event": event, **fields})


def with_recipient(job, **fields):
    return {**job, "recipient": {**job["recipient"], **fields}}


def secrets_of(job):
    """What may stand in no log, outcome or store: label and text."""
    recipient = job.get("recipient")
    if not isinstance(recipient, dict):
        return []
    numbers = [value for value in (recipient.get("phone"), job.get("new_phone")) if isinstance(value, str)]
    found = [spelling for number in numbers for spelling in spellings(number)]
    found += [(part, recipient.get(part)) for part in ("email", "name")]
    found += [(part, job.get(part)) for part in ("code", "link")]
    if isinstance(recipient.get("email"), str):
        found.append(("local part", recipient["email"].partition("@")[0]))
    if isinstance(job.get("link"), str):
        found.append(("key of the link", job["link"].partition("=")[2]))
    if isinstance(job.get("totp"), dict):
        found.append(("secret of the app", job["totp"].get("secret")))
    return [(label, text) for label, text in found if isinstance(text, str) and len(text) >= 6]
