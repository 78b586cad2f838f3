"""A fault of a C library, made to measure: it takes the process down over certain telephone numbers, and no others."""
import atexit
import functools
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

END = "4713"


@functools.cache
def library():
    folder = tempfile.mkdtemp(prefix="codebode-poison-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    library = Path(folder, "poison.so")
    source = Path(__file__).with_name("poison.c")
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, source, "-ldl"], check=True)
    return library


def under():
    """The command that a program is run by to have the fault."""
    return ["env", f"LD_PRELOAD={library()}", f"POISON={END}"]


def phone():
    """A German one: most Dutch ones are read without the library."""
    return f"+49151{random.randrange(10**4):04d}{END}"
