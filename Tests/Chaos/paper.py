"""The result of a run, and its place in docs/reliability.md."""
from support.places import ROOT

DOCUMENT = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- chaos: begin -->", "<!-- chaos: end -->"


def result(plan, campaign, verdict, versions, begun):
    return {
        "date": begun.strftime("%Y-%m-%d %H:%M UTC"), "seed": plan.seed, "seconds": plan.seconds,
        "brokers": plan.nodes, "workers": 2 * plan.workers, "versions": versions,
        "faults": dict(sorted(campaign.struck.items())), "left out": campaign.left_out, "errors": campaign.errors,
        "treated": dict(sorted((campaign.stage.gateway.met | campaign.stage.relay.met).items())),
        "started without a store": sum(house.without_store for house in campaign.stage.houses),
        **verdict.document(),
    }


def write(result):
    text = DOCUMENT.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, found, tail = rest.partition(END)
    if not found:
        raise RuntimeError(f"{DOCUMENT} has no lines {BEGIN} and {END}")
    DOCUMENT.write_text(f"{head}{BEGIN}\n{section(result)}\n{END}{tail}", encoding="utf-8")


def section(result):
    counts, versions = result["counts"], result["versions"]
    lines = [
        f"{result['date']}, seed {result['seed']}, {result['seconds']:.0f} s of faults; {versions['machine']}, "
        f"{versions['system']}; {versions['codebode']}; RabbitMQ {versions['RabbitMQ']} with {result['brokers']} "
        f"nodes, Redis {versions['Redis']}, {result['workers']} workers.",
        "",
        f"{counts['jobs']:,} jobs, published {counts['jobs'] + counts['published again']:,} times; "
        f"{counts['arrivals']:,} messages at the far side; {counts['outcomes heard']:,} outcomes heard. "
        f"{counts['came twice, and said so']:,} jobs came twice and said `possible_duplicate`. "
        f"{result['started without a store']} workers found no store when they started, left, and were started again.",
        "", "| promise broken | times |", "| --- | ---: |",
        *(f"| {name} | {count} |" for name, count in result["promises"].items()),
        "", "| excused, because | times |", "| --- | ---: |",
        *(f"| {why} | {count} |" for why, count in result["excused"].items()),
        "", "| ending | jobs |", "| --- | ---: |",
        *(f"| {name} | {count:,} |" for name, count in counts["endings"].items()),
        "", "| fault | times |", "| --- | ---: |",
        *(f"| {name} | {count} |" for name, count in result["faults"].items()),
    ]
    return "\n".join(lines)
