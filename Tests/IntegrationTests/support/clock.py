"""A wall clock that a test can set, for a process of its own; timers and time-outs run on as ever (libfaketime)."""
import atexit
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


@functools.cache
def timers():
    """The library that keeps libfaketime's hands off timers, compiled."""
    folder = tempfile.mkdtemp(prefix="codebode-clock-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    library = Path(folder, "timers.so")
    source = Path(__file__).with_name("timers.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, source], check=True)
    return library


class Clock:
    def __init__(self, file):
        if LIBRARY is None:
            raise FileNotFoundError("libfaketime is not installed; run: scripts/install-dependencies")
        self.file = Path(file)
        self.set(0)

    def set(self, seconds):
        """How far ahead of the true time; behind it if below zero."""
        draft = self.file.with_suffix(".draft")
        draft.write_text(f"{seconds:+d}\n", encoding="ascii")
        draft.rename(self.file)

    @property
    def environment(self):
        return {
            "LD_PRELOAD": f"{timers()} {LIBRARY}", "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Set, or the library sets it itself; that moves the environment from where Swift finds its arguments.
            "FAKETIME_SHARED": "/none /none",
        }
