"""`codebode dead`: what was set aside, what of it can still be used, and what becomes of the rest."""
import json
import os
import pty
import subprocess
import time
import unittest

import pika

from support import jobs
from support.jobs import secrets_of
from support.places import PROGRAM, ROOT
from support.post import DEAD, connect
from support.scene import Scene
from support.sealing import new_key, seal
from support.tunnel import Tunnel
from support.waiting import until
from support.worker import codebode, environment

LIMIT = 20


def letter(job, reason, detail):
    """As a worker writes one."""
    return pika.BasicProperties(
        content_type="application/json", delivery_mode=2, message_id=job["id"], timestamp=int(time.time()),
        headers={"codebode-reason": reason, "codebode-detail": detail})


class DeadLetters(Scene):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.post.channel.queue_purge, DEAD)

    def dead(self, *arguments, **settings):
        done = codebode("dead", *arguments, amqp_url=self.broker.url, **settings)
        (self.folder / f"said-{len(list(self.folder.iterdir()))}.txt").write_text(done.stdout + done.stderr)
        return done

    def said(self, *arguments, **settings):
        done = self.dead(*arguments, **settings)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return done.stdout

    def answer(self, *arguments, **settings):
        return json.loads(self.said(*arguments, "--json", **settings))

    def states(self, **settings):
        return {letter["job"]: letter["state"] for letter in self.answer("list", **settings)["letters"]}

    def exhaust(self, *published, key="send_code"):
        """Takes jobs from their queue as often as the broker allows, and settles none, as one does that crashes."""
        lying = self.post.depth(DEAD)
        connection = connect(self.broker.url)
        channel = connection.channel()
        for _ in range(LIMIT + 1):
            tags = [until(lambda: channel.basic_get(f"codebode.{key}")[0], "a job").delivery_tag for _ in published]
            channel.basic_nack(tags[-1], multiple=True)
        connection.close()
        until(lambda: self.post.depth(DEAD) == lying + len(published), "they are set aside")

    def test_nothing_was_set_aside(self):
        self.assertEqual(self.said("list"), "No letter was set aside.\n")
        self.assertEqual(self.answer("list"), {"total": 0, "letters": []})
        self.assertEqual(self.answer("replay")["replayed"], 0)
        self.assertEqual(self.answer("purge"), {"removed": 0})

    def test_what_is_alive_is_sent_on_and_the_rest_says_why_not(self):
        alive, short, expired = jobs.login_code(), jobs.login_code(life=29), jobs.login_code(life=-5)
        expired["issued_at"] = jobs.moment(-60)
        for job in (alive, short, expired):
            self.publish(job, headers={"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"})
        self.exhaust(alive, short, expired)
        states = {alive["id"]: "alive", short["id"]: "too_late", expired["id"]: "expired"}
        self.assertEqual(self.states(), states)
        self.assertEqual(self.states(), states, "looking changes nothing")
        self.assertIn("3 of 3 letters: 1 alive, 1 expired, 1 too_late.", self.said("list"))
        letter = next(one for one in self.answer("list")["letters"] if one["job"] == alive["id"])
        self.assertEqual((letter["kind"], letter["reason"]), ("send_code", "delivery_limit"))
        self.assertAlmostEqual(letter["remaining_s"], 600, delta=60)

        refused = self.dead("replay")
        self.assertEqual(refused.returncode, 65)
        self.assertIn("1 alive, 1 expired, 1 too_late. Send 1 on? Say --yes; nothing was changed", refused.stderr)
        self.assertEqual(self.post.depth("codebode.send_code"), 0)
        answer = self.answer("replay", "--yes")
        self.assertEqual(answer["replayed"], 1)
        self.assertEqual({state for state, count in answer["left"].items() if count}, {"expired", "too_late"})
        until(lambda: self.post.depth(DEAD) == 2, "only the rest lies there")
        self.work()
        self.assertIn("traceparent", self.sent(alive).document)
        self.assertEqual(len(self.gateway.requests), 1)
        self.assertEqual(self.answer("purge", "--yes"), {"removed": 2})
        until(lambda: self.post.depth(DEAD) == 0, "nothing is left")

    def test_a_job_that_was_sent_is_not_sent_again_by_a_replay(self):
        job = jobs.login_code()
        worker = self.work()
        first = self.sent(self.publish(job))
        worker.terminate()
        worker.exit_code()
        self.publish(job)
        self.exhaust(job)
        self.assertEqual(self.answer("replay", "--yes")["replayed"], 1)
        self.work()
        until(lambda: len(self.outcomes.of(job["id"])) == 2, "it is told again")
        self.assertEqual({event.document["id"] for event in self.outcomes.of(job["id"])}, {first.document["id"]})
        self.assertEqual(len(self.gateway.requests), 1)

    def test_signals_that_cannot_be_read_are_told_apart_by_their_field(self):
        self.work()
        self.publish(b'{"verified": "x"}', "signals", message_id="to jan@example.org 482913")
        until(lambda: self.post.depth(DEAD) == 1, "it is set aside")
        letter = self.answer("list")["letters"][0]
        self.assertIn(letter.pop("age_s"), range(60))
        self.assertEqual(
            letter, {
                "kind": "signals", "reason": "unreadable", "state": "unreadable", "field": "verified",
                "detail": "verified: 8 to 64 characters of A-Za-z0-9._:- are expected"})
        self.assertIn("it cannot be read", self.said("list"))
        self.assertNotIn("482913", self.said("list"))
        self.assertEqual(self.answer("replay", "--yes")["replayed"], 0)
        self.assertEqual(self.answer("purge", "--kind", "send_code", "--yes"), {"removed": 0})
        self.assertEqual(self.answer("purge", "--kind", "signals", "--yes"), {"removed": 1})

    def test_what_a_stranger_writes_there_is_no_danger_to_a_terminal(self):
        job = jobs.login_code()
        for reason, detail in (("crashed", "a\x1b[2Jb" + 300 * "x"), ("x\x1b[2J", "c")):
            self.post.channel.basic_publish("codebode.dead", "send_code", json.dumps(job), letter(job, reason, detail))
        crashed, other = self.answer("list")["letters"]
        self.assertEqual((crashed["reason"], crashed["detail"]), ("crashed", "a[2Jb" + 195 * "x"))
        self.assertEqual((other["reason"], other.get("detail")), ("unknown", None))
        self.assertNotIn("\x1b", self.said("list") + self.said("show", job["id"]))
        self.answer("purge", "--yes")

    def test_one_letter_is_shown_with_its_secrets_masked(self):
        job = jobs.login_code()
        self.publish(job)
        self.exhaust(job)
        shown = self.said("show", job["id"])
        for row in (f"job        {job['id']}", "kind       send_code", "state      alive", "reason     delivery_limit",
                    "why        it came back unsettled 20 times", f"account    {job['account']}", f"phone      +•••{job['recipient']['phone'][-2:]}"):
            self.assertIn(row + "\n", shown)
        misspelt = self.dead("list", "--reason", "delivery-limit")
        self.assertEqual(misspelt.returncode, 64)
        self.assertIn("unreadable, waited_too_long, crashed, delivery_limit", misspelt.stderr)
        unknown = self.dead("show", "no-such-job")
        self.assertEqual(unknown.returncode, 65)
        self.assertIn("no letter of this job", unknown.stderr)
        self.answer("purge", "--yes")

    def test_a_sealed_letter_is_opened_only_with_its_key(self):
        job = jobs.login_code()
        key = new_key("k1")
        self.secrets += secrets_of(job)
        self.publish(seal(job, key), "send_code", content_type="application/jose", message_id=job["id"])
        self.exhaust(job)
        self.assertEqual(self.states(), {job["id"]: "sealed"})
        self.assertEqual(self.states(seal_keys=key), {job["id"]: "alive"})
        self.answer("purge", "--yes")

    def test_on_a_terminal_it_asks_and_no_is_no(self):
        job = jobs.login_code()
        self.publish(job)
        self.exhaust(job)
        self.assertIn("1 letters: 1 alive. Remove them for good? [y/N]", self.typed("n", "purge"))
        self.assertEqual(self.post.depth(DEAD), 1)
        self.assertIn("Removed: 1.", self.typed("y", "purge"))
        until(lambda: self.post.depth(DEAD) == 0, "nothing is left")

    def test_nothing_is_called_removed_when_the_connection_was_lost_before_the_answer(self):
        job = jobs.login_code()
        self.publish(job)
        self.exhaust(job)
        tunnel = self.kept(Tunnel(0, self.broker.port).start())
        said = self.typed(
            "y", "purge", url=f"amqp://guest:guest@127.0.0.1:{tunnel.port}/%2F", meanwhile=tunnel.cut, ending=69)
        self.assertIn("the connection to RabbitMQ was lost, and letters may still be there", said)
        self.assertNotIn("Removed", said)
        until(lambda: self.post.depth(DEAD) == 1, "it still lies there")
        self.answer("purge", "--yes")

    def typed(self, word, *arguments, url=None, meanwhile=lambda: None, ending=0):
        """Runs it on a terminal where somebody types, after something happened while it asked."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [PROGRAM, "dead", *arguments], cwd=ROOT, env=environment({"amqp_url": url or self.broker.url}),
            stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        said = b""
        while b"[y/N]" not in said:
            said += os.read(ours, 4096)
        meanwhile()
        os.write(ours, f"{word}\n".encode())
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            if not piece:
                break
            said += piece
        self.assertEqual(process.wait(20), ending, said)
        os.close(ours)
        return said.decode()


if __name__ == "__main__":
    unittest.main()
