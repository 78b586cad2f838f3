"""What is measured, with whom."""
from dataclasses import dataclass
from typing import Callable

from . import sinks
from .goals import CELERY
from .instructions import instructions
from .load import mixed, sealed
from .moments import IDLE, half, idle, start
from .peaks import backlog, peak

CODEBODE = ("codebode", "codebode-redis")
MAILERS = ("codebode", "go", "celery-prefork-64", "aio-pika")
QUIET = (*CODEBODE, "go", "celery-prefork", "celery-gevent", "aio-pika", "floor")


@dataclass(frozen=True)
class Work:
    name: str
    title: str
    measure: Callable  # (stage, kit, contender, options, the figures so far) -> a figure
    contenders: tuple
    is_usual: bool = True  # or only when it is asked for by name


def slow(stage):
    return sinks.gateway(stage, 200)


def slow_relay(stage):
    return sinks.relay(stage, 100)


# What --quick does.
QUICK = {
    "instant": ("codebode", "go", "celery-gevent", "aio-pika", "floor"), "slow": ("codebode", "go", "celery-gevent"),
    "mail": ("codebode", "go"), "idle": ("codebode", "go"), "start": ("codebode", "go", "celery-gevent"),
}

ALL = (
    Work("instant", "SMS, instant gateway", peak(sinks.nginx, 200),
         (*CODEBODE, "go", "go-outcomes", *CELERY, "aio-pika", "floor")),
    Work("slow", "SMS, gateway takes 200 ms, 1000 in flight", peak(slow, 1000, bound=5_000),
         (*CODEBODE, "go", *CELERY[1:], "aio-pika", "floor")),
    Work("mail", "mail, 8 sessions", peak(sinks.smtp_sink, 8, "email"), MAILERS),
    Work("slow_mail", "mail, relay takes 100 ms, 8 sessions", peak(slow_relay, 8, "email", bound=80), MAILERS),
    Work("mixed", "SMS, 10 % repeated, 5 % stale", peak(sinks.nginx, 200, prepare=mixed),
         (*CODEBODE, "go", "celery-gevent", "aio-pika")),
    Work("sealed", "SMS, jobs sealed", peak(sinks.nginx, 200, prepare=sealed), CODEBODE),
    Work("tls", "SMS, TLS", peak(sinks.tls, 200), ("codebode", "go", "celery-gevent", "aio-pika", "floor")),
    Work("http2", "SMS, TLS, gateway offers HTTP/2", peak(sinks.http2, 200), ("codebode", "go")),
    Work("idle", f"{IDLE} SMS a second", idle, QUIET),
    Work("half", "SMS at half of each one's own peak", half, QUIET),
    Work("start", "from start to first SMS", start, tuple(each for each in QUIET if each != "codebode-redis")),
    Work("instructions", "by callgrind", instructions, ("codebode", "floor")),
    Work("backlog", "SMS, ten thousand waiting", backlog(10_000), ("codebode", "go")),
    Work("backlog_million", "SMS, a million waiting", backlog(1_000_000), ("codebode", "go"), is_usual=False),
)
BY_NAME = {work.name: work for work in ALL}
