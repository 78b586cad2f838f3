"""The SMS gateway and the mail relay, with a door for each worker, and moods that faults put them in."""
import asyncio
import email
import email.policy
import email.utils
import json
import logging
import random
import time
from collections import Counter
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP

from judge.ledger import Arrival
from support.loop import LoopServer

logging.getLogger("mail.log").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Mood:
    """What is done to a share of the messages; the others are taken."""

    what: str = "taking"
    share: float = 1.0


class FarSide(LoopServer):
    """Listens at several ports at once; `down` and `up` may come in turns."""

    def __init__(self, ledger, ports, seed):
        super().__init__(ports[0])
        self.ledger, self.ports = ledger, ports
        self.dice = random.Random(seed)
        self.mood = Mood()
        self.met = Counter()  # messages by what was done to them
        self.mistakes = []  # of ours
        self._servers, self._open = [], set()

    async def listen(self):
        self._servers = [await self.serve(port) for port in self.ports]
        return self._servers[0]

    def down(self):
        self.call(self._down())

    async def _down(self):
        for server in self._servers:
            server.close()
        for transport in list(self._open):
            transport.abort()

    def up(self):
        self._server = self.call(self.listen())

    async def _end(self):
        await self._down()
        await super()._end()

    def treat(self):
        """What becomes of the next message."""
        what = self.mood.what if self.dice.random() < self.mood.share else "taking"
        if what != "taking":
            self.met[what] += 1
        return what


class Gateway(FarSide):
    """Speaks as `config/gateways/sandbox.yaml` wants it."""

    ANSWERS = {
        "error": (500, "unclear"), "throttling": (429, "busy"), "refusing": (400, "refused"), "cutting": (0, "taken")}

    async def serve(self, port):
        return await asyncio.start_server(self._serve, "127.0.0.1", port, backlog=1000)

    async def _serve(self, reader, writer):
        self._open.add(writer.transport)
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        except Exception as error:
            self.mistakes.append(f"the gateway: {error!r}")
            raise
        finally:
            self._open.discard(writer.transport)
            writer.close()

    async def _answer(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
        fields = dict(line.lower().split(": ", 1) for line in head[:-4].split("\r\n")[1:])
        sms = json.loads(await reader.readexactly(int(fields["content-length"])))
        what = self.treat()
        status, answer = self.ANSWERS.get(what, (202, "taken"))
        job = self.ledger.jobs.get(sms["reference"])
        # The life is told in whole seconds, rounded down.
        begun = job.expires_at - sms["validity_s"] - 1 if job else 0
        self.ledger.arrive(Arrival(sms["reference"], time.time(), begun, "sms", sms["to"], sms["text"], answer))
        if what == "slow":
            await asyncio.sleep(self.dice.uniform(1, 14))
        if status == 0:
            writer.transport.abort()
            return False
        writer.write(self._response(status, sms) * (2 if what == "answering twice" else 1))
        await writer.drain()
        return True

    @staticmethod
    def _response(status, sms):
        content = json.dumps({
            202: {"id": f"gw-{sms['reference']}", "status": "accepted"},
            400: {"error": {"code": "invalid_recipient"}},
        }.get(status, {})).encode()
        wait = b"Retry-After: 1\r\n" if status == 429 else b""
        return b"HTTP/1.1 %d Said\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s" % (
            status, wait, len(content), content)


class Relay(FarSide):
    async def serve(self, port):
        return await self.loop.create_server(
            lambda: SMTP(self, hostname="relay.example", loop=self.loop, decode_data=False), "127.0.0.1", port)

    async def handle_RCPT(self, server, session, envelope, address, options):  # the names are aiosmtpd's
        if self.mood.what == "greylisting" and self.treat() == "greylisting":
            return "451 4.7.1 Greylisted, please try again in 2 seconds"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        what = self.treat() if self.mood.what == "cutting the mail" else "taking"
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content()
        begun = email.utils.parsedate_to_datetime(mail["Date"]).timestamp()
        job = mail["Message-ID"].strip("<>").partition("@")[0]
        self.ledger.arrive(Arrival(job, time.time(), begun, "email", envelope.rcpt_tos[0], text, "taken"))
        if what == "cutting the mail":
            server.transport.abort()
        return "250 2.0.0 Ok: queued"

    async def handle_exception(self, error):
        self.mistakes.append(f"the relay: {error!r}")
        return "451 4.3.0 a mistake of the bench"
