"""Who takes part: how each is started, and what it is told."""
import contextlib
import os
from dataclasses import dataclass
from typing import Callable

from delivering.stage import running
from support.redis import HASH_KEY, Redis

from .load import SEAL_KEY
from .sinks import authority

CORES = os.cpu_count()


@dataclass(frozen=True)
class Errand:
    """Where a contender sends to, and how many messages at once: in flight to a gateway, or sessions with a relay."""
    sink: object
    by: str
    in_flight: int


@dataclass(frozen=True)
class Contender:
    name: str
    title: str
    run: Callable  # (stage, kit, errand) -> a context that holds its Process
    pace: int  # jobs a second, roughly: to know how many jobs make the seconds that were asked for
    task: str | None = None  # the name by which Celery knows its jobs
    admits: bool = False  # refuses what must not be sent
    tells: bool = False  # publishes outcomes


@contextlib.contextmanager
def codebode(stage, _kit, errand):
    with worker(stage, errand) as process:
        yield process


@contextlib.contextmanager
def codebode_redis(stage, _kit, errand):
    with contextlib.closing(Redis()) as redis:
        redis.start("everysec")
        with worker(stage, errand, store_url=redis.url, store_hash_key=HASH_KEY) as process:
            yield process


def worker(stage, errand, *before, **settings):
    settings |= {"seal_keys": SEAL_KEY}  # also where jobs come in clear: it is not looked at then
    if errand.by == "email":
        settings |= {"mail_relays": f"{errand.sink.url}?tls=none", "mail_connections": errand.in_flight}
        return stage.worker(*before, **settings)
    if errand.sink.url.startswith("https"):
        before = (*trusting(authority(stage.folder)), *before)
    settings |= {"gateways_sandbox_url": errand.sink.url, "worker_concurrency": errand.in_flight}
    return stage.worker(*before, **settings)


def trusting(file):
    """Codebode trusts whom the system trusts, so it is shown a system of its own."""
    mount = f'mount --bind {file} /etc/ssl/certs/ca-certificates.crt && exec "$@"'
    return "unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-c", mount, "sh"


def peer(stage, command, errand, **more):
    variables = {
        "PATH": os.environ["PATH"], "AMQP_URL": stage.broker.url, "IN_FLIGHT": str(errand.in_flight), **more,
        "GATEWAY_URL": f"{errand.sink.url}/sms/messages",
    }
    if errand.by == "email":
        variables["RELAY"] = f"127.0.0.1:{errand.sink.port}"
    if errand.sink.url.startswith("https"):
        for name in ("CA_FILE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
            variables[name] = str(authority(stage.folder))
    return running(command, stage.folder / "peer.log", variables)


def go(stage, kit, errand):
    return peer(stage, [kit.go], errand)


def go_outcomes(stage, kit, errand):
    return peer(stage, [kit.go], errand, OUTCOMES="1")


def aio_pika(stage, kit, errand):
    return peer(stage, [kit.python, kit.sources / "python/aio_worker.py"], errand, PYTHONDONTWRITEBYTECODE="1")


def floor(stage, kit, errand):
    return peer(stage, [kit.floor], errand)


def celery(pool, most, prefetch):
    """`most`: tasks at once at the utmost; `prefetch`: jobs fetched for each of them."""
    def run(stage, kit, errand):
        command = [
            kit.python, "-m", "celery", "--app", "celery_worker", "--workdir", kit.sources / "python", "worker",
            "--pool", pool, "--concurrency", min(most, errand.in_flight), "--prefetch-multiplier", prefetch,
            "--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING",
        ]
        return peer(stage, command, errand, PYTHONDONTWRITEBYTECODE="1")
    return run


TASK = "celery_worker.send_code"
ALL = (
    Contender("codebode", "Codebode, SQLite", codebode, 6_000, admits=True, tells=True),
    Contender("codebode-redis", "Codebode, Redis", codebode_redis, 5_000, admits=True, tells=True),
    Contender("go", "Go", go, 15_000),
    Contender("go-outcomes", "Go, with outcomes", go_outcomes, 9_000, tells=True),
    Contender("celery-prefork", f"Celery, prefork {CORES}", celery("prefork", CORES, 64), 1_000, TASK),
    Contender("celery-prefork-64", "Celery, prefork 64", celery("prefork", 64, 4), 800, TASK),
    Contender("celery-threads", "Celery, threads", celery("threads", 10_000, 2), 1_000, TASK),
    Contender("celery-gevent", "Celery, gevent", celery("gevent", 10_000, 2), 1_000, TASK),
    Contender("aio-pika", "aio-pika, 2 processes", aio_pika, 4_500),
    Contender("floor", "C floor", floor, 20_000),
)
BY_NAME = {contender.name: contender for contender in ALL}
