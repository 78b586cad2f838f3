"""What the soak stands on: a broker, nginx as the gateway, Postfix's sink as the relay, one worker; none of it ours but
the worker."""
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from load import OUTCOMES
from support.broker import Broker
from support.places import DEFINITIONS, free_port, is_free
from support.waiting import until
from support.worker import Worker

NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 2000; }}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    keepalive_requests 100000;
    server {{
        listen 127.0.0.1:{port}; default_type application/json;
        return 202 '{{"id":"ng-$request_id","status":"accepted"}}';
    }}
}}
"""
SBIN = ":/usr/sbin:/sbin"


class Ground:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="codebode-soak-"))
        self.broker, self.worker, self._processes = Broker(), None, []

    def start(self):
        definitions = json.loads(DEFINITIONS.read_text())
        definitions["queues"].append({
            "name": OUTCOMES, "vhost": "/", "durable": True, "auto_delete": False,
            "arguments": {"x-queue-type": "quorum"}})
        definitions["bindings"].append({
            "source": "codebode.outcomes", "vhost": "/", "destination": OUTCOMES, "destination_type": "queue",
            "routing_key": "#", "arguments": {}})
        file = self.folder / "definitions.json"
        file.write_text(json.dumps(definitions))
        self.broker.start(file)
        gateway, relay = free_port(), free_port()
        conf = self.folder / "nginx.conf"
        conf.write_text(NGINX.format(folder=self.folder, port=gateway))
        self._run("nginx", "-p", self.folder, "-c", conf, port=gateway)
        other = ["-u", "nobody"] if os.geteuid() == 0 else []  # it will not be root
        self._run("smtp-sink", *other, f"127.0.0.1:{relay}", 100, port=relay)
        wide = {f"limits_{name}_count": 1_000_000 for name in (
            "recipient_burst", "recipient_short", "recipient_day", "account_short", "account_day", "prefix_hour")}
        wide |= {"limits_region_hour_count": 1_000_000, "limits_region_hour_window": "1m"}
        self.worker = Worker(
            self.folder / "worker.log", amqp_url=self.broker.url, store_url=f"sqlite:{self.folder}/store.db",
            gateways_sandbox_url=f"http://127.0.0.1:{gateway}", mail_relays=f"smtp://127.0.0.1:{relay}?tls=none",
            fraud_neighbours_mode="off", fraud_unverified_mode="off", **{**wide, "log_level": "info"})

    def _run(self, program, *arguments, port):
        found = shutil.which(program, path=SBIN)
        if found is None:
            raise OSError(f"{program} is not installed; run: scripts/install-dependencies")
        self._processes.append(subprocess.Popen(
            [found, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL))
        until(lambda: not is_free(port), f"{program} did not start")

    def sample(self):
        """Resident memory in MiB, and open descriptors."""
        if not self.worker.is_running:
            raise AssertionError(f"the worker ended by itself: {self.worker.log[-500:]}")
        place = Path("/proc", str(self.worker.process.pid))
        status = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines())
        return int(status["VmRSS"].split()[0]) / 1024, len(list((place / "fd").iterdir()))

    def dismiss(self):
        """The worker is asked to leave, and has to leave well."""
        self.worker.terminate()
        return self.worker.exit_code()

    def close(self):
        if self.worker:
            self.worker.close()
        for process in self._processes:
            process.kill()
            process.wait(20)
        self.broker.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
