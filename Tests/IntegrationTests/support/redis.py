"""A Redis of the tests' own, in a folder of its own."""
import subprocess
import tempfile

from .places import free_port
from .waiting import until

HASH_KEY = "5f" * 32


class Redis:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="codebode-redis-", ignore_cleanup_errors=True)
        self.port = free_port()
        self.process = None

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self, append="always"):
        """`append`: when what was acknowledged is on disk."""
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", self.folder.name,
             "--appendonly", "yes", "--appendfsync", append, "--save", ""],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        until(lambda: self.command("ping") == "PONG", "Redis answers")
        return self

    def command(self, *words):
        answer = subprocess.run(
            ["redis-cli", "-p", str(self.port), *words], capture_output=True, text=True, errors="replace",
            timeout=20, check=False)
        return answer.stdout.strip()

    def kill(self):
        self.process.kill()
        self.process.wait(20)

    def close(self):
        if self.process is not None:
            self.kill()
        self.folder.cleanup()
