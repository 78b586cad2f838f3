"""A Redis of the tests' own, in a folder of its own."""
import subprocess
import tempfile
from pathlib import Path

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

    def listening(self):
        return ["--port", str(self.port)]

    def way_in(self):
        return ["-p", str(self.port)]

    def start(self, append="always"):
        """`append`: when what was acknowledged is on disk."""
        self.process = subprocess.Popen(
            ["redis-server", *self.listening(), "--bind", "127.0.0.1", "--dir", self.folder.name,
             "--appendonly", "yes", "--appendfsync", append, "--save", ""],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        until(lambda: self.command("ping") == "PONG", "Redis answers")
        return self

    def command(self, *words):
        answer = subprocess.run(
            ["redis-cli", *self.way_in(), *words], capture_output=True, text=True, errors="replace",
            timeout=20, check=False)
        return answer.stdout.strip()

    def kill(self):
        self.process.kill()
        self.process.wait(20)

    def close(self):
        if self.process is not None:
            self.kill()
        self.folder.cleanup()


class SecureRedis(Redis):
    """Speaks nothing but TLS, and asks for a password."""
    PASSWORD = "geheim-van-redis"

    def __init__(self):
        super().__init__()
        self.authority, self.key = (Path(self.folder.name) / name for name in ("redis.pem", "redis.key"))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=redis", "-addext", "subjectAltName=DNS:localhost", "-keyout", self.key,
             "-out", self.authority],
            check=True, capture_output=True)

    @property
    def url(self):
        return f"rediss://:{self.PASSWORD}@localhost:{self.port}/0"

    def listening(self):
        return ["--port", "0", "--tls-port", str(self.port), "--tls-cert-file", str(self.authority), "--tls-key-file",
                str(self.key), "--tls-auth-clients", "no", "--requirepass", self.PASSWORD]

    def way_in(self):
        return ["-h", "localhost", "-p", str(self.port), "--tls", "--cacert", str(self.authority), "-a", self.PASSWORD]
