"""What a run leaves: tables on the terminal, a JSON file, a picture, and tables in two documents."""
import json
import sys
from pathlib import Path

from support.places import ROOT

from . import brief, document, figures, plot, table
from .compare import TITLES
from .contenders import ALL

RESULTS, ELSEWHERE = ROOT / "Benchmarks/results", ROOT / "var/bench"
DOCUMENT, README = ROOT / "docs/performance.md", ROOT / "README.md"


def write(results, chosen, is_whole):
    """Returns the exit code. A run in which Codebode did something wrong is none for the documents; what others did
    wrong is told there.
    """
    folder = chosen or (RESULTS if is_whole else ELSEWHERE)
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=1, ensure_ascii=False)
    folder.joinpath("results.json").write_text(text + "\n", encoding="utf-8")
    folder.joinpath("results.svg").write_text(plot.svg(results, TITLES), encoding="utf-8")
    is_fit = is_whole and not figures.faults(results, of=[each.name for each in ALL if each.admits])
    if is_fit:
        put(table.markdown(results, TITLES), DOCUMENT, "../Benchmarks/results/results.svg")
        put(brief.markdown(results), README, "Benchmarks/results/results.svg")
    code = tell(results)
    print(f"\nWritten: {folder / 'results.json'}, {folder / 'results.svg'}{f', {DOCUMENT}, {README}' if is_fit else ''}")
    return code


def put(tables, file, picture):
    text = f"![The figures as bars]({picture})\n\n{tables}"
    file.write_text(document.rewritten(file.read_text(encoding="utf-8"), text), encoding="utf-8")


def show(file):
    try:
        results = json.loads(Path(file).read_text(encoding="utf-8"))
        return tell(results)
    except (OSError, ValueError, KeyError) as problem:
        print(f"bench: {file} is no results.json of a run: {problem!r}", file=sys.stderr)
        return 65


def tell(results):
    print(table.text(results, TITLES))
    return 1 if figures.faults(results) else 0
