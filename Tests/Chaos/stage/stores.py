"""The stores: a file on a disk that can be filled, and a Redis with a replica that can take its place."""
import errno
import os
import sqlite3
import subprocess
import time
from pathlib import Path

from support.redis import HASH_KEY
from support.waiting import until


class Disk:
    """SQLite on a small file system of its own, where one can be had."""

    def __init__(self, folder, may_mount):
        self.folder = Path(folder) / "disk"
        self.folder.mkdir()
        self.can_be_full = may_mount
        if may_mount:
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1g,mode=700", "chaos", self.folder], check=True)
        self.settings = {"store_url": f"sqlite:{self.folder}/store.db"}
        self._ballast = self.folder / "ballast"

    def fill(self):
        with open(self._ballast, "wb", buffering=0) as ballast:
            while (space := os.statvfs(self.folder)).f_bavail > 0:
                try:
                    os.posix_fallocate(ballast.fileno(), ballast.seek(0, os.SEEK_END), space.f_bavail * space.f_frsize)
                except OSError as error:
                    if error.errno != errno.ENOSPC:  # the workers took of it meanwhile: look again
                        raise

    def empty(self):
        self._ballast.unlink(missing_ok=True)

    def lock(self):
        """Returns what ends it."""
        connection = sqlite3.connect(
            self.folder / "store.db", timeout=30, isolation_level=None, check_same_thread=False)
        connection.execute("BEGIN EXCLUSIVE")

        def end():
            connection.execute("ROLLBACK")
            connection.close()
        return end

    def close(self):
        if self.can_be_full:
            subprocess.run(["umount", "--lazy", self.folder], check=False)


class RedisPair:
    """A Redis and its replica. `appendfsync always`: what was answered outlives a kill."""

    def __init__(self, folder, ports):
        self.folder, self.ports = Path(folder), ports
        self.processes = [None, None]
        self.primary = 0
        hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
        self.settings = {"store_url": f"redis://{hosts}/0", "store_hash_key": HASH_KEY}

    def start(self):
        for number in (0, 1):
            (self.folder / f"redis-{number}").mkdir()
            self.run(number)
        self.until_even()
        return self

    def run(self, number):
        log = self.folder / f"redis-{number}" / "log"
        # From its first moment: with what it has of old it must not be taken for a primary.
        role = [] if number == self.primary else ["--replicaof", f"127.0.0.1 {self.ports[self.primary]}"]
        self.processes[number] = subprocess.Popen(
            ["redis-server", "--port", str(self.ports[number]), "--bind", "127.0.0.1", "--dir", log.parent,
             "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--logfile", log,
             "--repl-diskless-sync-delay", "0", *role],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: self.command(number, "ping") == "PONG", "Redis answers", 30)

    def until_even(self):
        """The replica has all that the primary has."""
        other = 1 - self.primary
        until(lambda: "master_link_status:up" in self.command(other, "info", "replication"), "the replica follows", 60)

    def fail_over(self):
        """The primary dies, and the other one takes its place, with what it had received.

        Returns the moment up to which it had received all for certain.
        """
        other, since = 1 - self.primary, time.time()
        # WAIT speaks of what its own connection has written, and all that was written before that has arrived, too.
        session = subprocess.run(
            ["redis-cli", "-p", str(self.ports[self.primary])], input="set chaos 1\nwait 1 5000\n",
            capture_output=True, text=True, timeout=20, check=False)
        if session.stdout.split() != ["OK", "1"]:
            raise RuntimeError(f"the replica does not keep up: {session.stdout}")
        self.kill(self.primary)
        self.command(other, "replicaof", "no", "one")
        self.primary = other
        return since

    def kill(self, number):
        self.processes[number].kill()
        self.processes[number].wait(20)

    def command(self, number, *words):
        answer = subprocess.run(
            ["redis-cli", "-p", str(self.ports[number]), *words], capture_output=True, text=True, errors="replace",
            timeout=60, check=False)
        return answer.stdout.strip()

    def close(self):
        for process in self.processes:
            if process and process.poll() is None:
                process.kill()
                process.wait(20)
