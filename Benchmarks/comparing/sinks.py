"""Where the messages of a comparison go. Each knows its address, and how many messages it has answered."""
import contextlib
import os
import re
import socket
import subprocess
from pathlib import Path

from delivering import far_sides


class Sink:
    def __init__(self, port, count, scheme="http"):
        self.port = port
        self.count = count
        self.url = f"{scheme}://127.0.0.1:{port}"


@contextlib.contextmanager
def nginx(stage, listen="", scheme="http"):
    with far_sides.nginx(stage, listen) as port, contextlib.closing(socket.socket(socket.AF_UNIX)) as line:
        line.connect(str(stage.folder / "status.sock"))
        asked = 0

        def count():
            nonlocal asked
            asked += 1
            line.sendall(b"GET / HTTP/1.1\r\nHost: status\r\n\r\n")
            answer = line.recv(4096)
            return int(re.search(rb"requests\s+\d+ \d+ (\d+)", answer)[1]) - asked

        yield Sink(port, count, scheme)


def tls(stage):
    return nginx(stage, f"ssl; {certificate(stage.folder)}", "https")


def http2(stage):
    return nginx(stage, f"ssl http2; {certificate(stage.folder)}", "https")


def certificate(folder):
    """Makes the far side's certificate, which vouches for itself, once; returns nginx's words for it."""
    file, key = authority(folder), folder / "far.key"
    if not file.exists():
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                   "-days", "2", "-subj", "/CN=far side", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
                   "-out", file]
        subprocess.run([*map(str, command)], check=True, capture_output=True)
    return f"ssl_certificate {file}; ssl_certificate_key {key}"


def authority(folder):
    return folder / "far.pem"


@contextlib.contextmanager
def gateway(stage, wait_ms, notes=None):
    with far_sides.gateway(stage, wait_ms, notes) as port:
        with contextlib.closing(socket.create_connection(("127.0.0.1", port))) as line:
            yield Sink(port, lambda: int(asked(line, b"GET / HTTP/1.1\r\n\r\n").split()[-1]))


@contextlib.contextmanager
def relay(stage, wait_ms):
    with far_sides.relay(stage, wait_ms) as port:
        with contextlib.closing(socket.create_connection(("127.0.0.1", port))) as line:
            line.recv(256)  # its greeting
            yield Sink(port, lambda: int(asked(line, b"VRFY count\r\n").split()[1]), "smtp")


@contextlib.contextmanager
def smtp_sink(stage):
    with open(stage.folder / "counters", "wb") as counters, far_sides.smtp_sink(counters) as port:
        yield Sink(port, lambda: mails(Path(counters.name)), "smtp")


def mails(counters):
    """smtp-sink adds its counters anew with each mail."""
    with open(counters, "rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - 200))
        found = re.findall(rb"mesg=(\d+)\D", file.read() + b"\n")
    return int(found[-1]) if found else 0


def asked(line, question):
    line.sendall(question)
    return line.recv(4096)


