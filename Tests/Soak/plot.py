"""Curves as SVG, each in a strip of its own, over the jobs that were told."""
from html import escape

WIDTH, STRIP, LEFT, TOP, GAP = 900, 150, 80, 34, 46
COLOURS = ("#1b6ca8", "#b3541e", "#3d7a3d", "#7a3d75")


def svg(title, curves):
    """`curves`: name, unit and points of each."""
    end = max(point[0] for _, _, points in curves for point in points)
    height = TOP + len(curves) * (STRIP + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        f'font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="20" font-size="14">{escape(title)}</text>',
    ]
    for number, (name, unit, points) in enumerate(curves):
        parts += _strip(name, unit, points, end, TOP + number * (STRIP + GAP), COLOURS[number % len(COLOURS)])
    return "\n".join([*parts, "</svg>", ""])


def _strip(name, unit, points, end, top, colour):
    ceiling = max(value for _, value in points) * 1.15 or 1
    right, bottom = WIDTH - 20, top + STRIP

    def place(jobs, value):
        return f"{LEFT + (right - LEFT) * jobs / end:.1f},{bottom - STRIP * value / ceiling:.1f}"

    yield f'<text x="{LEFT}" y="{top + 12}" fill="{colour}">{escape(name)}{f", {escape(unit)}" if unit else ""}</text>'
    for share in (0, 0.5, 1):
        y = bottom - STRIP * share
        yield f'<line x1="{LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="#dddddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{ceiling * share:.4g}</text>'
        x = LEFT + (right - LEFT) * share
        side = "end" if share == 1 else "middle"
        yield f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="{side}">{end * share:,.0f} jobs</text>'
    yield f'<polyline fill="none" stroke="{colour}" points="{" ".join(place(*point) for point in points)}"/>'
