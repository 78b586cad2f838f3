"""The commands as a person and a program use them: what they say and how they end."""
import json
import shutil
import tempfile
import unittest
from pathlib import Path

from support import jobs
from support.broker import Broker
from support.gateway import REFUSED
from support.places import OUTCOMES, ROOT
from support.scene import Scene
from support.waiting import until
from support.worker import Worker, codebode

EXAMPLES = ROOT / "examples"


class Commands(Scene):
    def run_command(self, *arguments, **settings):
        return codebode(*arguments, **{"amqp_url": self.broker.url, **settings})

    def job_file(self, job, name="job.json"):
        file = self.folder / name
        file.write_text(json.dumps(job))
        self.secrets = []  # what the person wrote into the file stands there
        return file

    def config(self):
        """The file of a copy of the configuration."""
        folder = self.folder / "config"
        shutil.copytree(ROOT / "config", folder)
        return folder / "codebode.yaml"

    def test_send_waits_for_the_outcome(self):
        self.work()
        for name in ("send_code", "send_code_email", "confirm_phone_code", "confirm_phone_link", "security_notice"):
            with self.subTest(name):
                job = json.loads((EXAMPLES / f"{name}.json").read_text())
                recipient = {"phone": jobs.phone(), "email": jobs.email()}
                job["recipient"] = {part: recipient.get(part, value) for part, value in job["recipient"].items()}
                done = self.run_command("send", self.job_file(job), "--wait")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("Published", done.stdout)
                self.assertIn("sent", done.stdout)

    def test_send_answers_a_program_in_json(self):
        self.work()
        done = self.run_command("send", self.job_file(jobs.login_code()), "--wait", "--json")
        OUTCOMES.validate(json.loads(done.stdout))
        job = jobs.login_code()
        done = self.run_command("send", self.job_file(job), "--json")
        self.assertEqual(json.loads(done.stdout), {"id": job["id"], "kind": "send_code"})
        self.sent(job)

    def test_send_reads_standard_input(self):
        self.work()
        done = self.run_command("send", "-", "--wait", stdin=json.dumps(jobs.login_code()))
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_send_ends_as_the_job_did(self):
        self.work()
        refused = jobs.login_code()
        self.gateway.plan(refused["recipient"]["phone"], REFUSED)
        landline = jobs.login_code(to="+31201234567")
        for job, code, said in ((landline, 65, "destination_not_allowed"), (refused, 69, "refused")):
            done = self.run_command("send", self.job_file(job), "--wait")
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertIn(said, done.stdout)

    def test_send_says_what_is_wrong_with_the_file(self):
        for content in ("", "[]", "{", '{"kind":"letter"}'):
            file = self.folder / "bad.json"
            file.write_text(content)
            self.assertEqual(self.run_command("send", file).returncode, 65, content)
        missing = self.run_command("send", self.folder / "missing.json")
        self.assertEqual(missing.returncode, 65)
        self.assertIn("missing.json", missing.stderr)

    def test_send_gives_up_waiting(self):
        done = self.run_command("send", self.job_file(jobs.login_code()), "--wait", "--timeout", "1")
        self.assertEqual(done.returncode, 69)
        self.assertIn("no outcome", done.stderr)
        self.post.purge()

    def test_no_broker_is_said_without_the_password(self):
        url = "amqp://guest:hunter2@127.0.0.1:1/%2F"
        for command in (("send", self.job_file(jobs.login_code())), ("topology", "declare")):
            done = codebode(*command, amqp_url=url)
            self.assertEqual(done.returncode, 69, done.stderr)
            self.assertIn("127.0.0.1:1", done.stderr)
            self.assertNotIn("hunter2", done.stdout + done.stderr)

    def test_a_wrong_password_is_said(self):
        done = codebode("topology", "declare", amqp_url=self.broker.url.replace("guest:guest", "guest:hunter2"))
        self.assertEqual(done.returncode, 69)
        self.assertNotIn("hunter2", done.stdout + done.stderr)

    def test_usage_mistakes_end_with_64(self):
        for arguments in (["wrok"], ["work", "--fast"], ["send"], ["topology", "declare", "now"]):
            self.assertEqual(codebode(*arguments).returncode, 64, arguments)
        for arguments in (["--help"], ["--version"], ["work", "--help"], ["topology", "print"]):
            done = codebode(*arguments)
            self.assertEqual((done.returncode, done.stderr), (0, ""), arguments)

    def test_the_version_names_the_libraries_that_are_loaded(self):
        told = json.loads(codebode("--version", "--json").stdout)
        self.assertEqual(
            set(told["libraries"]), {"libcurl", "librabbitmq", "OpenSSL", "SQLite", "hiredis", "libphonenumber"})
        text = codebode("--version").stdout
        self.assertTrue(text.startswith(f"codebode {told['version']} ("), text)
        for name, version in told["libraries"].items():
            self.assertIn(f"{name} {version}", text)

    def test_the_configuration_is_checked(self):
        done = codebode("config", "check")
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(codebode("config", "check", "--json").stdout)
        self.assertEqual(answer["valid"], True)
        secret = codebode(
            "config", "check", amqp_url="amqp://guest:hunter2@127.0.0.1/%2F", store_hash_key="5ec2e7" * 10 + "5ec2",
            mail_relays="smtp://jan:hunter2@mail.example:587?tls=required")
        self.assertEqual(secret.returncode, 0, secret.stderr)
        for hidden in ("hunter2", "5ec2e7"):
            self.assertNotIn(hidden, secret.stdout + secret.stderr)

    BAD_FILES = (
        ({"amqp_url": "amqps://localhost", "amqp_ca_file": "/nowhere.pem"}, "amqp.ca_file: /nowhere.pem"),
        ({"store_url": "rediss://127.0.0.1", "store_ca_file": "/nowhere.pem", "store_hash_key": 32 * "5e"},
         "store.ca_file: /nowhere.pem"),
    )

    def test_status_calls_a_wrong_configuration_one(self):
        for settings, said in self.BAD_FILES:
            done = codebode("status", **settings)
            self.assertEqual(done.returncode, 78, done.stdout)
            self.assertIn(said, done.stderr)

    def test_a_damaged_key_beside_the_database_is_found_before_a_worker_ends_by_it(self):
        with tempfile.TemporaryDirectory() as folder:
            key = Path(folder) / "store.db.key"
            key.write_text("damaged")
            for command in (("config", "check"), ("work",)):
                done = codebode(*command, store_url=f"sqlite:{folder}/store.db")
                self.assertEqual(done.returncode, 78, done.stdout)
                self.assertIn(f"{key}: 64 hex digits are expected", done.stderr)

    def test_mistakes_in_the_configuration_are_named(self):
        for settings, said in (
            ({"worker_concurency": 5}, "CODEBODE_WORKER_CONCURENCY"), ({"worker_concurrency": 0}, "worker.concurrency"),
            ({"amqp_url": "http://127.0.0.1"}, "amqp.url"), ({"store_url": "mysql:x"}, "store.url"),
            ({"mail_relays": "mail.example"}, "mail.relays"), ({"mail_from": "nobody"}, "mail.from"),
            ({"mail_relays": "smtp://mail.example?tls=none"}, "mail.relays"), ({"sms_sender": "x" * 12}, "sms.sender"),
            ({"sms_gateways": "nobody"}, "nobody"), ({"gateways_sandbox_url": "ftp://x"}, "sandbox"),
            ({"sms_regions": "Nederland"}, "sms.regions"), ({"links_hosts": "https://caren.example/"}, "links.hosts"),
            ({"policy_min_remaining": "soon"}, "policy.min_remaining"), ({"log_level": "loud"}, "log.level"),
            ({"templates_path": "/nowhere"}, "/nowhere"), ({"limits_recipient_burst_count": 0}, "recipient_burst"),
            ({"policy_on_unknown_send_code": "maybe"}, "policy.on_unknown.send_code"),
            ({"brand_domain": "x"}, "brand.domain"),
            ({"store_hash_key": "abc"}, "store.hash_key"), ({"amqp_url_file": "/nowhere"}, "CODEBODE_AMQP_URL_FILE"),
            ({"gateways_sandbux_url": "https://x.example"}, "CODEBODE_GATEWAYS_SANDBOX_URL"), *self.BAD_FILES,
        ):
            for command in (("config", "check"), ("work",)):
                with self.subTest(command=command, **settings):
                    done = codebode(*command, **settings)
                    self.assertEqual(done.returncode, 78, done.stderr)
                    self.assertIn(said, done.stderr)

    def test_mistakes_in_the_file_are_named_with_their_line(self):
        file = self.config()
        text = file.read_text()
        for old, new, said in (
            ("  concurrency: 200", "  concurency: 200", "worker.concurency"),
            ("  level: info", "  level: loud", "log.level"), ("worker:", "wroker:", "wroker"),
        ):
            line = text[:text.index(old)].count("\n") + 1
            file.write_text(text.replace(old, new))
            done = codebode("config", "check", "--config", file)
            self.assertEqual(done.returncode, 78)
            self.assertIn(said, done.stderr)
            if old != "worker:":
                self.assertIn(f"codebode.yaml:{line}", done.stderr)
        for content in ("a: [", "- list", "\x00"):
            file.write_text(content)
            self.assertEqual(codebode("config", "check", "--config", file).returncode, 78, content)
        self.assertEqual(codebode("config", "check", "--config", "/nowhere.yaml").returncode, 78)


