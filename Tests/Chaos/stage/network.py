"""A network of the run's own, where packets can be dropped without harm to anybody else."""
import os
import signal
import subprocess
import sys
from pathlib import Path

INSIDE = "CODEBODE_CHAOS_INSIDE"
TABLE = "codebode_chaos"


def enter():
    """Starts the program anew in namespaces of its own (network, processes, mounts): all that it started ends with it.

    Needs root, or a kernel that lets users have namespaces. Returns where neither is to be had.
    """
    if os.environ.get(INSIDE):
        return
    command = ["unshare", "--net", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc"]
    if os.geteuid() != 0:
        command[1:1] = ["--user", "--map-root-user"]
    needs = "ip link set lo up && nft list tables && mount -t tmpfs none /mnt"
    path = {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"}
    try:
        run = subprocess.run([*command, "sh", "-c", needs], capture_output=True, env=path, timeout=20, check=False)
    except OSError:
        return
    if run.returncode == 0:
        sys.exit(_follow(subprocess.Popen([*command, sys.executable, *sys.argv], env={**path, INSIDE: "1"})))


def _follow(unshare):
    """Hands on what we are asked, since unshare listens to nobody (a terminal's Ctrl-C reaches all by itself)."""
    def hand_on(number, _):
        for child in Path(f"/proc/{unshare.pid}/task/{unshare.pid}/children").read_text().split():
            os.kill(int(child), number)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hand_on)
    return unshare.wait()


class Network:
    def __init__(self):
        self.can_be_cut = os.environ.get(INSIDE) == "1"
        if self.can_be_cut:
            subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
            # libfaketime keeps a file here for each process number, which a process that is killed leaves behind.
            subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=1777", "chaos", "/dev/shm"], check=True)
            self._nft("add", "table", "inet", TABLE)

    def disturb(self, name, ports, percent):
        """Drops so many of a hundred packets from and to these ports. Returns what ends it."""
        among = "{ %s }" % ", ".join(map(str, ports))
        chance = "" if percent == 100 else f"numgen random mod 100 < {percent} "
        self._nft("add", "chain", "inet", TABLE, name, "{ type filter hook input priority 0; }")
        for side in ("sport", "dport"):
            self._nft("add", "rule", "inet", TABLE, name, f"tcp {side} {among} {chance}counter drop")
        return lambda: [self._nft(action, "chain", "inet", TABLE, name) for action in ("flush", "delete")]

    @staticmethod
    def _nft(*words):
        run = subprocess.run(["nft", " ".join(words)], capture_output=True, text=True, timeout=20, check=False)
        if run.returncode != 0:
            raise RuntimeError(f"nft {' '.join(words)}: {run.stderr.strip()}")
