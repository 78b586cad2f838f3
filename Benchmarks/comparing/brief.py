"""The few figures that the README shows, one a row. Pure."""
from . import figures
from .goals import CELERY, OURS
from .table import cell

ROWS = (
    ("SMS a second, instant gateway", "instant", "per_second"),
    ("CPU µs for each of them", "instant", "cpu_us"),
    ("SMS a second, gateway takes 200 ms, 1000 in flight", "slow", "per_second"),
    ("MiB with these in flight", "slow", "memory_mib"),
    ("mails a second, 8 sessions", "mail", "per_second"),
    ("ms until an SMS is at the gateway, 100 a second, p50", "idle", "p50_ms"),
    ("the same, p99", "idle", "p99_ms"),
    ("ms from start to first SMS", "start", "start_ms"),
)
COLUMNS = {
    "Codebode": (OURS,), "Go": ("go",), "Celery, best pool at each": CELERY, "aio-pika": ("aio-pika",),
    "C floor": ("floor",),
}


def markdown(results):
    machine, rounds = results["machine"], results["options"]["rounds"]
    rows = [["", *COLUMNS], ["---", *["---:"] * len(COLUMNS)]]
    rows += [[title, *(of_best(results, work, key, names) for names in COLUMNS.values())] for title, work, key in ROWS]
    about = (f"{results['date']}, {machine['cores']} × {machine['cpu']}, broker and gateway on the same cores; "
             f"median of {rounds} rounds (least–most):")
    return "\n".join([about, "", *(f"| {' | '.join(row)} |" for row in rows)])


def of_best(results, work, key, names):
    name = figures.best(results, work, key, names, max if key == "per_second" else min)
    return cell(figures.of(results, work, name, key)) if name else "–"
