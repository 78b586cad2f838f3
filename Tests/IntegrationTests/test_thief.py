"""Who may read broker, store, logs and metrics of a deployment that seals can name no recipient and no code.

A thief has it all and tries. The same thief with `store.hash_key` in hand succeeds, so that the test says something.
"""
import json
import random
import secrets
import unittest
from pathlib import Path

import yaml

from support import jobs
from support.broker import Broker
from support.gateway import BUSY, REFUSED
from support.places import ROOT
from support.post import DEAD, QUEUES
from support.redis import Redis
from support.relay import Refusal
from support.scene import Scene
from support.sealing import new_key, seal
from support.secrecy import leaks
from support.thief import Thief, of_code, of_recipient, rows_in
from support.waiting import until

KEY = new_key("2026-11")
HASH_KEY = secrets.token_hex(32)
PADDED = 1024  # bytes to which this backend fills up what it seals


def six_digits():
    return f"{random.randrange(10**6):06d}"


class Theft(Scene):
    """A worker, and jobs in every state; then the thief comes."""

    def make_broker(self):
        broker = Broker().start()  # whose disk is looked at, too: there no other test's jobs may lie
        self.addCleanup(broker.stop)
        return broker

    def setUp(self):
        super().setUp()
        self.answered_at_end = False
        self.backend = self.post.channel.queue_declare("backend", durable=True).method.queue
        self.post.channel.queue_bind(self.backend, "codebode.outcomes", "#")

    def put(self, job, key=None, exchange="codebode.jobs"):
        # Six digits stand in a database by chance.
        self.secrets += [(label, text) for label, text in jobs.secrets_of(job) if label != "code" or len(text) > 6]
        text = json.dumps(job).encode()
        body = seal(text.ljust(PADDED), KEY)
        key = key or job["kind"]
        if exchange == "codebode.jobs":
            self.post.publish(body, key, content_type="application/jose", message_id=job["id"])
        else:
            self.post.channel.basic_publish(exchange, key, body)
        return job

    def some(self, count):
        """Codes by SMS and by mail: of six digits, which he can try all, and such as can only be found as they are."""
        return [make(code=code) for _ in range(count // 4) for make in (jobs.login_code, jobs.login_code_mail)
                for code in (six_digits(), jobs.code())]

    def fill(self):
        """Jobs by what has become of them."""
        states = {"sent": [self.put(job) for job in self.some(200)]}
        states["sent"] += [self.put(jobs.login_code(code=None, totp={"secret": jobs.base32()})) for _ in range(10)]
        states["told"] = [self.put(jobs.phone_link()) for _ in range(5)] + [self.put(jobs.notice()) for _ in range(5)]
        states["rejected"] = [self.put(job) for job in (*self.late(20), *self.repeated(states["sent"][:5]))]
        for jobs_ in states.values():
            for job in jobs_:
                self.outcome(job, 60)
        states["failed"] = self.some(12)
        for job in states["failed"]:
            self.gateway.plan(job["recipient"].get("phone"), REFUSED)
            self.relay.plan(job["recipient"].get("email"), Refusal("RCPT", "550 5.1.1 unknown"))
            self.outcome(self.put(job), 60)
        states["tried"] = self.some(12)
        for job in states["tried"]:
            self.gateway.plan(job["recipient"].get("phone"), *[BUSY] * 40)
            self.relay.plan(job["recipient"].get("email"), *[Refusal("DATA", "451 4.3.0 not now")] * 40)
            self.put(job)
        long = ("codebode.retry.15s", "codebode.retry.60s")  # those in the others may be back before he comes
        until(lambda: sum(map(self.post.depth, long)) >= 5, "some wait for another try", 60)
        states["dead"] = [self.put(job, job["kind"], "codebode.dead") for job in self.some(12)]
        return states

    def late(self, count):
        return [{**job, "issued_at": jobs.moment(-600), "expires_at": jobs.moment(-5)} for job in self.some(count)]

    def repeated(self, sent):
        return [{**job, "code": six_digits()} for job in sent]

    def stolen(self):
        """What broker and store hold, and nothing of it is gone: name of the place and its bytes."""
        loot = {"definitions": self.broker.ctl("export_definitions", "-").encode()}
        loot |= self.stolen_store()
        self.messages = []
        for queue in [*QUEUES, DEAD, self.backend]:
            while (taken := self.post.channel.basic_get(queue))[0]:
                self.messages.append((queue, *taken))
        loot["messages"] = b"\n".join(body for *_, body in self.messages)
        loot["properties"] = "\n".join(f"{queue} {method} {properties} {properties.headers}"
                                       for queue, method, properties, _ in self.messages).encode()
        return loot

    def store(self):
        return {"store_url": f"sqlite:{self.folder}/store.db"}

    def stolen_store(self):
        files = {file.name: file.read_bytes() for file in self.folder.glob("store.db*")}
        return {**files, "rows": rows_in(self.folder / "store.db")}

    def disk(self):
        """What the broker has written, messages included; as bytes to search in, too many to try each for a hash."""
        return {str(file): file.read_bytes() for file in Path(self.broker.folder).rglob("*") if file.is_file()}

    def keys(self):
        """Every word of the configuration that he could take for a key."""
        words = {KEY.partition(":")[0], "codebode", "guest"}
        for text in yaml.safe_load_all((ROOT / "config/codebode.yaml").read_text(encoding="utf-8")):
            words |= {str(value) for group in text.values() if isinstance(group, dict) for value in group.values()}
        return [word.encode() for word in sorted(words) if word]

    def test_he_names_nobody_and_no_code(self):
        worker = self.work(
            seal_keys=KEY, seal_required="true", store_hash_key=HASH_KEY, limits_region_hour_count=100_000,
            **self.store())
        states = self.fill()
        metrics = worker.look("/metrics")[1].encode()
        worker.kill()
        states["waiting"] = [self.put(job) for job in self.some(40)]
        loot = {"metrics": metrics, "log": worker.log.encode(), **self.stolen()}
        everybody = [job for group in states.values() for job in group]
        queues = {queue for queue, *_ in self.messages}
        self.assertLessEqual({"codebode.send_code", DEAD, self.backend}, queues)
        self.assertTrue(any(".retry." in queue for queue in queues), queues)

        found = {place: leak for place, content in {**loot, **self.disk()}.items()
                 if (leak := leaks(content, self.secrets))}
        self.assertEqual(found, {}, "he has only to read")

        recipients = [(job["id"], of_recipient(job)) for job in everybody]
        codes = [(job["id"], of_code(job)) for job in everybody if "code" in job]
        thief = Thief(loot, self.keys())
        self.assertEqual(thief.named(recipients), set())
        self.assertEqual(thief.named(codes), set())
        all_codes = [(f"{code:06d}", [f"{code:06d}"]) for code in range(10**6)]
        self.assertEqual(Thief(loot).named(all_codes), set())

        lengths = {len(body) for queue, *_, body in self.messages if queue != self.backend}
        self.assertEqual(len(lengths), 1, "he cannot tell them apart by their length, since the backend fills them up")

        insider = Thief(loot, [bytes.fromhex(HASH_KEY)])
        by_sms = {job["id"] for job in states["sent"] if "phone" in job["recipient"]}
        named = insider.named(recipients)
        self.assertEqual(by_sms - named, set(), "with the hash key he has them all: he knows where to look")
        self.assertEqual({job["id"] for job in states["sent"]} - named, set())
        self.assertEqual(insider.named(codes), set(), "and yet no code: there is no hash of one")


class TheftOfRedis(Theft):
    def setUp(self):
        super().setUp()
        self.redis = self.kept(Redis().start())

    def store(self):
        return {"store_url": self.redis.url}

    def stolen_store(self):
        self.redis.command("config", "set", "rdbcompression", "no")
        self.redis.command("save")
        files = {file.name: file.read_bytes() for file in Path(self.redis.folder.name).rglob("*") if file.is_file()}
        self.assertLessEqual({".rdb", ".aof"}, {Path(name).suffix for name in files})
        return files


if __name__ == "__main__":
    unittest.main()
