"""The program under test, as processes."""
import atexit
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from .places import PROGRAM, ROOT, free_port
from .waiting import until


def environment(settings, clock=None):
    """Only what the program needs, and `settings` by the names of the keys: amqp_url for CODEBODE_AMQP_URL. None leaves a
    key to the file.
    """
    own = {f"CODEBODE_{key.upper()}": str(value) for key, value in settings.items() if value is not None}
    sanitizers = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}  # scripts/sanitize
    standard = {"PATH": os.environ["PATH"], "SWIFT_BACKTRACE": "enable=no", **sanitizers}
    return {**standard, **own, **(clock.environment if clock else {})}


def codebode(*arguments, stdin=None, **settings):
    """Runs a command to its end."""
    return subprocess.run(
        [PROGRAM, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=60, input=stdin or "",
        env=environment(settings),
    )


class Worker:
    """`codebode work`; everything it says goes to a file. `within` is a command that runs another one."""

    def __init__(self, log, arguments=(), clock=None, within=(), **settings):
        self.log_file = Path(log)
        self.settings = {
            "log_level": "debug", "log_format": "json", "web_listen": f"127.0.0.1:{free_port()}", **settings}
        self.port = int(self.settings["web_listen"].rpartition(":")[2])
        with open(log, "wb") as output:
            self.process = subprocess.Popen(
                [*within, PROGRAM, "work", *arguments], cwd=ROOT, env=environment(self.settings, clock),
                stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            )
        atexit.register(self.close)  # unittest forgets its cleanups when it is interrupted

    @property
    def log(self):
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def look(self, path):
        """Status and text of what the worker shows of itself over HTTP; it may take jobs before it listens."""
        return until(lambda: self._look(path), lambda: f"nobody listens: {self.log[-1500:]}")

    def _look(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except urllib.error.URLError:
            if not self.is_running:
                raise
            return None

    @property
    def is_running(self):
        return self.process.poll() is None

    def reload(self):
        self.process.send_signal(signal.SIGHUP)

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def kill(self):
        self.process.kill()
        self.process.wait(20)

    def exit_code(self, seconds=45):
        """Waits for the end; negative for a signal."""
        return self.process.wait(seconds)

    def seconds_to_end(self, limit):
        begin = time.monotonic()
        self.process.wait(limit)
        return time.monotonic() - begin

    def until_logged(self, text, seconds=20):
        until(lambda: text in self.log, lambda: f"{text!r} was not logged, but: {self.log[-2000:]}", seconds)

    def close(self):
        if self.is_running:
            self.kill()
