"""The doctor on a deployment that is well, and on one for each thing that can be wrong with it."""
import json
import os
import shutil
import ssl
import sqlite3
import subprocess
import tempfile
import unittest
import uuid

from support import jobs
from support.broker import Broker
from support.certificates import Authority
from support.clock import Clock
from support.gateway import Gateway
from support.places import PROGRAM, ROOT, free_port
from support.post import Post, connect
from support.redis import HASH_KEY, Redis
from support.relay import Relay
from support.scene import Scene
from support.tunnel import Tunnel
from support.worker import environment

RIGHTS = {"configure": "^$", "write": r"^(codebode\.(outcomes|retry\..*)|amq\.default)$",
          "read": r"^codebode\.(send_code|confirm_phone|security_notice|signals)$"}


class Doctor(Scene):
    def examine(self, *names, code=0, clock=None, within=(), **settings):
        """What was seen, by the check's name: grades and texts."""
        standard = {"amqp_url": self.broker.url, "store_url": f"sqlite:{self.folder}/store.db",
                    "gateways_sandbox_url": self.gateway.url, "mail_relays": self.relay.url}
        run = subprocess.run(
            [*within, PROGRAM, "doctor", "--json", *names], cwd=ROOT, capture_output=True, text=True, timeout=60,
            env=environment({**standard, **settings}, clock))
        self.assertEqual((run.returncode, run.stderr), (code, ""), run.stdout)
        told = json.loads(run.stdout)
        self.assertEqual(told["success"], code == 0)
        self.said = run.stdout
        return told["checks"]

    def finding(self, name, result, *words, **settings):
        """Examines `name`, and expects this one thing to be found there, with advice and a place to read on."""
        code = 0 if result in ("warning", "advice") else settings.pop("code", 69)
        checks = [check for check in self.examine(name, code=code, **settings) if check["name"] == name]
        found = [check for check in checks if check["result"] == result]
        self.assertEqual(len(found), 1, checks)
        for word in words:
            self.assertIn(word, found[0]["what"] + " → " + found[0]["remedy"])
        self.assertEqual(found[0]["see"], f"docs/operations.md#doctor-{name}")
        return found[0]


class Well(Doctor):
    def test_a_deployment_that_works_is_well_and_stays_as_it_was(self):
        self.work()
        self.sent(self.publish(jobs.login_code()))
        requests = len(self.gateway.requests)
        checks = self.examine(seal_keys="")
        found = [check for check in checks if check["result"] not in ("well", "advice")]
        self.assertEqual(found, [])
        self.assertEqual({check["name"] for check in checks if check["result"] == "advice"}, {"seals"})
        self.assertEqual((len(self.gateway.requests), self.relay.mails), (requests, []), "nothing was sent")
        self.sent(self.publish(jobs.login_code()))

    def test_a_person_reads_a_line_a_check_and_what_to_do(self):
        settings = {"amqp_url": self.broker.url, "store_url": f"sqlite:{self.folder}/store.db"}
        run = subprocess.run([PROGRAM, "doctor", "consumers", "seals"], cwd=ROOT, capture_output=True, text=True,
                             timeout=60, env=environment(settings))
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertRegex(run.stdout, r"(?m)^configuration\n  well    settings: ")
        self.assertRegex(run.stdout, r"(?m)^  warning consumers: nobody takes from codebode.send_code .*\n      → Start")
        self.assertRegex(run.stdout, r"(?m)^      see docs/operations.md#doctor-consumers$")
        self.assertRegex(run.stdout, r"\n\n1 warning, 1 advice\n$")

    def test_checks_are_listed_and_a_name_that_is_none_is_told(self):
        run = subprocess.run([PROGRAM, "doctor", "--list"], cwd=ROOT, capture_output=True, text=True, timeout=60)
        self.assertIn("permissions", run.stdout)
        run = subprocess.run([PROGRAM, "doctor", "brokr"], cwd=ROOT, capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 64)
        self.assertIn("did you mean broker?", run.stderr)

    def test_a_worker_that_may_only_read_and_write_works_and_is_well(self):
        url = user(self.broker, **RIGHTS)
        self.work(amqp_url=url)
        self.sent(self.ask(jobs.login_code()))
        late = self.publish(jobs.login_code())
        self.sent(late)
        checks = self.examine("broker", amqp_url=url)
        self.assertEqual({check["result"] for check in checks}, {"well"}, checks)
        self.assertIn("cannot see their arguments", next(c["what"] for c in checks if c["name"] == "queues"))


