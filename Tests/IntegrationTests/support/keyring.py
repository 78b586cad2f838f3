"""The secrets of an installation: each of its own, in a file that the settings name, as docs/installing.md has it."""
import base64
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

from .places import ROOT
from .relay import Relay
from .sealing import new_key

CREDENTIALS = """
credentials: [token]
receipts:
  type: json
  id: id
  reference: ref
  status: status
  code: error.code
  statuses: {delivered: [arrived], undelivered: [lost]}
  signature: {scheme: none, secret: receipt_secret}
  request:
    fields: {callback: "{{receipts_url}}"}
"""


class LoginRelay(Relay):
    """A relay that takes any name and password."""

    async def listen(self):
        def protocol():
            return SMTP(
                self, hostname="relay.example", loop=self.loop, decode_data=False, auth_require_tls=False,
                authenticator=lambda *_: AuthResult(success=True))

        return await self.loop.create_server(protocol, "127.0.0.1", self.port)


class Keyring:
    """Its folder is no part of what is searched: there the secrets may stand."""

    def __init__(self, broker, relay):
        self.place = tempfile.TemporaryDirectory(prefix="codebode-keys-", ignore_cleanup_errors=True)
        self.folder = Path(self.place.name)
        self.seal_key = new_key("2026-11")
        # In hex: a password that begins with a dash would be an option to rabbitmqctl.
        self.receipt_secret = secrets.token_hex(24)
        self.token, self.broker_password, self.relay_password = (secrets.token_hex(18) for _ in range(3))
        self.hash_key = secrets.token_hex(32)
        key = ["openssl", "genpkey", "-algorithm", "ed25519"]
        self.dkim_key = subprocess.run(key, capture_output=True, text=True, check=True).stdout
        self.broker, self.user = broker, f"worker-{secrets.token_hex(4)}"
        broker.ctl("add_user", self.user, self.broker_password)
        broker.ctl("set_permissions", self.user, ".*", ".*", ".*")
        self.held = {
            "amqp_url": broker.url.replace("guest:guest", f"{self.user}:{self.broker_password}"),
            "store_hash_key": self.hash_key,
            "seal_keys": self.seal_key,
            "gateways_sandbox_token": self.token,
            "gateways_sandbox_receipt_secret": self.receipt_secret,
            "mail_relays": relay.url.replace("smtp://", f"smtp://worker:{self.relay_password}@"),
            "mail_dkim_key": self.dkim_key,
        }
        for name, secret in self.held.items():
            (self.folder / name).write_text(secret + "\n")

    @property
    def settings(self):
        """What a worker gets: where the secrets lie, and the texts that go with them."""
        files = {f"{name}_file": self.folder / name for name in self.held}
        return {**files, "mail_dkim_domain": "caren.example", "mail_dkim_selector": "k1"}

    @property
    def secrets(self):
        """Label and text, or bytes, as `leaks` takes them."""
        key = self.seal_key.partition(":")[2]
        body = "".join(self.dkim_key.splitlines()[1:-1])
        return [
            ("broker's password", self.broker_password), ("relay's password", self.relay_password),
            ("gateway's token", self.token), ("receipt secret", self.receipt_secret), ("hash key", self.hash_key),
            ("hash key's bytes", bytes.fromhex(self.hash_key)), ("seal key", key), ("seal key's bytes", raw(key)),
            ("DKIM key", body), ("DKIM key's bytes", raw(body)[-32:]),
        ]

    def configuration(self, folder):
        """A copy of ours in which the gateway has a credential and sends receipts; returns its file."""
        shutil.copytree(ROOT / "config", folder)
        file = folder / "gateways/sandbox.yaml"
        text = file.read_text(encoding="utf-8").replace("Bearer sandbox", "Bearer {{token}}")
        file.write_text(text + CREDENTIALS, encoding="utf-8")
        return folder / "codebode.yaml"

    def close(self):
        self.broker.ctl("delete_user", self.user)
        self.place.cleanup()


def raw(text):
    return base64.urlsafe_b64decode(text.replace("+", "-").replace("/", "_") + "==")
