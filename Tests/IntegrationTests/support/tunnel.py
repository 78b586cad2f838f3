"""A way to the broker that can be cut."""
import asyncio

from .loop import LoopServer


class Tunnel(LoopServer):
    def __init__(self, port, target, tls=None):
        super().__init__(port)
        self.target, self.tls = target, tls
        self._writers = set()

    async def listen(self):
        return await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self.tls)

    def cut(self):
        """Resets every connection; new ones are let through."""
        async def abort():
            for writer in self._writers:
                writer.transport.abort()

        self.call(abort())

    async def _serve(self, reader, writer):
        other_reader, other_writer = await asyncio.open_connection("127.0.0.1", self.target)
        both = {writer, other_writer}
        self._writers |= both
        try:
            await asyncio.gather(self._carry(reader, other_writer), self._carry(other_reader, writer))
        except OSError:
            pass
        finally:
            self._writers -= both
            for end in both:
                end.transport.abort()

    async def _carry(self, source, target):
        while chunk := await source.read(65536):
            target.write(chunk)
            await target.drain()
        target.transport.abort()
