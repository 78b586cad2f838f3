"""A bare Debian 12 in a container whose first process is systemd, as on a server; its network is this machine's."""
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE = ROOT / ".build/bookworm.tar"
NEEDED = ("mmdebstrap", "systemd-nspawn", "nsenter")


def missing():
    """What stands in the way of the tests, in words; empty if nothing does."""
    tools = [tool for tool in NEEDED if shutil.which(tool) is None]
    if tools:
        return f"{', '.join(tools)} not there; on Debian: scripts/install-dependencies --for deb"
    return "" if os.geteuid() == 0 else "only root can set up another system"


class Machine:
    def __init__(self):
        self.root = Path(tempfile.mkdtemp(prefix="codebode-machine-", dir="/var/tmp"))
        self.process = self.first = None

    def boot(self):
        if not BARE.exists():
            print("setting up a bare Debian 12 (once, about a minute) …", flush=True)
            draft = BARE.with_name("draft-bookworm.tar")
            subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", "--include=systemd-sysv", "bookworm", draft],
                           check=True)
            draft.rename(BARE)
        subprocess.run(["tar", "--extract", "--file", BARE, "--directory", self.root], check=True)
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        (self.root / "etc/machine-id").write_text("")
        command = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--link-journal=no", "--console=pipe",
                   f"--directory={self.root}", "--boot"]
        with open(self.root.with_suffix(".log"), "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.first = self.until(self._first_process, "the container has a first process")
        self.until(lambda: self.run("systemctl", "is-system-running", check=False).stdout.strip() == "running",
                   "the machine runs")
        return self

    def _first_process(self):
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0]) if children else None

    def run(self, *command, check=True, **options):
        """As root of the machine, with nothing of our own environment."""
        enter = ["nsenter", "--target", str(self.first), "--mount", "--uts", "--ipc", "--pid", "--cgroup"]
        clean = ["env", "--ignore-environment", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive"]
        run = subprocess.run([*enter, *clean, *map(str, command)], capture_output=True, text=True, timeout=300, **options)
        if check:
            assert run.returncode == 0, f"{' '.join(map(str, command))} ended with {run.returncode}: " \
                                        f"{run.stdout[-3000:]}{run.stderr[-3000:]}"
        return run

    def files(self):
        """Every file and folder of the system, but for what a running one writes by itself."""
        passing = {"dev", "proc", "run", "sys", "tmp"}
        found = set()
        for folder, folders, files in os.walk(self.root):
            path = Path(folder).relative_to(self.root)
            if path == Path("."):
                folders[:] = [name for name in folders if name not in passing]
            found.update(str(path / name) for name in folders + files)
        return found

    @staticmethod
    def until(condition, what, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := condition():
                return found
            time.sleep(0.1)
        raise AssertionError(f"not within {seconds} s: {what}")

    def close(self):
        if self.process is not None and self.process.poll() is None:
            for _ in range(2):  # the first one asks, the second one ends it
                self.process.send_signal(signal.SIGTERM)
                try:
                    self.process.wait(15)
                    break
                except subprocess.TimeoutExpired:
                    pass
        subprocess.run(["rm", "-rf", "--one-file-system", self.root, self.root.with_suffix(".log")], check=False)
