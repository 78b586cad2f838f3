"""On what it was measured."""
import os
import re
import subprocess
from pathlib import Path

from support.places import BROKER, ROOT


def machine():
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")
    return {"cores": os.cpu_count(), "cpu": model, "linux": os.uname().release}


def versions(stage, kit):
    """Of the contenders that were made, and of what they all stand on."""
    found = {
        "Codebode": first(stage.program, "--version"), "commit": first("git", "-C", ROOT, "rev-parse", "--short", "HEAD"),
        "RabbitMQ": first(BROKER, "ctl", "--dir", stage.broker.folder, "--", "version"), "nginx": first("nginx", "-v"),
    }
    if "go" in vars(kit):
        found |= {"Go": first("go", "version"), "amqp091-go": debian("golang-github-rabbitmq-amqp091-go-dev")}
    if "python" in vars(kit):
        found["Python"] = first(kit.python, "--version")
        wanted = Path(kit.sources, "python/requirements.txt").read_text(encoding="ascii").split()
        found |= dict(line.split("==") for line in wanted)
    return found


def first(*command):
    """The first number of a version that the program tells, or its first word."""
    run = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    told = run.stdout + run.stderr
    number = re.search(r"\d+\.\d+(\.\d+)?\S*", told)
    return number[0] if number else (told.split() or ["unknown"])[0]


def debian(package):
    run = subprocess.run(["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True, check=False)
    return run.stdout or "unknown"
