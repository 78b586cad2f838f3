"""A mail relay (aiosmtpd) that does as it is told, and records envelopes and contents."""
import logging
from collections import defaultdict, deque
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP

from .loop import LoopServer

logging.getLogger("mail.log").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Refusal:
    """`at` is RCPT, DATA (after the content) or DROP (cut the connection after the content)."""

    at: str
    reply: str = ""


@dataclass(frozen=True)
class Mail:
    sender: str
    recipients: tuple
    content: bytes  # as on the wire, dots unstuffed
    accepted: bool


class Relay(LoopServer):
    def __init__(self, port=0, tls=None):
        super().__init__(port)
        self.tls = tls
        self._mails = []
        self._rcpts = []
        self._plans = defaultdict(deque)

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}?tls=none"

    @property
    def mails(self):
        with self.lock:
            return list(self._mails)

    def to(self, address):
        return [mail for mail in self.mails if address in mail.recipients]

    def asked_for(self, address):
        """How often RCPT named `address`."""
        with self.lock:
            return self._rcpts.count(address)

    def plan(self, address, *refusals):
        """What the next mails for `address` meet with; then they are taken again."""
        with self.lock:
            self._plans[address].extend(refusals)

    async def listen(self):
        def protocol():
            return SMTP(self, hostname="relay.example", loop=self.loop, decode_data=False, tls_context=self.tls)

        return await self.loop.create_server(protocol, "127.0.0.1", self.port)

    async def handle_RCPT(self, server, session, envelope, address, options):  # the names are aiosmtpd's
        with self.lock:
            self._rcpts.append(address)
            plan = self._plans[address]
            if plan and plan[0].at == "RCPT":
                return plan.popleft().reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        with self.lock:
            plan = self._plans[envelope.rcpt_tos[0]]
            refusal = plan.popleft() if plan else None
            recipients = tuple(envelope.rcpt_tos)
            self._mails.append(Mail(envelope.mail_from, recipients, envelope.original_content, refusal is None))
            number = len(self._mails)
        if refusal is None:
            return f"250 2.0.0 Ok: queued as 4FgD1x{number:04d}"
        if refusal.at == "DROP":
            server.transport.abort()
        return refusal.reply or "451 4.3.0 not now"