def user(broker, **rights):
    """A user of its own; the address to log in with."""
    name = f"worker-{uuid.uuid4()}"
    broker.ctl("add_user", name, "hunter2")
    broker.ctl("set_permissions", name, *({"configure": "^$", "write": "^$", "read": "^$"} | rights).values())
    return f"amqp://{name}:hunter2@127.0.0.1:{broker.port}/%2F"


class Brokers(Doctor):
    def test_nobody_answers(self):
        port = free_port()
        checks = self.examine("broker", code=69, amqp_url=f"amqp://guest:guest@127.0.0.1:{port}/%2F")
        self.assertEqual([check["result"] for check in checks], ["well", "error", *["skipped"] * 4])
        self.assertIn(f"127.0.0.1:{port}", checks[1]["what"])
        self.assertIn("not looked at: broker is not well", checks[2]["what"])

    def test_a_broker_that_is_silent_is_not_waited_for(self):
        deaf = self.kept(Deaf().start())
        self.finding("broker", "error", amqp_url=f"amqp://guest:guest@127.0.0.1:{deaf.port}/%2F")

    def test_one_of_two_is_away(self):
        url = f"{self.broker.url},amqp://guest:guest@127.0.0.1:{free_port()}/%2F"
        checks = self.examine("queues", code=69, amqp_url=url)
        self.assertEqual([check["result"] for check in checks], ["well", "well", "error", "well"])

    def test_the_password_is_wrong_and_stands_nowhere(self):
        url = self.broker.url.replace("guest:guest", "guest:hunter2")
        self.finding("broker", "error", "403", "password in amqp.url", amqp_url=url)
        self.assertNotIn("hunter2", self.said)

    def test_there_is_no_such_vhost(self):
        self.finding("broker", "error", "vhost nowhere not found", amqp_url=self.broker.url.replace("%2F", "nowhere"))

    def test_a_user_who_may_not_write_or_read(self):
        for right, place in (("write", "codebode.outcomes"), ("read", "codebode.signals")):
            with self.subTest(right):
                mine = RIGHTS | {right: RIGHTS[right].replace(place.partition(".")[2], "nothing")}
                self.finding("permissions", "error", f"may not {right}", place, amqp_url=user(self.broker, **mine))
        mine = RIGHTS | {"write": RIGHTS["write"].replace("amq", "nothing")}
        self.finding("permissions", "warning", "amq.default", amqp_url=user(self.broker, **mine))

    def test_nothing_is_taken_from_a_queue_or_published_by_asking(self):
        job = self.publish(jobs.login_code())
        with connect(self.broker.url) as connection:
            channel = connection.channel()
            own = channel.queue_declare("", exclusive=True).method.queue
            channel.queue_bind(own, "codebode.outcomes", "#")
            for _ in range(3):
                self.examine("broker")
            self.assertEqual(channel.queue_declare(own, passive=True).method.message_count, 0)
        method, properties, _ = self.post.take("codebode.send_code")
        self.assertEqual(properties.message_id, job["id"])
        self.assertFalse(method.redelivered)
        self.assertEqual(properties.headers.get("x-delivery-count"), 0)

    def test_dead_letters_wait(self):
        self.post.channel.basic_publish("codebode.dead", "x", b"{}", mandatory=True)
        self.finding("dead", "warning", "dead letters: 1", "codebode dead list")
        self.post.purge()


class Deaf(Tunnel):
    """Takes connections and says nothing."""

    def __init__(self):
        super().__init__(0, 0)

    async def _serve(self, reader, writer):
        await reader.read()
        writer.close()