class Topology(unittest.TestCase):
    def test_it_is_made_once_and_a_worker_waits_for_it(self):
        broker = Broker()
        self.addCleanup(broker.stop)
        broker.start(definitions=None)
        folder = broker.folder
        settings = {"amqp_url": broker.url, "store_url": f"sqlite:{folder}/store.db"}
        worker = Worker(f"{folder}/worker.log", **settings)
        self.addCleanup(worker.close)
        worker.until_logged("codebode.send_code")
        self.assertTrue(worker.is_running)
        first = codebode("topology", "declare", **settings)
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertIn("made", first.stdout)
        second = codebode("topology", "declare", **settings)
        self.assertEqual(second.returncode, 0, second.stderr)
        self.assertEqual(second.stdout, "Nothing to do: all exchanges and queues are there.\n")
        again = codebode("topology", "declare", "--json", **settings)
        self.assertEqual(json.loads(again.stdout), {"made": []})
        until(lambda: '"connected"' in worker.log, lambda: worker.log)
        sent = codebode("send", "-", "--wait", stdin=json.dumps(jobs.login_code(life=10)), **settings)
        self.assertEqual(sent.returncode, 65, "the worker works: it rejects what comes too late")
        worker.terminate()
        self.assertEqual(worker.exit_code(), 0)


if __name__ == "__main__":
    unittest.main()
