"""Against a real broker: the private broker keeps its word, and every publish example that can run here does.

Not part of the quick run; takes about a minute:
    python3 -m unittest discover -s Tests/OutsideTests -p 'live_*.py'
"""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
from datetime import datetime, timezone
from pathlib import Path

import pika
from jsonschema import Draft202012Validator

from sealing import KEY, opened

ROOT = Path(__file__).resolve().parents[2]
BROKER = ROOT / "scripts" / "broker"
EXAMPLES = ROOT / "examples"
PUBLISHERS = {
    "python": [sys.executable, "-c", "import pika"],
    "php": [shutil.which("php"), "-r", "exit(stream_resolve_include_path('PhpAmqpLib/autoload.php') ? 0 : 1);"],
    "ruby": [shutil.which("ruby"), "-e", "require 'bunny'"],
    "node": [shutil.which("node"), "--input-type=module", "-e", "import 'amqplib'"],
    "java": [shutil.which("javac") and "/usr/bin/test", "-e", "/usr/share/java/amqp-client.jar"],
}
COMMANDS = {
    "python": [sys.executable, "publish.py"],
    "php": ["php", "publish.php"],
    "ruby": ["ruby", "publish.rb"],
    "node": ["node", "publish.mjs"],
    "java": ["java", "-cp", "/usr/share/java/*", "Publish.java"],
}