class Queues(Doctor):
    """With a broker of their own, since they break it."""

    def make_broker(self):
        broker = Broker()
        self.addCleanup(broker.stop)
        return broker.start()

    def test_one_is_missing_and_is_not_made_and_another_has_other_arguments(self):
        self.post.channel.queue_delete("codebode.retry.5s")
        found = self.finding("queues", "error", "codebode.retry.5s is missing", "codebode topology declare")
        self.assertNotIn("hunter2", found["what"])
        self.finding("queues", "error", "codebode.retry.5s is missing")
        self.post.channel.queue_delete("codebode.dead")
        self.post.channel.queue_declare(
            "codebode.dead", durable=True, arguments={"x-queue-type": "quorum", "x-delivery-limit": 20})
        checks = [check for check in self.examine("queues", code=69) if check["name"] == "queues"]
        self.assertEqual([check["result"] for check in checks], ["error", "error"])
        self.assertIn("x-delivery-limit", checks[1]["what"])
        self.assertIn("codebode topology declare", checks[1]["remedy"])
        self.post.channel.exchange_delete("codebode.outcomes")
        self.post.channel.exchange_declare("codebode.outcomes", "direct", durable=True)
        checks = self.examine("queues", code=69)
        self.assertIn("codebode.outcomes is not as it should be: inequivalent arg 'type'", checks[2]["what"])
        self.post = self.kept(Post(self.broker.url))
        self.answered_at_end = False


class Others(Doctor):
    def test_the_configuration_has_a_mistake(self):
        checks = self.examine(code=78, worker_concurrency=0)
        self.assertEqual({check["result"] for check in checks}, {"error", "skipped"})
        self.assertIn("worker.concurrency", checks[0]["what"])

    def test_others_may_read_a_secret(self):
        secret = self.folder / "amqp_url"
        secret.write_text(self.broker.url)
        secret.chmod(0o644)
        self.finding("secrets", "warning", str(secret), "chmod o=", amqp_url_file=secret, amqp_url="")
        secret.chmod(0o640)
        self.assertEqual({check["result"] for check in self.examine("secrets", amqp_url_file=secret)}, {"well"})

    def test_seals(self):
        self.finding("seals", "advice", "no key", "keygen")
        key = "k1:" + "A" * 43
        self.finding("seals", "advice", "in clear are taken", "seal.required", seal_keys=key)
        checks = self.examine("seals", seal_keys=key, seal_required="true")
        self.assertEqual({check["result"] for check in checks}, {"well"}, checks)
        self.assertNotIn("A" * 43, self.said)

    def test_a_text_breaks_a_rule(self):
        texts = self.folder / "templates"
        shutil.copytree(ROOT / "templates", texts)
        (texts / "nl/login_code/sms.txt").write_text("Uw code is {{cod}}\n")
        self.finding("templates", "error", "errors: ", "codebode templates check", templates_path=texts)
        shutil.rmtree(texts)

    def test_a_gateway_is_away(self):
        url = f"http://127.0.0.1:{free_port()}"
        self.finding("gateways", "error", "sandbox", "gateways.sandbox.url", gateways_sandbox_url=url)

    def test_a_relay_offers_no_starttls(self):
        port = self.relay.port
        self.finding("relays", "error", f"127.0.0.1:{port}", "STARTTLS", mail_relays=f"smtp://127.0.0.1:{port}?tls=required")

    def test_a_relay_offers_no_login(self):
        port = self.relay.port
        self.finding("relays", "error", "offers no login",
                     mail_relays=f"smtp://jan:hunter2@127.0.0.1:{port}?tls=none")
        self.assertNotIn("hunter2", self.said)

    def test_few_files_may_be_open(self):
        self.finding("files", "warning", "LimitNOFILE", within=["prlimit", "--nofile=200:200"])

    def test_the_clock_is_wrong_by_a_gateways_or_by_redis(self):
        clock = Clock(self.folder / "clock")
        self.assertEqual({check["result"] for check in self.examine("clock")}, {"well"})
        redis = Redis()
        self.addCleanup(redis.close)
        redis.start()
        for who, settings in (("sandbox", {}), ("Redis", {"store_url": redis.url, "store_hash_key": HASH_KEY})):
            with self.subTest(who):
                clock.set(60)
                self.finding("clock", "error", "ahead", who, "NTP", clock=clock, **settings)
                clock.set(-10)
                self.finding("clock", "warning", "behind", who, clock=clock, **settings)

    def test_nobody_tells_the_time(self):
        self.finding("clock", "advice", "nobody", gateways_sandbox_url=f"http://127.0.0.1:{free_port()}")


