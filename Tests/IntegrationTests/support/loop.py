"""A server of the bench: an asyncio loop on a thread of its own."""
import asyncio
import threading


class LoopServer:
    """Listens from `start` to `close`; what a subclass records it guards with `lock`."""

    def __init__(self, port=0):
        self.port = port
        self.lock = threading.Lock()
        self.loop = asyncio.new_event_loop()
        self._server = None
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    async def listen(self):
        """Returns the server; the subclass's part."""
        raise NotImplementedError

    def call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(20)

    def start(self):
        self._thread.start()
        self._server = self.call(self.listen())
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def close(self):
        if not self._thread.is_alive():
            return
        self.call(self._end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(20)
        self.loop.close()

    async def _end(self):
        if self._server:  # none if it could not listen
            self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
