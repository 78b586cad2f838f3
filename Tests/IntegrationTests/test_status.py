"""`codebode status`: what somebody who is called at night is told, with everything there and with half of it away."""
import json
import os
import pty
import subprocess
import unittest

import jsonschema
import pika

from support import jobs
from support.broker import Broker
from support.gateway import BUSY, HOLD, Reply
from support.places import PROGRAM, ROOT, free_port
from support.post import DEAD
from support.scene import Scene
from support.waiting import until
from support.worker import codebode, environment

SCHEMA = json.loads((ROOT / "docs/schema/status.schema.json").read_text(encoding="utf-8"))
STATUS = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
WELL = "√ Nothing is wrong, as far as can be seen from here."
COLOUR = "\x1b["


class StatusScene(Scene):
    def setUp(self):
        super().setUp()
        self.said_count = 0

    def settings(self, **settings):
        return {"amqp_url": self.broker.url, "store_url": f"sqlite:{self.folder}/store.db", **settings}

    def keep(self, text):
        """For the search for secrets after the test."""
        self.said_count += 1
        (self.folder / f"said-{self.said_count}.txt").write_text(text, encoding="utf-8")
        return text

    def status(self, *arguments, code=0, **settings):
        done = codebode("status", *arguments, **self.settings(**settings))
        self.keep(done.stdout + done.stderr)
        self.assertEqual((done.returncode, done.stderr), (code, ""), done.stdout)
        return done.stdout

    def answer(self, code=0, **settings):
        answer = json.loads(self.status("--json", code=code, **settings))
        STATUS.validate(answer)
        return answer

    def until_told(self, check, what, seconds=30, **settings):
        """The first answer of which `check` holds."""
        answer = {}

        def look():
            answer.update(last=self.answer(**settings))
            return check(answer["last"])

        until(look, lambda: f"{what}: {answer}", seconds)
        return answer["last"]

    def texts(self, answer):
        return [problem["text"] for problem in answer["problems"]]

    def until_heard(self, count=1):
        """Every worker has written its first note, with its connections."""
        def check(answer):
            return [worker["broker"] for worker in answer["workers"]] == ["connected"] * count
        return self.until_told(check, f"{count} workers are heard of")