class Stores(Doctor):
    def test_redis_is_not_as_it_should_be(self):
        redis = Redis()
        self.addCleanup(redis.close)
        settings = {"store_url": redis.url, "store_hash_key": HASH_KEY}
        self.finding("store", "error", str(redis.port), **settings)
        redis.start()
        self.assertEqual({check["result"] for check in self.examine("store", **settings)}, {"well"})
        redis.command("config", "set", "maxmemory", "100mb")
        redis.command("config", "set", "maxmemory-policy", "allkeys-lru")
        self.finding("store", "warning", "noeviction", **settings)
        redis.command("config", "set", "maxmemory-policy", "noeviction")
        redis.command("config", "set", "appendfsync", "everysec")
        self.finding("store", "warning", "appendfsync always", **settings)
        redis.command("replicaof", "127.0.0.1", str(free_port()))
        self.finding("store", "error", "READONLY", "is it the primary", **settings)

    def test_a_database_of_another_program(self):
        file = self.folder / "other.db"
        with sqlite3.connect(file) as other:
            other.execute("PRAGMA user_version = 99")
        other.close()
        self.finding("store", "error", "schema 99", store_url=f"sqlite:{file}")

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else")
    def test_somebody_who_may_not_write_to_it(self):
        self.work()
        self.sent(self.publish(jobs.login_code()))
        self.folder.chmod(0o755)
        file = self.folder / "store.db"
        file.chmod(0o644)
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        self.finding("store", "error", str(file), "worker's user", within=nobody)
        new = self.folder / "new/store.db"
        self.finding("store", "error", str(new), "may not make it", store_url=f"sqlite:{new}", within=nobody)


class Certificates(Doctor):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="codebode-authority-")
        self.addCleanup(folder.cleanup)
        self.authority = Authority(folder.name)
        # The program trusts the system's authorities, and sees ours in their place.
        mount = f'mount --bind {self.authority.file} /etc/ssl/certs/ca-certificates.crt && exec "$@"'
        self.trusting = ["unshare", "-m", "sh", "-c", mount, "sh"]

    def context(self, days):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.authority.issue(days))
        return context

    def check(self, name, result, **settings):
        """The one line of `name`."""
        seen = [check for check in self.examine(name, **settings) if check["name"] == name]
        self.assertEqual([check["result"] for check in seen], [result], seen)
        self.assertIn("TLS until ", seen[0]["what"])

    def test_those_of_brokers(self):
        for days, result in ((10, "warning"), (200, "well")):
            with self.subTest(days):
                door = self.kept(Tunnel(0, self.broker.port, tls=self.context(days)).start())
                url = f"amqps://guest:guest@localhost:{door.port}/%2F"
                self.check("broker", result, amqp_url=url, amqp_ca_file=self.authority.file)
        self.finding("broker", "error", "certificate", "amqp.ca_file", amqp_url=url)

    @unittest.skipUnless(os.geteuid() == 0, "only root can show a process other authorities")
    def test_those_of_relays(self):
        for days, result in ((10, "warning"), (200, "well")):
            with self.subTest(days):
                relay = self.kept(Relay(tls=self.context(days)).start())
                self.check("relays", result, mail_relays=f"smtp://localhost:{relay.port}", within=self.trusting)
        self.finding("relays", "error", "certificate", mail_relays=f"smtp://localhost:{relay.port}")

    @unittest.skipUnless(os.geteuid() == 0, "only root can show a process other authorities")
    def test_those_of_gateways(self):
        for days, result in ((10, "warning"), (200, "well")):
            with self.subTest(days):
                gateway = self.kept(Gateway(tls=self.context(days)).start())
                url = f"https://localhost:{gateway.port}"
                self.check("gateways", result, gateways_sandbox_url=url, within=self.trusting)
                self.assertEqual(gateway.requests, [])
        self.finding("gateways", "error", "certificate", gateways_sandbox_url=url)


if __name__ == "__main__":
    unittest.main()
