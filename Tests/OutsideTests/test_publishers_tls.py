"""With `amqps` no publisher in `examples/` gives its password, or a job, to anybody but the broker that is meant."""
import os
import socket
import ssl
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

from live_broker import COMMANDS, EXAMPLES, PUBLISHERS


class Listener(threading.Thread):
    """Stands in for a broker; keeps what it is told first."""

    def __init__(self, certificate):
        super().__init__(daemon=True)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.told = []
        self.start()

    def run(self):
        while True:
            try:
                taken, _ = self.socket.accept()
            except OSError:
                return
            try:
                taken.settimeout(20)
                with self.context.wrap_socket(taken, server_side=True) as door:
                    self.told.append(door.recv(8))
            except OSError:
                self.told.append(b"")


class Publishers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def certificate(self, host):
        """Of itself, with its key in the same file."""
        file = self.folder / f"{host}.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "9",
             "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}", "-keyout", file, "-out", f"{file}.crt"],
            check=True, capture_output=True, timeout=60)
        file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
        return file

    def trust(self, certificate):
        """Variables that make each language trust it."""
        store = f"{certificate}.p12"
        subprocess.run(
            ["keytool", "-importcert", "-noprompt", "-storetype", "PKCS12", "-storepass", "changeit", "-keystore", store,
             "-file", f"{certificate}.crt"], check=False, capture_output=True, timeout=60)
        return {
            "SSL_CERT_FILE": f"{certificate}.crt", "NODE_EXTRA_CA_CERTS": f"{certificate}.crt",
            "JAVA_TOOL_OPTIONS": f"-Djavax.net.ssl.trustStore={store} -Djavax.net.ssl.trustStorePassword=changeit"}

    def first_words(self, language, certificate, trusted):
        """What a broker with that certificate is told first, in clear or through TLS."""
        listener = Listener(certificate)
        try:
            publisher = subprocess.Popen(
                COMMANDS[language], cwd=EXAMPLES, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **trusted, "AMQP_URL": f"amqps://guest:guest@localhost:{listener.port}/%2F"})
            try:
                publisher.wait(30)
            except subprocess.TimeoutExpired:
                publisher.kill()
                publisher.wait(20)
        finally:
            listener.socket.close()
        return set(listener.told)

    def test_only_the_broker_that_is_meant_is_spoken_to(self):
        right, wrong = self.certificate("localhost"), self.certificate("broker.example")
        for language, probe in PUBLISHERS.items():
            with self.subTest(language):
                if not probe[0] or subprocess.run(probe, cwd=EXAMPLES, capture_output=True, check=False).returncode:
                    self.skipTest(f"{language} or its library is not installed")
                self.assertEqual(self.first_words(language, right, self.trust(right)), {b"AMQP\0\0\x09\x01"})
                self.assertEqual(self.first_words(language, right, {}), {b""}, "nobody vouches for it")
                self.assertEqual(self.first_words(language, wrong, self.trust(wrong)), {b""}, "it is another one")


if __name__ == "__main__":
    unittest.main()
