"""Runs a program with no more of the kernel than the systemd unit leaves it: `confined.py PROGRAM ARGUMENT…`.

systemd does not run where tests do; it tells what its sets of system calls are, and libseccomp forbids the rest.
"""
import errno
import mmap
import os
import re
import resource
import socket
import subprocess
import sys
from pathlib import Path

import seccomp

SHM_EXEC = 0o100000
UNIT = (Path(__file__).resolve().parents[3] / "deploy/systemd/codebode@.service").read_text(encoding="utf-8")


def values(key):
    return re.findall(rf"^{key}=(.*)$", UNIT, re.MULTILINE)


def calls(name):
    """The system calls of a set, and of the sets in it."""
    if not name.startswith("@"):
        return {name}
    command = ["systemd-analyze", "syscall-filter", name]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[1:]
    members = [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    return set().union(*map(calls, members))


def allowed_calls():
    """Later lines take away what earlier ones gave; what a process cannot be without stays."""
    allowed = calls("@default")
    for line in values("SystemCallFilter"):
        named = set().union(*map(calls, line.lstrip("~").split()))
        allowed = (allowed - named) | calls("@default") if line.startswith("~") else allowed | named
    return allowed


def confine():
    assert values("SystemCallErrorNumber") == ["EPERM"] and values("MemoryDenyWriteExecute") == ["yes"]
    families = [socket.AddressFamily[name] for name in values("RestrictAddressFamilies")[0].split()]
    both = mmap.PROT_WRITE | mmap.PROT_EXEC
    limited = {
        "socket": [seccomp.Arg(0, seccomp.EQ, family) for family in families],
        "mmap": [seccomp.Arg(2, seccomp.MASKED_EQ, both, some) for some in (0, mmap.PROT_WRITE, mmap.PROT_EXEC)],
        "mprotect": [seccomp.Arg(2, seccomp.MASKED_EQ, mmap.PROT_EXEC, 0)],
        "pkey_mprotect": [seccomp.Arg(2, seccomp.MASKED_EQ, mmap.PROT_EXEC, 0)],
        "shmat": [seccomp.Arg(2, seccomp.MASKED_EQ, SHM_EXEC, 0)],
    }
    filter_ = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    for name in allowed_calls():
        if seccomp.resolve_syscall(seccomp.Arch(), name) < 0:
            continue  # of another kind of processor
        for condition in limited.get(name, [None]):
            filter_.add_rule(seccomp.ALLOW, name, *([condition] if condition else []))
    for family in set(socket.AddressFamily) - set(families):
        filter_.add_rule(seccomp.ERRNO(errno.EAFNOSUPPORT), "socket", seccomp.Arg(0, seccomp.EQ, family))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    filter_.load()  # also forbids new privileges


if __name__ == "__main__":
    confine()
    os.execv(sys.argv[1], sys.argv[1:])
