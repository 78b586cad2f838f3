"""Where the program and its files are, and ports that nobody uses."""
import json
import os
import random
import socket
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = Path(os.environ.get("CODEBODE", ROOT / ".build/debug/codebode"))
BROKER = ROOT / "scripts/broker"
DEFINITIONS = ROOT / "config/definitions.json"
OUTCOME_SCHEMA = json.loads((ROOT / "docs/schema/outcome.schema.json").read_text(encoding="utf-8"))
OUTCOMES = jsonschema.Draft202012Validator(OUTCOME_SCHEMA, format_checker=jsonschema.FormatChecker())


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def free_port():
    """Below the range from which the kernel takes ports for connections, so that none of those can be in the way."""
    while True:
        port = random.randrange(12_000, 22_000)
        if is_free(port):
            return port


def free_broker_port():
    """`scripts/broker` takes more ports at fixed steps from the first."""
    while True:
        port = random.randrange(12_000, 22_000)
        others = [1024 + (port - 1024 + step) % 64_512 for step in (10_000, 20_000, 30_000)]
        if all(map(is_free, [port, *others])):
            return port
