"""The figures as tables, for a terminal and for a document. Pure."""
from . import figures, goals

# A work's columns are those of these that it has.
COLUMNS = {
    "per_second": "jobs/s", "cpu_us": "CPU µs a job", "broker_cpu_us": "broker µs a job", "memory_mib": "MiB",
    "processes": "processes", "p50_ms": "p50 ms", "p99_ms": "p99 ms", "p999_ms": "p99.9 ms", "start_ms": "start ms",
    "instructions": "instructions a job", "unwanted": "unwanted messages",
}
RARE = ("unwanted", "processes")  # shown only where they say something


def tables(results, titles):
    """One a work: its title, and rows of text, the first of which is the head. `titles`: of works and contenders."""
    found = []
    for work, measured in results["rounds"].items():
        columns = [key for key in COLUMNS if says_something(measured, key)]
        rows = [["", *(COLUMNS[key] for key in columns)]]
        for contender in measured:
            cells = [cell(figures.of(results, work, contender, key)) for key in columns]
            rows.append([titles.get(contender, contender), *cells])
        found.append((titles.get(work, work), rows))
    return found


def says_something(measured, key):
    values = [value for rounds in measured.values() for value in figures.values(rounds, key)]
    return bool(values) and (key not in RARE or any(value > (key == "processes") for value in values))


def cell(summary):
    if summary is None:
        return "–"
    low, median, high = map(figures.number, (summary.low, summary.median, summary.high))
    return median if low == high else f"{median} ({low}–{high})"


def goal_rows(results):
    rows = [["goal", "wanted", "found", ""]]
    return rows + [[each.goal, each.wanted, cell(each.found), each.word] for each in goals.verdicts(results)]


def about(results):
    """When, where, and with what."""
    machine, versions = results["machine"], results["versions"]
    load = " and ".join(f"{each:.1f}" for each in results["load"])
    return (f"{results['date']}, {machine['cores']} × {machine['cpu']}, Linux {machine['linux']}; "
            f"{', '.join(f'{name} {version}' for name, version in versions.items())}; "
            f"load before and after {load}; rounds: {results['options']['rounds']}, medians are shown (least–most).")


def text(results, titles):
    parts = [about(results)]
    for title, rows in [*tables(results, titles), ("Goals", goal_rows(results))]:
        parts.append("\n".join([title, *lines(rows)]))
    return "\n\n".join([*parts, *faults(results)])


def faults(results):
    return [f"FAULT, {count} times: {fault}" for fault, count in figures.faults(results).items()]


def lines(rows):
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        first, *rest = (value.ljust(width) if not place else value.rjust(width)
                        for place, (value, width) in enumerate(zip(row, widths)))
        yield "  " + "  ".join([first, *rest]).rstrip()


def markdown(results, titles):
    parts = [about(results)]
    for title, rows in [*tables(results, titles), ("Goals", goal_rows(results))]:
        head, *body = rows
        rule = ["---", *["---:"] * (len(head) - 1)]
        parts.append("\n".join([f"**{title}**", "", *("| " + " | ".join(row) + " |" for row in (head, rule, *body))]))
    return "\n\n".join([*parts, *faults(results)])
