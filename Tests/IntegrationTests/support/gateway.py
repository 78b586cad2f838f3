"""An SMS gateway that does as it is told, and records the wire."""
import asyncio
import json
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import formatdate

from .loop import LoopServer


@dataclass(frozen=True)
class Reply:
    """How the gateway treats one request; `body` None for the usual one of its status."""

    status: int = 202
    body: bytes | None = None
    delay: float = 0
    hold: bool = False  # until `release`
    drop: bool = False  # cut the connection when the body has come


@dataclass(frozen=True)
class Request:
    at: datetime
    line: str
    headers: dict
    body: bytes

    @property
    def sms(self):
        return json.loads(self.body)


REFUSED = Reply(400, b'{"error":{"code":"invalid_recipient"}}')
BUSY = Reply(503, b'{"error":{"code":"busy"}}')
DROP = Reply(drop=True)
HOLD = Reply(hold=True)


class Gateway(LoopServer):
    def __init__(self, port=0, usual=Reply(), tls=None):
        super().__init__(port)
        self.tls = tls
        self.usual = usual
        self._requests = []
        self._plans = defaultdict(deque)
        self._released = asyncio.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def requests(self):
        with self.lock:
            return list(self._requests)

    def to(self, phone):
        return [request for request in self.requests if request.sms["to"] == phone]

    def plan(self, phone, *replies):
        """What the next requests for `phone` get; then `usual` again."""
        with self.lock:
            self._plans[phone].extend(replies)

    def release(self):
        """Lets go of all requests that are held, and holds none from then on."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._released.set)

    async def listen(self):
        return await asyncio.start_server(self._serve, "127.0.0.1", self.port, backlog=1000, ssl=self.tls)

    async def _serve(self, reader, writer):
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
        line, *fields = head[:-4].split("\r\n")
        if line.startswith("HEAD "):  # asks for the time, and hands nothing in
            writer.write(f"HTTP/1.1 405 Said\r\nDate: {formatdate(usegmt=True)}\r\n\r\n".encode())
            return True
        headers = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        reply, number = self._note(Request(datetime.now(timezone.utc), line, headers, body))
        if reply.delay:
            await asyncio.sleep(reply.delay)
        if reply.hold:
            await self._released.wait()
        if reply.drop:
            writer.transport.abort()
            return False
        usual = b'{"id":"gw-%d","status":"accepted"}' % number if reply.status == 202 else b'{}'
        content = usual if reply.body is None else reply.body
        writer.write(
            b"HTTP/1.1 %d Said\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            % (reply.status, len(content), content)
        )
        await writer.drain()
        return True

    def _note(self, request):
        with self.lock:
            self._requests.append(request)
            plan = self._plans[request.sms["to"]]
            return plan.popleft() if plan else self.usual, len(self._requests)
