"""The figures as a picture: SVG, readable on light and dark. Pure."""
from html import escape

from . import figures

PANELS = (
    ("instant", "per_second", "Jobs a second, instant gateway", "more is better"),
    ("instant", "cpu_us", "CPU µs a job, instant gateway", "less is better"),
    ("slow", "per_second", "Jobs a second, gateway takes 200 ms, 1000 in flight", "more is better"),
    ("slow", "memory_mib", "MiB with 1000 in flight", "less is better"),
    ("idle", "p99_ms", "p99 in ms from schedule to gateway, 100 SMS a second", "less is better"),
    ("start", "start_ms", "ms from start to first SMS", "less is better"),
)
WIDTH, LABELS, VALUES, BAR, STEP = 460, 150, 60, 12, 20
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1f2a37; } .title { font-weight: 600; font-size: 13px; }
.note { fill: #5b6673; } .bar { fill: #8796a8; } .ours { fill: #1d5fae; }
.spread { stroke: #1f2a37; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
text { fill: #e6eaf0; } .note { fill: #a5b0bd; } .bar { fill: #66758a; } .ours { fill: #7fb2f0; }
.spread { stroke: #e6eaf0; }
}
"""


def svg(results, titles):
    panels = [(panel, bars) for panel in PANELS if (bars := bars_of(results, *panel[:2]))]
    parts, top = [], 12
    for left in range(0, len(panels), 2):
        pair = panels[left:left + 2]
        for place, (panel, bars) in enumerate(pair):
            parts.append(f'<g transform="translate({12 + place * (WIDTH + 24)},{top})">{drawn(panel, bars, titles)}</g>')
        top += 44 + STEP * max(len(bars) for _, bars in pair) + 16
    width = 2 * WIDTH + 48
    note = f'<text class="note" x="12" y="{top + 6}">{escape(source(results))}</text>'
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top + 20}" role="img" '
            f'aria-label="Codebode beside other workers">\n<style>{STYLE}</style>\n'
            + "\n".join([*parts, note]) + "\n</svg>\n")


def bars_of(results, work, key):
    measured = results["rounds"].get(work, {})
    return [(name, each) for name in measured if (each := figures.of(results, work, name, key))]


def drawn(panel, bars, titles):
    _, _, title, note = panel
    most = max(each.high for _, each in bars) or 1
    scale = (WIDTH - LABELS - VALUES) / most
    parts = [f'<text class="title" y="12">{escape(title)}</text><text class="note" y="28">{escape(note)}</text>']
    for place, (name, each) in enumerate(bars):
        y = 40 + place * STEP
        middle, kind = y + BAR / 2, "ours" if name.startswith("codebode") else "bar"
        ends = (LABELS + each.low * scale, LABELS + each.high * scale)
        parts.append(
            f'<text x="{LABELS - 8}" y="{y + 10}" text-anchor="end">{escape(titles.get(name, name))}</text>'
            f'<rect class="{kind}" x="{LABELS}" y="{y}" width="{each.median * scale:.1f}" height="{BAR}" rx="2"/>'
            f'<line class="spread" x1="{ends[0]:.1f}" x2="{ends[1]:.1f}" y1="{middle}" y2="{middle}"/>'
            f'<text x="{ends[1] + 6:.1f}" y="{y + 10}">{figures.number(each.median)}</text>')
    return "".join(parts)


def source(results):
    machine = results["machine"]
    return (f"{results['date']}, {machine['cores']} × {machine['cpu']}; rounds: {results['options']['rounds']}, "
            "bars are medians, lines go from least to most")
