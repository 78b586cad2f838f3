"""No code, secret, number, address, link or name stands in anything that is left behind, whatever happens to the jobs.

Every test looks for the secrets of its own jobs when it ends (`support/scene.py`). This one has the worker say all it
can, gives the installation secrets of its own (`support/keyring.py`), takes jobs down every road to every end
(`support/roads.py`), and looks at more places (`support/secret_scene.py`).
"""
import json
import signal
import unittest
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

from support import jobs
from support.gateway import HOLD
from support.places import OUTCOME_SCHEMA
from support.post import DEAD
from support.redis import Redis
from support.roads import ROADS, WITHOUT_SEAL, busy, echo, sealed
from support.secret_scene import SecretScene
from support.waiting import until


class EveryRoad(SecretScene):
    def test_nothing_is_told_on_any_road(self):
        worker = self.start()
        ended = self.go(ROADS)
        self.tell_of_receipts(ended)
        self.tell_of_signals(ended)
        self.publish_what_cannot_be_read()
        self.wait_in_the_broker()
        self.look(worker)
        self.assertIn("codebode_", self.said["/metrics"])
        self.check_store()
        self.check_secrecy()
        self.crash(worker)
        self.check_secrecy()

    def check_store(self):
        self.assertTrue((self.folder / "store.db-wal").stat().st_size > 0, "there is a write-ahead log to look at")

    def tell_of_receipts(self, ended):
        """With the number in them, of messages that nobody knows, and by who does not know the address."""
        sent = [job for job in ended if self.gateway.to(job["recipient"].get("phone"))]
        told = next(job for job in sent if self.outcomes.of(job["id"])[0].type == "sent" and "code" in job)
        number, code = told["recipient"]["phone"], told["code"]
        callback = self.gateway.to(number)[-1].sms["callback"]
        words = {"to": number, "text": code, "error": {"code": number, "text": f"{number} {code}"}}
        for receipt in (
            {"ref": number, "status": "lost", **words}, {"id": code, "status": "arrived", **words},
            {"ref": told["id"], "status": number, **words}, {"ref": told["id"], "status": "lost", **words},
        ):
            self.assertLess(self.post_to(callback, json.dumps(receipt).encode()), 300)
        self.assertEqual(self.post_to(callback, f"{number} {code}".encode()), 400)
        wrong = callback.replace(self.keys.receipt_secret, urllib.parse.quote(number))
        self.assertEqual(self.post_to(wrong, b"{}"), 403)
        until(lambda: any(event.type == "undelivered" for event in self.outcomes.of(told["id"])), "it is told")

    def post_to(self, url, body):
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, method="POST"), timeout=20) as answer:
                self.said[f"answer to {body}"] = answer.read().decode()
                return answer.status
        except urllib.error.HTTPError as error:
            self.said[f"refusal of {body}"] = error.read().decode()
            return error.code

    def tell_of_signals(self, ended):
        job = ended[0]
        self.publish({"verified": job["id"]}, "signals")
        body = json.dumps({"verified": job["code"], "code": job["code"]}).encode()
        self.publish(body, "signals", message_id=job["recipient"]["phone"])
        until(lambda: self.post.depth(DEAD) == 1, "it is set aside")

    def publish_what_cannot_be_read(self):
        """The secrets stand in the body, and in every property that a publisher may fill as it likes."""
        job = jobs.login_code()
        self.secrets += jobs.secrets_of(job)
        number, code = job["recipient"]["phone"], job["code"]
        correlation = str(uuid.uuid4())
        self.publish(
            echo(job)[:-1], "send_code", message_id=f"{number} {code}", type=code, app_id=number,
            headers={"traceparent": number, "tracestate": code, number: code}, reply_to=self.outcomes.reply_queue,
            correlation_id=correlation)
        until(lambda: any(reply.properties.correlation_id == correlation for reply in self.outcomes.replies), "refused")

    def wait_in_the_broker(self):
        """Of a job in clear the properties tell nothing that its body does not; of a sealed one the body does not."""
        for make in (jobs.login_code, jobs.login_code_mail):
            plain, closed = make(), make()
            for job in (plain, closed):
                busy(self, job)
            self.publish(plain)
            sealed(self, closed)
            copies = {}
            until(lambda: self.gather(copies) and {plain["id"], closed["id"]} <= set(copies), "both wait", 40)
            for job in (plain, closed):
                properties, body = copies[job["id"]]
                self.said[f"properties of {job['id']}"] = repr(properties) + repr(properties.headers)
                if job is closed:
                    self.said[f"body of {job['id']}"] = body.decode()

    def gather(self, copies):
        for delay in ("1s", "5s", "15s", "60s"):
            while (taken := self.post.take(f"codebode.retry.{delay}"))[0]:
                copies[taken[1].message_id] = taken[1:]
        return copies

    def crash(self, worker):
        """With a job on the wire."""
        held = jobs.login_code()
        self.gateway.plan(held["recipient"]["phone"], HOLD)
        self.publish(held)
        until(lambda: self.gateway.to(held["recipient"]["phone"]), "on the wire")
        worker.process.send_signal(signal.SIGSEGV)
        self.assertEqual(worker.exit_code(), -signal.SIGSEGV)
        self.assertFalse(self.outcomes.of(held["id"]))

    def test_nothing_is_told_where_every_job_has_to_be_sealed(self):
        self.start(seal_required="true")
        self.go(WITHOUT_SEAL)

    def test_every_end_that_the_contract_names_has_a_road(self):
        parts = OUTCOME_SCHEMA["$defs"]
        named = {(outcome, reason) for outcome in ("rejected", "failed")
                 for reason in parts[outcome]["properties"]["reason"]["enum"]} | {("sent", None)}
        taken = {(outcome, reason) for outcome, reason, *_ in ROADS + WITHOUT_SEAL}
        self.assertEqual(taken, named)
        by_channel = {channel: {way[:2] for way in ROADS + WITHOUT_SEAL if way[2] == channel} for channel in
                      ("sms", "email")}
        self.assertEqual(named - by_channel["sms"], {("rejected", "link_not_allowed")})
        self.assertEqual(named - by_channel["email"], {("rejected", "destination_not_allowed")})


class EveryRoadByRedis(SecretScene):
    def setUp(self):
        super().setUp()
        self.redis = self.kept(Redis().start())

    def store(self):
        return {"store_url": self.redis.url}

    def left_behind(self):
        places = super().left_behind()
        if self.redis.process.poll() is None:
            self.redis.command("config", "set", "rdbcompression", "no")
            self.redis.command("save")
            kept = [file for file in Path(self.redis.folder.name).rglob("*") if file.is_file()]
            self.assertLessEqual({".rdb", ".aof"}, {file.suffix for file in kept})
            places |= {f"Redis' {file.name}": file.read_bytes() for file in kept}
        return places

    def test_nothing_is_told_on_any_road(self):
        worker = self.start()
        self.go(ROADS)
        self.look(worker)
        self.check_secrecy()


if __name__ == "__main__":
    unittest.main()
