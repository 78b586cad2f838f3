"""The files that the outside world relies on, read once for the tests."""
import json
import os
import subprocess
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


def read_json(path):
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


def read_yaml(path):
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def codebode(*arguments, environment=None, stdin=""):
    """Runs the program that was built for the tests, from the top of the tree."""
    program = os.environ.get("CODEBODE", ROOT / ".build/debug/codebode")
    return subprocess.run(
        [program, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, input=stdin,
        env={"PATH": os.environ["PATH"], **(environment or {})},
    )


def filled(job):
    """A sample job with its placeholders filled, as `codebode send` does it."""
    assert "id" not in job and job["issued_at"] == "now" and job["expires_at"] == "now+10m", "not a sample job"
    return {**job, **read_json("Tests/OutsideTests/jobs.json")["placeholders"]}
