"""The backend tells which codes were used: each is counted once, and a bad signal is set aside."""
import json
import sqlite3
import unittest

from support import jobs
from support.post import DEAD
from support.scene import Scene
from support.waiting import until

SIGNALS = "codebode.signals"


class Signals(Scene):
    def tell(self, *job_ids, **properties):
        for job_id in job_ids:
            self.publish({"verified": job_id}, "signals", **properties)

    def lines(self, message):
        """What the workers' logs say under `message`."""
        logs = [json.loads(line) for line in self.all_logs().splitlines() if line.startswith("{")]
        return [line for line in logs if line["message"] == message]

    def results(self, count, seconds=20):
        """Of `count` signals that were taken, sorted: job, result, and how loud it was said."""
        lines = until(
            lambda: found if len(found := self.lines("a signal was taken")) >= count else None,
            lambda: f"{count} signals are not taken; the workers say: {self.all_logs()[-1500:]}", seconds)
        return sorted((line["job"], line["result"], line["level"]) for line in lines)

    def refusals(self, count):
        """The notices on `count` bad signals: field and reason."""
        lines = until(
            lambda: found if len(found := self.lines("a signal cannot be read and goes to the dead letters")) >= count
            else None, lambda: f"{count} signals are not refused; the workers say: {self.all_logs()[-1500:]}")
        self.assertEqual({line["level"] for line in lines}, {"notice"})
        return [(line["field"], line["reason"]) for line in lines]

    def dead_letter(self):
        return until(lambda: letter if (letter := self.post.take(DEAD))[0] else None, "no dead letter")

    def test_the_code_of_a_job_is_counted_once_by_whichever_worker_hears_of_it(self):
        self.work(worker_queues="send_code")
        self.work(worker_queues="confirm_phone")
        code, phone_code, mail = jobs.login_code(), jobs.phone_code(), jobs.login_code_mail()
        for job in (code, phone_code, mail):
            self.sent(self.publish(job))
        self.tell(code["id"], phone_code["id"], mail["id"], "nobody-knows-this-one")
        told = [
            (code["id"], "counted", "debug"), (phone_code["id"], "counted", "debug"),
            (mail["id"], "unknown", "debug"), ("nobody-knows-this-one", "unknown", "debug"),
        ]
        self.assertEqual(self.results(4), sorted(told))
        self.tell(code["id"])
        self.assertEqual(self.results(5), sorted([*told, (code["id"], "unknown", "debug")]), "it was counted before")
        self.assertEqual(len(self.outcomes.events), 3, "a signal has no outcome")

    def test_every_worker_takes_signals_whatever_its_queues(self):
        self.work(worker_queues="confirm_phone")
        self.assertEqual(self.post.consumers(SIGNALS), 1)
        self.work(worker_queues="send_code,security_notice")
        self.assertEqual(self.post.consumers(SIGNALS), 2)

    def test_a_bad_signal_lies_with_the_dead_letters_and_the_log_says_why(self):
        self.work()
        secret = jobs.code()
        self.secrets.append(("code in a signal", secret))
        expected = {
            "8 to 64 characters of A-Za-z0-9._:- are expected": ("verified", {"verified": "a " + secret}),
            "the field has the wrong type": ("verified", {"verified": 12345678}),
            "the field is missing": ("verified", {}),
            "the contract has no such field; did you mean verified?": ("verifed", {"verifed": secret}),
            "the contract has no such field": ("-", {"verified": "job-0001", secret: True}),
            "the body is not JSON": ("-", secret.encode() + b"}"),
            "the body is larger than 16 KiB": ("-", b" " * (16 * 1024 + 1)),
        }
        for reason, (field, body) in expected.items():
            with self.subTest(reason):
                body = json.dumps(body).encode() if isinstance(body, dict) else body
                seen = len(self.lines("a signal cannot be read and goes to the dead letters"))
                self.publish(body, "signals")
                self.assertEqual(self.refusals(seen + 1)[-1], (field, reason))
                _, properties, letter = self.dead_letter()
                self.assertEqual(letter, body)
                self.assertEqual(properties.headers["codebode-reason"], "unreadable")
                self.assertEqual(
                    properties.headers["codebode-detail"], reason if field == "-" else f"{field}: {reason}")
        good = jobs.login_code()
        self.sent(self.publish(good))
        self.tell(good["id"])
        self.assertEqual(self.results(1), [(good["id"], "counted", "debug")], "the worker goes on")

    def test_a_signal_of_another_content_type_is_refused(self):
        self.work()
        reasons = {"text/plain": "application/json is expected", "application/jose": "a signal is not sealed"}
        for count, (content_type, reason) in enumerate(reasons.items(), 1):
            self.tell("some-job-0001", content_type=content_type)
            self.assertEqual(self.refusals(count)[-1], ("content_type", reason))
            self.dead_letter()

    def test_a_signal_waits_until_the_store_answers_again(self):
        self.work()
        code = jobs.login_code()
        self.sent(self.publish(code))
        lock = sqlite3.connect(self.folder / "store.db", isolation_level=None)
        self.addCleanup(lock.close)
        lock.execute("BEGIN EXCLUSIVE")
        self.tell(code["id"])
        until(lambda: self.depths().get("codebode.retry.1s"), "the signal waits", 30)
        self.assertEqual(self.lines("a signal was taken"), [])
        lock.execute("ROLLBACK")
        self.assertEqual(self.results(1, 30), [(code["id"], "counted", "debug")])


if __name__ == "__main__":
    unittest.main()