class Status(StatusScene):
    def test_all_is_well(self):
        for _ in range(2):
            self.work()
        job = self.publish(jobs.login_code())
        self.sent(job)
        refused = jobs.login_code(to="+31201234567")
        self.rejected(self.publish(refused), "destination_not_allowed")
        answer = self.until_told(lambda told: (told["last_minute"]["sent"], len(told["workers"])) == (1, 2), "both tell")
        self.assertEqual((answer["problems"], answer["unknown"], answer["dead_letters"]), ([], [], 0))
        self.assertEqual(answer["last_minute"] | {"put_off": 0}, {
            "received": 2, "sent": 1, "failed": 0, "rejected": 1, "put_off": 0, "refused_by": {}})
        pids = {f"{os.uname().nodename}/{worker.process.pid}" for worker in self.workers}
        self.assertEqual({worker["worker"] for worker in answer["workers"]}, pids)
        ways = {way["name"]: (way["channel"], way["workers"]) for way in answer["ways_out"]}
        self.assertEqual(ways, {"sandbox": ("sms", {"closed": 2}), "127.0.0.1": ("email", {"closed": 2})})
        codes = {queue["queue"]: queue for queue in answer["queues"]}["codebode.send_code"]
        self.assertEqual((codes["ready"], codes["consumers"]), (0, 2))
        self.assertLess(codes["last_taken_age_s"], 5)
        self.assertNotIn("unacknowledged", codes)

        text = self.status()
        self.assertIn(WELL, text)
        self.assertNotIn(COLOUR, text, "a pipe has no colours")
        for name in pids | {"sandbox", "codebode.send_code", "codebode.retry.60s", "codebode.dead"}:
            self.assertIn(f"  {name}  ", text)

        for worker in self.workers:
            worker.terminate()
            self.assertEqual(worker.exit_code(), 0)
        answer = self.answer()
        self.assertEqual(answer["workers"], [], "who leaves well takes its note along")
        self.assertIn("no worker has written to the store in the last hour", self.texts(answer))

    def test_a_worker_that_was_killed_is_silent(self):
        alive, killed = self.work(), self.work()
        self.until_heard(2)
        killed.kill()
        answer = self.until_told(lambda told: any(worker["silent"] for worker in told["workers"]), "one is silent")
        silent = {worker["worker"].partition("/")[2]: worker["silent"] for worker in answer["workers"]}
        self.assertEqual(silent, {str(alive.process.pid): False, str(killed.process.pid): True})
        self.assertEqual([way["workers"] for way in answer["ways_out"]], [{"closed": 1}] * 2)
        self.assertRegex(self.status(), rf"‼ worker \S+/{killed.process.pid}: silent for 1\d s: it was killed, or hangs")

    def test_a_worker_that_leaves_is_seen_to(self):
        worker = self.work()
        job = jobs.login_code()
        self.gateway.plan(job["recipient"]["phone"], HOLD)
        self.publish(job)
        self.until_told(lambda told: told["workers"] and told["workers"][0]["in_flight"] == 1, "one job is in hand")
        worker.terminate()
        answer = self.until_told(lambda told: told["workers"][0]["leaving"], "it leaves")
        self.assertIn("queue codebode.signals: nobody takes from it, and 0 wait", self.texts(answer))
        self.gateway.release()
        self.assertEqual(worker.exit_code(), 0)
        self.sent(job)

    def test_a_gateway_that_fails_a_waiting_job_and_a_dead_letter(self):
        worker = self.work()
        self.gateway.usual = BUSY
        waiting = [self.publish(jobs.login_code()) for _ in range(6)]
        answer = self.until_told(
            lambda told: any(way["state"] == "open" for way in told["ways_out"]), "the gateway is left alone")
        gateway = {way["name"]: way for way in answer["ways_out"]}["sandbox"]
        self.assertLess(gateway["next_attempt_within_s"], 61)
        self.assertGreaterEqual(gateway["trouble_s"], 0)
        [text] = [text for text in self.texts(answer) if text.startswith("gateway sandbox: open for ")]
        self.assertRegex(text, r"^gateway sandbox: open for \S+ s, next attempt within \d+(\.\d)? s$")
        self.assertEqual(answer["problems"][0]["severity"], "error", "there is no other")
        self.until_told(lambda told: sum(queue["ready"] for queue in told["delay_queues"]) > 0, "a job waits")
        self.until_told(lambda told: told["last_minute"]["put_off"] > 0, "and is counted")
        until(lambda: self.retry_ready(worker) > 0, "the worker's own metric has it, too", 40)

        self.addCleanup(self.post.channel.queue_purge, DEAD)
        letter = jobs.login_code()
        self.secrets += jobs.secrets_of(letter)
        self.post.channel.basic_publish("codebode.dead", "", json.dumps(letter).encode(), pika.BasicProperties())
        answer = self.until_told(lambda told: told["dead_letters"] == 1, "one dead letter")
        self.assertIn("1 dead letter: codebode dead list", self.texts(answer))

        self.gateway.usual = Reply()
        for job in waiting:
            self.sent(job, 90)
        self.post.channel.queue_purge(DEAD)

    def retry_ready(self, worker):
        _, page = worker.look("/metrics")
        return sum(float(line.split()[1]) for line in page.splitlines() if line.startswith("codebode_retry_ready{"))

    def test_jobs_that_nobody_takes_and_limits_that_refuse(self):
        worker = self.work(limits_recipient_burst_count=1)
        number = jobs.phone()
        self.sent(self.publish(jobs.login_code(to=number)))
        self.rejected(self.publish(jobs.login_code(to=number)), "rate_limited")
        answer = self.until_told(lambda told: told["last_minute"]["refused_by"], "a limit refused")
        self.assertEqual(answer["last_minute"]["refused_by"], {"recipient_burst": 1})
        self.assertIn("Refused by limits: recipient_burst 1.", self.status())
        worker.kill()
        until(lambda: self.post.consumers("codebode.send_code") == 0, "the broker has noticed")
        left = [self.publish(jobs.login_code()) for _ in range(3)]
        until(lambda: self.post.depth("codebode.send_code") == 3, "they wait")
        answer = self.answer()
        codes = {queue["queue"]: queue for queue in answer["queues"]}["codebode.send_code"]
        self.assertEqual((codes["ready"], codes["consumers"]), (3, 0))
        self.assertGreater(codes["oldest_at_most_s"], 0)
        self.assertIn("queue codebode.send_code: nobody takes from it, and 3 wait", self.texts(answer))
        self.assertRegex(self.status(), r"× codebode\.send_code +3 +0 +≤ \d")
        method, properties, _ = self.post.channel.basic_get("codebode.send_code")
        self.post.channel.basic_nack(method.delivery_tag)
        looks = (properties.headers or {}).get("x-delivery-count", 0)
        self.assertEqual((method.redelivered, looks), (False, 0), "nobody had looked at it")
        self.work()
        for job in left:
            self.sent(job)

    def test_without_the_broker_it_shows_what_the_store_knows(self):
        self.work()
        self.until_heard()
        port = free_port()
        answer = self.answer(code=69, amqp_url=f"amqp://guest:geheim@127.0.0.1:{port}/%2F")
        self.assertEqual(len(answer["unknown"]), 1)
        self.assertIn(f"no connection to RabbitMQ at 127.0.0.1:{port}", answer["unknown"][0])
        self.assertEqual(len(answer["workers"]), 1)
        self.assertEqual(answer["queues"][0], {"queue": "codebode.send_code"})
        text = self.status(code=69, amqp_url=f"amqp://guest:geheim@127.0.0.1:{port}/%2F")
        self.assertIn(f"× no connection to RabbitMQ at 127.0.0.1:{port}", text)
        self.assertNotIn("geheim", text)

    def test_without_the_store_it_shows_what_the_broker_knows(self):
        self.work()
        for store, why in (
            (f"sqlite:{self.folder}/none.db", "there is no store; the first worker makes it"),
            (f"redis://127.0.0.1:{free_port()}/0", "the store gave no answer: unavailable"),
        ):
            with self.subTest(store):
                settings = {"store_url": store, "store_hash_key": "0" * 64}
                answer = self.answer(code=69, **settings)
                self.assertIn(why, answer["unknown"][0])
                self.assertEqual((answer["queues"][0]["consumers"], answer["workers"]), (1, []))
                self.assertNotIn("last_minute", answer)
                self.assertIn("not known without the store", self.status(code=69, **settings))
        self.assertFalse((self.folder / "none.db").exists())

    def test_a_queue_that_is_missing_is_named(self):
        broker = Broker().start(definitions=None)
        self.addCleanup(broker.stop)
        self.work()
        self.until_heard()
        answer = self.answer(amqp_url=broker.url)
        self.assertIn(
            "queue codebode.send_code does not exist: codebode topology declare makes it", self.texts(answer))

    def watch(self, *arguments):
        """The program in a terminal of its own; the file descriptor at our end."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [PROGRAM, "status", *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
            env={**environment(self.settings()), "TERM": "xterm"})
        os.close(theirs)
        self.addCleanup(os.close, ours)
        self.addCleanup(process.wait, 20)
        self.addCleanup(process.kill)
        return ours

    def read_until(self, descriptor, check):
        text = b""
        while not check(text.decode("utf-8", "replace")):
            text += os.read(descriptor, 65536)
        return self.keep(text.decode("utf-8", "replace"))

    def test_a_terminal_has_colours_and_is_drawn_anew(self):
        self.work()
        self.until_heard()
        clearing = "\x1b[H\x1b[2J"
        text = self.read_until(self.watch("--watch"), lambda text: text.count(clearing) == 3)
        self.assertIn(f"\x1b[32m{WELL}\x1b[0m", text)

    def test_a_program_watches_lines(self):
        self.work()
        self.until_heard()
        with subprocess.Popen(
            [PROGRAM, "status", "--watch", "--json"], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            text=True, env=environment(self.settings()),
        ) as process:
            lines = [json.loads(process.stdout.readline()) for _ in range(2)]
            process.stdout.close()
            self.assertEqual(process.wait(20), 0, "it ends when nobody reads any more")
        for line in lines:
            STATUS.validate(line)
        self.assertLess(lines[0]["at"], lines[1]["at"])


class Managed(StatusScene):
    """With RabbitMQ's management API."""

    @classmethod
    def setUpClass(cls):
        cls.managed = Broker(management=True).start()
        cls.addClassCleanup(cls.managed.stop)
        # As docs/operations.md says.
        cls.managed.ctl("add_user", "status", "p@ss")
        cls.managed.ctl("set_user_tags", "status", "monitoring")
        cls.managed.ctl("set_permissions", "status", "^$", "^$", ".*")

    def make_broker(self):
        return self.managed

    def url(self, password="p%40ss"):
        return f"http://status:{password}@127.0.0.1:{self.managed.management_port}"

    def test_what_is_in_workers_hands_is_counted(self):
        self.work()
        job = jobs.login_code()
        self.gateway.plan(job["recipient"]["phone"], HOLD)
        self.publish(job)
        settings = {"amqp_management": self.url()}
        self.until_told(
            lambda told: told["queues"][0].get("unacknowledged") == 1, "one is in hand", 60, **settings)
        self.assertRegex(self.status(**settings), r"QUEUE .* UNACKED\n  codebode\.send_code .* 1\n")
        self.assertNotIn("UNACKED", self.status())
        self.gateway.release()
        self.sent(job)

    def test_an_api_that_does_not_answer_is_told_of(self):
        self.work()
        self.until_heard()
        settings = {"amqp_management": self.url("geheim")}
        answer = self.answer(code=69, **settings)
        self.assertEqual(
            answer["unknown"],
            [f"RabbitMQ's management API at http://127.0.0.1:{self.managed.management_port} gave no answer: status 401"])
        self.assertEqual((answer["queues"][0]["consumers"], len(answer["workers"])), (1, 1))
        self.assertNotIn("geheim", self.status(code=69, **settings))


if __name__ == "__main__":
    unittest.main()
