"""A stage whose worker says all it can, has secrets of its own, and is searched in more places."""
import os
from pathlib import Path

from .keyring import Keyring, LoginRelay
from .places import free_port
from .scene import Scene
from .waiting import until

SETTINGS = {
    "log_level": "trace", "policy_on_unknown_confirm_phone": "drop", "sms_regions": "NL", "policy_fallback": "false",
    # Nothing that refuses stands in another road's way.
    "limits_account_short_count": 1000, "limits_region_hour_count": 100_000,
}


class SecretScene(Scene):
    """A worker with secrets of its own, and every place that it can leave something in."""

    def setUp(self):
        super().setUp()
        self.relay = self.kept(LoginRelay().start())
        self.keys = self.kept(Keyring(self.broker, self.relay))
        self.seal_key = self.keys.seal_key
        self.secrets += self.keys.secrets
        self.config = self.keys.configuration(self.folder / "config")
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir()
        self.said = {}  # what commands and pages said
        self.answered_at_end = False

    def start(self, **settings):
        self.port = free_port()
        self.settings = {
            **SETTINGS, **self.keys.settings, **self.store(), "gateways_sandbox_url": self.gateway.url,
            "web_public_url": f"http://127.0.0.1:{self.port}", "web_listen": f"127.0.0.1:{self.port}", **settings}
        for name in ("amqp_url", "mail_relays"):  # they stand in files
            self.settings[name] = None
        return self.work(["--config", self.config], within=["env", f"TMPDIR={self.temporary}"], **self.settings)

    def store(self):
        return {"store_url": f"sqlite:{self.folder}/store.db"}

    def left_behind(self):
        places = super().left_behind()
        places |= {f"temporary {file}": file.read_bytes() for file in self.temporary.rglob("*") if file.is_file()}
        places |= {f"the broker's {file.name}": file.read_bytes() for file in Path(self.broker.folder, "log").iterdir()}
        for worker in self.workers:
            if worker.is_running:
                places |= self.held_by(worker.process.pid)
        return places | {name: text.encode() for name, text in self.said.items()}

    def held_by(self, pid):
        """What the machine tells of a process: how it was called, its environment, and the files that it has open."""
        place = Path("/proc", str(pid))
        held = {f"{name} of the worker": (place / name).read_bytes() for name in ("cmdline", "environ")}
        for link in (place / "fd").iterdir():
            try:
                target = os.readlink(link)
                if target.startswith("/") and not target.startswith("/dev/") and link.is_file():
                    held[f"open: {target}"] = link.read_bytes()
            except OSError:
                pass  # it was closed in the meantime
        return held

    def go(self, roads):
        """Takes a job down each road, and sees that it ends as the road says.

        Those on which a gateway fails come last: it is left alone for a while then.
        """
        failing = [way for way in roads if way[0] == "failed"]
        return self.take([way for way in roads if way not in failing]) + self.take(failing)

    def take(self, roads):
        ways = [(way, function(self)) for *way, function in roads]
        for (outcome, reason, channel), job in ways:
            with self.subTest(outcome=outcome, reason=reason, channel=channel):
                events = until(
                    lambda: self.ends(job, reason), lambda: f"no end of {job}: {self.outcomes.of(job['id'])}", 60)
                self.assertEqual({event.type for event in events}, {outcome})
        return [job for _, job in ways]

    def ends(self, job, reason):
        """A job that was told twice, as a repeat is, may have two."""
        return [event for event in self.outcomes.of(job["id"]) if event.data.get("reason") == reason]

    def look(self, worker):
        for path in ("/metrics", "/healthz", "/readyz", "/", "/receipts/sandbox"):
            self.said[path] = worker.look(path)[1]
