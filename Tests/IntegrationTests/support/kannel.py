"""A real Kannel: bearerbox and smsbox, with its fake message centre, which delivers every message at once."""
import atexit
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from .places import free_port, is_free
from .waiting import until

CONFIGURATION = """
group = core
admin-port = {admin}
admin-password = admin
smsbox-port = {box}
box-allow-ip = "127.0.0.1"

group = smsc
smsc = fake
smsc-id = centre
port = {centre}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {port}
# A receipt that comes before we have the answer to the sending is not taken; without these it would be lost.
http-request-retry = 20
http-queue-delay = 1

group = sendsms-user
username = my-username
password = my-password
max-messages = 3

group = sms-service
keyword = default
text = none
"""


class Kannel:
    """The user `my-username` may send, with `my-password`."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="codebode-kannel-")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes = []
        self.phone_net = None

    def start(self):
        ports = {"admin": free_port(), "box": free_port(), "centre": free_port(), "port": self.port}
        Path(self.folder, "kannel.conf").write_text(CONFIGURATION.format(**ports), encoding="ascii")
        atexit.register(self.close)
        self._run("bearerbox", ports["box"], ports["centre"])
        self.phone_net = socket.create_connection(("127.0.0.1", ports["centre"]), timeout=20)
        self._run("smsbox", self.port)
        return self

    def _run(self, box, *ports):
        log = Path(self.folder, f"{box}.log")
        with open(log, "wb") as output:
            self.processes.append(subprocess.Popen(
                [f"/usr/sbin/{box}", "kannel.conf"], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output,
                stderr=output))
        for port in ports:
            until(lambda: not is_free(port), lambda: f"{box} does not listen: {log.read_text()[-1000:]}")

    def close(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.kill()
                process.wait(20)
        if self.phone_net:
            self.phone_net.close()
        shutil.rmtree(self.folder, ignore_errors=True)
