"""A private RabbitMQ, for one module of tests or for all of them."""
import atexit
import functools
import os
import shutil
import signal
import subprocess
import tempfile

from .places import BROKER, DEFINITIONS, free_broker_port, free_port


class Broker:
    """Runs from `start` to `stop`; its data outlive `kill`."""

    def __init__(self, management=False):
        self.management_port = free_port() if management else None
        self.folder = tempfile.mkdtemp(prefix="codebode-broker-")
        self.port = free_broker_port()
        self.url = f"amqp://guest:guest@127.0.0.1:{self.port}/%2F"

    def start(self, definitions=DEFINITIONS):
        """`definitions`: a file, or None for a broker that knows nothing of Codebode."""
        atexit.register(self.stop)  # unittest forgets its cleanups when it is interrupted
        what = [] if definitions is None else ["--definitions", definitions]
        what += ["--management", self.management_port] if self.management_port else []
        self._run("start", "--port", self.port, *what)
        return self

    def ctl(self, *arguments):
        """Runs `rabbitmqctl`; returns what that says."""
        return self._run("ctl", "--", "--quiet", *arguments)

    def kill(self):
        self._run("kill")

    def restart(self):
        self._run("restart")

    def stop(self):
        if not os.path.exists(self.folder):
            return
        try:
            self._run("stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, action, *arguments):
        command = [BROKER, action, "--dir", self.folder, *map(str, arguments)]
        run = subprocess.run(command, capture_output=True, text=True, timeout=180, stdin=subprocess.DEVNULL)
        assert run.returncode == 0, f"broker {action} ended with {run.returncode}: {run.stderr}"
        return run.stdout


@functools.cache
def shared_broker():
    """One for the whole run, since a start costs ten seconds; ends with the run, also when that is asked to end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    return Broker().start()
