"""Login codes by aio-pika, aiohttp and aiosmtplib, on uvloop: a process for each core."""
import asyncio
import json
import multiprocessing
import os
import signal

import aio_pika
import aiohttp
import aiosmtplib
import uvloop
from message import HEADERS, mail, sms

PROCESSES = 2


class Worker:
    def __init__(self, in_flight):
        self.in_flight = in_flight
        self.sessions = asyncio.Queue()
        self.under_way = set()

    async def run(self):
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        if relay := os.environ.get("RELAY"):
            host, port = relay.split(":")
            for _ in range(self.in_flight):
                session = aiosmtplib.SMTP(hostname=host, port=int(port), start_tls=False)
                await session.connect()
                self.sessions.put_nowait(session)
        connector = aiohttp.TCPConnector(limit=self.in_flight)
        timeout = aiohttp.ClientTimeout(total=10)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout, headers=HEADERS) as self.client:
            connection = await aio_pika.connect(os.environ["AMQP_URL"])
            async with connection:
                channel = await connection.channel(publisher_confirms=False)
                await channel.set_qos(self.in_flight)
                queue = await channel.get_queue("codebode.send_code", ensure=False)
                tag = await queue.consume(self.take)
                await stop.wait()
                await queue.cancel(tag)
                await asyncio.gather(*self.under_way)

    async def take(self, delivery):
        task = asyncio.current_task()
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        async with delivery.process(requeue=True):
            await self.send(json.loads(delivery.body))

    async def send(self, job):
        if job["channel"] == "sms":
            async with self.client.post(os.environ["GATEWAY_URL"], data=sms(job)) as answer:
                answer.raise_for_status()
                await answer.json()
            return
        session = await self.sessions.get()
        try:
            await session.send_message(mail(job))
        finally:
            self.sessions.put_nowait(session)


def main():
    uvloop.run(Worker(int(os.environ["IN_FLIGHT"]) // PROCESSES).run())


if __name__ == "__main__":
    processes = [multiprocessing.Process(target=main) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    signal.signal(signal.SIGTERM, lambda *_: [process.terminate() for process in processes])
    for process in processes:
        process.join()
