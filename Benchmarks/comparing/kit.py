"""The contenders' programs, each made when it is first asked for; what took a while is kept for the next run."""
import functools
import hashlib
import subprocess
from pathlib import Path

from delivering.stage import compiled
from support.places import ROOT

PROGRAMS = {"go": "go", "celery": "python", "aio": "python", "floor": "floor"}


class Kit:
    sources = ROOT / "Benchmarks/peers"

    def __init__(self, folder):
        self.folder = folder
        self.kept = ROOT / ".build/bench"

    def make(self, names):
        """Before anything is measured: what these contenders need."""
        for name in names:
            if program := PROGRAMS.get(name.split("-")[0]):
                getattr(self, program)

    @functools.cached_property
    def go(self):
        """Without modules: Debian's packages are a GOPATH."""
        program = self.folder / "go-worker"
        self.kept.mkdir(parents=True, exist_ok=True)
        settings = {
            "PATH": "/usr/bin:/bin", "GO111MODULE": "off", "GOPATH": "/usr/share/gocode",
            "GOCACHE": str(self.kept / "go"),
        }
        subprocess.run(["go", "build", "-o", program, "."], cwd=self.sources / "go", env=settings, check=True)
        return program

    @functools.cached_property
    def python(self):
        """In an environment of its own, with what the workers need from PyPI."""
        wanted = self.sources / "python/requirements.txt"
        folder = self.kept / f"python-{hashlib.sha256(wanted.read_bytes()).hexdigest()[:12]}"
        if not folder.joinpath("complete").exists():
            subprocess.run(["/usr/bin/python3", "-m", "venv", "--clear", folder], check=True)
            subprocess.run([folder / "bin/pip", "install", "--quiet", "-r", wanted], check=True)
            folder.joinpath("complete").touch()
        return folder / "bin/python"

    @functools.cached_property
    def floor(self):
        return compiled(Path(self.sources, "c/floor.c"), self.folder, "-lrabbitmq", "-lcurl")