def schema(name):
    return Draft202012Validator(json.loads((ROOT / "docs" / "schema" / name).read_text()))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def broker(*arguments, expect=0):
    run = subprocess.run([BROKER, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    assert run.returncode == expect, f"broker {arguments} ended with {run.returncode}: {run.stderr}"
    return run.stdout.strip()


class Worker(threading.Thread):
    """Stands in for the worker: takes one job, notes how it came, and answers `sent` to its reply queue."""

    def __init__(self, url, read=json.loads):
        super().__init__(daemon=True)
        self.connection = pika.BlockingConnection(pika.URLParameters(url))
        self.read = read
        self.seen = None

    def run(self):
        channel = self.connection.channel()
        method, properties, body = next(channel.consume("codebode.send_code", inactivity_timeout=60))
        if method is not None:
            self.seen = (properties, self.read(body))
            channel.basic_publish(
                "",
                properties.reply_to,
                json.dumps(outcome(self.seen[1])).encode(),
                pika.BasicProperties(correlation_id=properties.correlation_id),
            )
            channel.basic_ack(method.delivery_tag)
        self.connection.close()


def outcome(job):
    return {
        "specversion": "1.0",
        "id": f"{job['id']}/sent",
        "source": "/codebode",
        "type": "codebode.sent",
        "subject": job["id"],
        "time": datetime.now(timezone.utc).isoformat(),
        "datacontenttype": "application/json",
        "data": {
            "job": job["id"],
            "account": job["account"],
            "kind": job["kind"],
            "purpose": job["purpose"],
            "channel": "sms",
            "provider": "sandbox",
            "provider_message_id": "1",
            "attempts": 1,
            "segments": 1,
            "queued_ms": 1,
            "elapsed_ms": 1,
            "remaining_s": 590,
            "possible_duplicate": False,
        },
    }


class LiveBroker(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="codebode-broker-")
        cls.port = free_port()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.addClassCleanup(lambda: broker("stop", "--dir", cls.folder))
        definitions = ROOT / "config" / "definitions.json"
        cls.url = broker("start", "--dir", cls.folder, "--port", cls.port, "--definitions", definitions)

    def connect(self):
        connection = pika.BlockingConnection(pika.URLParameters(self.url))
        self.addCleanup(connection.close)
        return connection.channel()

    def publisher(self, language, **environment):
        probe = PUBLISHERS[language]
        if probe[0] is None or subprocess.run(probe, cwd=EXAMPLES, capture_output=True).returncode != 0:
            self.skipTest(f"{language} or its AMQP library is not installed")
        return subprocess.Popen(
            COMMANDS[language],
            cwd=EXAMPLES,
            env={**os.environ, "AMQP_URL": self.url, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def publishes_and_prints(self, language):
        publisher = self.publisher(language)
        worker = Worker(self.url)
        worker.start()
        out, err = publisher.communicate(timeout=60)
        worker.join(60)
        self.assertEqual(publisher.returncode, 0, err)
        properties, job = worker.seen
        schema("job.schema.json").validate(job)
        self.assertEqual(properties.delivery_mode, 2)
        self.assertEqual(properties.content_type, "application/json")
        self.assertEqual(properties.message_id, job["id"])
        self.assertEqual(json.loads(out)["subject"], job["id"])
        schema("outcome.schema.json").validate(json.loads(out))

    def seals(self, language):
        publisher = self.publisher(language, SEAL_KEY=KEY)
        worker = Worker(self.url, read=lambda body: json.loads(opened(body)))
        worker.start()
        _, err = publisher.communicate(timeout=60)
        worker.join(60)
        self.assertEqual(publisher.returncode, 0, err)
        properties, job = worker.seen
        self.assertEqual(properties.content_type, "application/jose")
        self.assertEqual(properties.message_id, job["id"])
        schema("job.schema.json").validate(job)

    def tells_unroutable(self, language):
        channel = self.connect()
        channel.queue_unbind("codebode.send_code", "codebode.jobs", "send_code")
        self.addCleanup(channel.queue_bind, "codebode.send_code", "codebode.jobs", "send_code")
        publisher = self.publisher(language)
        _, err = publisher.communicate(timeout=60)
        self.assertEqual(publisher.returncode, 1)
        self.assertIn("is the topology declared?", err)

    def test_a_job_put_off_comes_back_to_its_own_queue(self):
        channel = self.connect()
        channel.confirm_delivery()
        once = pika.BasicProperties(delivery_mode=2)
        channel.basic_publish("codebode.retry.1s", "confirm_phone", b"later", once, mandatory=True)
        method, _, body = next(channel.consume("codebode.confirm_phone", inactivity_timeout=20))
        self.assertEqual(body, b"later")
        self.assertEqual((method.exchange, method.routing_key), ("codebode.jobs", "confirm_phone"))
        channel.basic_ack(method.delivery_tag)

    def test_a_job_that_comes_back_too_often_ends_in_the_dead_letters(self):
        channel = self.connect()
        channel.confirm_delivery()
        once = pika.BasicProperties(delivery_mode=2)
        channel.basic_publish("codebode.jobs", "security_notice", b"poison", once, mandatory=True)
        for _ in range(21):
            method, _, _ = next(channel.consume("codebode.security_notice", inactivity_timeout=20))
            channel.basic_nack(method.delivery_tag)
        channel.cancel()
        method, _, body = next(channel.consume("codebode.dead", inactivity_timeout=20))
        self.assertEqual(body, b"poison")
        channel.basic_ack(method.delivery_tag)

    def test_a_killed_broker_comes_back_with_its_jobs_beside_another_one(self):
        with tempfile.TemporaryDirectory() as folder:
            port = free_port()
            definitions = ROOT / "config" / "definitions.json"
            url = broker("start", "--dir", folder, "--port", port, "--definitions", definitions)
            try:
                with pika.BlockingConnection(pika.URLParameters(url)) as connection:
                    channel = connection.channel()
                    channel.confirm_delivery()
                    kept = pika.BasicProperties(delivery_mode=2)
                    channel.basic_publish("codebode.jobs", "send_code", b"still here", kept, mandatory=True)
                broker("kill", "--dir", folder)
                with self.assertRaises(OSError):
                    socket.create_connection(("127.0.0.1", port), timeout=2)
                self.assertEqual(broker("restart", "--dir", folder), url)
                with pika.BlockingConnection(pika.URLParameters(url)) as connection:
                    jobs = connection.channel().consume("codebode.send_code", auto_ack=True, inactivity_timeout=20)
                    self.assertEqual(next(jobs)[2], b"still here")
                self.assertIn("send_code", broker("ctl", "--dir", self.folder, "--", "list_queues", "name"))
                broker("start", "--dir", f"{folder}/other", "--port", port, expect=69)
            finally:
                broker("stop", "--dir", folder)


def add_tests():
    for language in COMMANDS:
        def publishes(self, language=language):
            self.publishes_and_prints(language)

        def unroutable(self, language=language):
            self.tells_unroutable(language)

        def sealing(self, language=language):
            self.seals(language)

        if language != "java":  # whose program is one file
            setattr(LiveBroker, f"test_the_{language}_example_seals_the_job_when_it_has_a_key", sealing)
        setattr(LiveBroker, f"test_the_{language}_example_publishes_a_valid_job_and_prints_its_outcome", publishes)
        setattr(LiveBroker, f"test_the_{language}_example_tells_when_no_queue_takes_the_job", unroutable)


add_tests()

if __name__ == "__main__":
    unittest.main()
