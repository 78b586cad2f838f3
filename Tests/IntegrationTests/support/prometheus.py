"""A real Prometheus that looks at workers four times a second, with our alerts, for which a minute is a second."""
import json
import re
import subprocess
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

import yaml

from .places import ROOT, free_port
from .waiting import until

RULES = ROOT / "deploy/prometheus/alerts.yml"


def hurried(text):
    """Windows and patience as they are, in seconds where they were in minutes."""
    text = re.sub(r"\[(\d+)h\]", lambda match: f"[{60 * int(match[1])}s]", text)
    return re.sub(r"(\[|for: )(\d+)m\b", r"\1\2s", text)


class Prometheus:
    def __init__(self, workers):
        self.folder = tempfile.TemporaryDirectory(prefix="codebode-prometheus-", ignore_cleanup_errors=True)
        self.port = free_port()
        targets = [f"127.0.0.1:{worker.port}" for worker in workers]
        Path(self.folder.name, "alerts.yml").write_text(hurried(RULES.read_text()))
        Path(self.folder.name, "prometheus.yml").write_text(yaml.safe_dump({
            "global": {"scrape_interval": "250ms", "scrape_timeout": "250ms", "evaluation_interval": "500ms"},
            "rule_files": ["alerts.yml"],
            "scrape_configs": [{"job_name": "codebode", "static_configs": [{"targets": targets}]}],
        }))
        self.process = None

    def start(self):
        with open(Path(self.folder.name, "log"), "wb") as log:
            self.process = subprocess.Popen(
                ["prometheus", f"--config.file={self.folder.name}/prometheus.yml",
                 f"--storage.tsdb.path={self.folder.name}/data", f"--web.listen-address=127.0.0.1:{self.port}"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until(self._is_ready, lambda: Path(self.folder.name, "log").read_text()[-1000:], 60)
        return self

    def close(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)
        self.folder.cleanup()

    def ask(self, query):
        """The values that a query has now."""
        answer = self._get("/api/v1/query?" + urllib.parse.urlencode({"query": query}))
        return [float(result["value"][1]) for result in answer["data"]["result"]]

    def firing(self):
        alerts = self._get("/api/v1/alerts")["data"]["alerts"]
        return {alert["labels"]["alertname"] for alert in alerts if alert["state"] == "firing"}

    def _get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return json.load(answer)

    def _is_ready(self):
        try:
            return bool(self._get("/api/v1/query?query=1"))
        except OSError:
            return False
