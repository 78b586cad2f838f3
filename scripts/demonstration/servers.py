"""The broker, the sandbox and the worker of one demonstration, in a folder of its own: started, watched and stopped."""
import os
import random
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BROKER = ROOT / "scripts" / "broker"
#: By their pid file, and the command that each runs; in the order in which they stop.
PROGRAMS = (("worker", "work"), ("sandbox", "sandbox"))


class Trouble(Exception):
    """Something that is not about a message: words for the person who started this, and how to end."""

    def __init__(self, text, code=69, log=None):
        super().__init__(text)
        self.code = code
        self.log = log


class Servers:
    """Duties: every process gets a pid file in the folder; whoever holds the folder can stop them all."""

    def __init__(self, program, folder, screen):
        self.program = Path(program).absolute()
        self.folder = folder
        self.screen = screen
        self.running = {}
        self.broker_url = self.inbox_url = self.mail_url = None
        if not os.access(self.program, os.X_OK) or not self.program.is_file():
            raise Trouble(f"there is no program {program}; build it with: swift build --product codebode", 66)

    # Start

    def start_broker(self, ports):
        """Takes the first of `ports` that is free together with those that scripts/broker derives from it."""
        port = next((port for port in ports if broker_can_use(port)), None)
        if port is None:
            raise Trouble("no free port was found for RabbitMQ")
        url, errors = self.folder / "broker.url", self.folder / "broker.log"
        title, since = f"RabbitMQ on port {port}", time.monotonic()
        command = [BROKER, "start", "--dir", self.folder / "broker", "--port", str(port),
                   "--definitions", ROOT / "config" / "definitions.json"]
        with url.open("w") as out, errors.open("w") as log:
            starter = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=log, start_new_session=True)
        try:
            while starter.poll() is None:
                self.check()
                self.screen.progress(title, since)
                time.sleep(0.1)
        except BaseException:
            starter.terminate()  # it ends what it has begun
            starter.wait()
            raise
        if starter.returncode != 0:
            raise Trouble("RabbitMQ did not start", log=errors)
        self.broker_url = url.read_text().strip()
        self.screen.progress_done(title, since)

    def start_sandbox(self, http_port, smtp_port):
        """0 takes any free port."""
        for port in filter(None, (http_port, smtp_port)):
            if not is_free(port):
                raise Trouble(f"port {port} of 127.0.0.1 is in use by another program; the sandbox needs it")
        arguments = ["sandbox", "--http-port", str(http_port), "--smtp-port", str(smtp_port)]
        log = self._start("sandbox", arguments, {})

        def addresses():
            text = log.read_text()
            inbox = re.search(r"^Inbox: +(http://\S+)$", text, re.MULTILINE)
            mail = re.search(r"^Mail server: +(smtp://\S+)$", text, re.MULTILINE)
            return inbox and mail and (inbox[1], mail[1])

        self.inbox_url, self.mail_url = self.wait("sandbox: phone and mailbox", 20, addresses)

    def start_worker(self, is_ready):
        """Needs the other two; `is_ready` tells whether it takes jobs."""
        self._start("worker", ["work"], self.worker_environment())
        self.wait("worker", 20, is_ready)

    def worker_environment(self):
        return {
            "CODEBODE_AMQP_URL": self.broker_url,
            "CODEBODE_STORE_URL": f"sqlite:{self.folder}/codebode.db",
            "CODEBODE_GATEWAYS_SANDBOX_URL": self.inbox_url.rstrip("/"),
            "CODEBODE_MAIL_RELAYS": self.mail_url,
            "CODEBODE_LOG_FORMAT": "text",
        }

    def _start(self, name, arguments, environment):
        log = self.folder / f"{name}.log"
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("CODEBODE_")}
        with log.open("w") as out:
            # A session of its own: an interrupt from the keyboard is ours to pass on, in order.
            process = subprocess.Popen(
                [self.program, *arguments], cwd=ROOT, env=inherited | environment, stdin=subprocess.DEVNULL,
                stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        self.running[name] = process
        (self.folder / f"{name}.pid").write_text(f"{process.pid}\n")
        return log

    # Watch

    def check(self):
        """Fails as soon as one of them has ended by itself."""
        for name, process in self.running.items():
            if process.poll() is not None:
                log = self.folder / f"{name}.log"
                raise Trouble(f"the {name} ended by itself ({ending(process.returncode)})", 70, log)

    def wait(self, title, seconds, question):
        """Asks until the answer is true, and returns it."""
        since = time.monotonic()
        while not (answer := question()):
            self.check()
            if time.monotonic() - since > seconds:
                raise Trouble(f"{title}: not ready after {seconds} s", log=self.folder / f"{title.split(':')[0]}.log")
            self.screen.progress(title, since)
            time.sleep(0.05)
        self.screen.progress_done(title, since)
        return answer

    # Stop

    def stop(self):
        """The worker first, so that it can still end what it has begun. Returns what did not go as it should."""
        complaints = []
        for name in reversed(self.running):
            process = self.running[name]
            if process.poll() is None:
                process.terminate()
            try:
                code = process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                code = None
            if code is None:
                complaints.append(f"the {name} did not leave within 15 s of being asked")
            elif code != 0:
                complaints.append(f"the {name} ended badly ({ending(code)})")
            (self.folder / f"{name}.pid").unlink(missing_ok=True)
        self.running = {}
        return complaints + stop_broker(self.folder)


# What an earlier run left running

def stop_left(folder):
    """Stops by the pid files in `folder`; returns the names of what ran, and what did not go as it should."""
    stopped, complaints = [], []
    for name, command in PROGRAMS:
        file = folder / f"{name}.pid"
        if pid := left_running(file, command):
            os.kill(pid, signal.SIGTERM)
            end = time.monotonic() + 15
            while left_running(file, command):
                if time.monotonic() > end:
                    os.kill(pid, signal.SIGKILL)
                    complaints.append(f"the {name} did not leave within 15 s of being asked")
                    break
                time.sleep(0.05)
            stopped.append(name)
        file.unlink(missing_ok=True)
    if broker_runs(folder):
        stopped.append("RabbitMQ")
    return stopped, complaints + stop_broker(folder)


def runs(folder):
    """Whether all that was left in `folder` still runs."""
    return all(left_running(folder / f"{name}.pid", command) for name, command in PROGRAMS) and broker_runs(folder)


def broker_runs(folder):
    try:
        return Path(f"/proc/{int((folder / 'broker' / 'node.pid').read_text())}").exists()
    except (OSError, ValueError):
        return False


def left_running(file, command):
    """The pid in the file, if it still is that of the process that was started: numbers are given out again."""
    try:
        pid = int(file.read_text())
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    return pid if arguments[1:2] == [command.encode()] else None


def stop_broker(folder):
    if not (folder / "broker" / "ports").exists():
        return []
    command = [BROKER, "stop", "--dir", folder / "broker"]
    run = subprocess.run(command, capture_output=True, text=True, start_new_session=True)
    return [] if run.returncode == 0 else [run.stderr.strip() or "RabbitMQ did not stop"]


# Ports and endings

def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def broker_can_use(port):
    """scripts/broker derives epmd's port, Erlang's, and those of its commands."""
    return all(is_free(1024 + (port - 1024 + step) % 64512) for step in (0, 10000, 20000, 30000))


def private_ports():
    """For a broker of one run: these, and what is derived from them, lie where the system gives out none by itself."""
    return random.sample(range(61100, 65000), 50)


def ending(code):
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit {code}"


def last_lines(log, count=15):
    try:
        return log.read_text(errors="replace").splitlines()[-count:]
    except OSError:
        return []
