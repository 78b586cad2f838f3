"""The package on a bare Debian 12 with systemd: installed, put to work, upgraded, removed, and gone.

`make debtest` runs this; it needs root, `.build/deb/*.deb`, and Debian's packages from the network.
"""
import json
import re
import shutil
import sys
import unittest

from machine import ROOT, Machine, missing

sys.path.append(str(ROOT / "Tests/IntegrationTests"))
from support import jobs  # noqa: E402
from support.broker import Broker  # noqa: E402
from support.places import free_port  # noqa: E402
from support.post import Outcomes, Post  # noqa: E402

CONFIG = "/etc/codebode/codebode.yaml"
HTTP, SMTP = free_port(), free_port()


def package():
    found = sorted((ROOT / ".build/deb").glob("*.deb"))
    assert len(found) == 1, f"one package is expected in .build/deb, not {len(found)}; run: make deb"
    return found[0].resolve()


def setUpModule():
    if obstacle := missing():
        raise AssertionError(obstacle)


class Package(unittest.TestCase):
    """One machine for all; the last test leaves it without the package."""

    @classmethod
    def setUpClass(cls):
        cls.broker = Broker().start()
        cls.addClassCleanup(cls.broker.stop)
        cls.machine = Machine()
        cls.addClassCleanup(cls.machine.close)
        cls.machine.boot()
        shutil.copy(package(), cls.machine.root / "var/tmp/codebode.deb")
        cls.run_there = cls.machine.run
        cls.run_there("apt-get", "-q", "update")
        depends = cls.run_there("dpkg-deb", "--field", "/var/tmp/codebode.deb", "Depends").stdout.strip()
        cls.run_there("apt-get", "-qy", "satisfy", "--no-install-recommends", depends)
        cls.before = cls.machine.files()
        cls.install()

    @classmethod
    def install(cls):
        cls.run_there("apt-get", "-qy", "--reinstall", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold",
                      "install", "/var/tmp/codebode.deb")

    def path(self, name):
        return self.machine.root / name.lstrip("/")

    def worker(self, number=1):
        wanted = "ActiveState,NRestarts,ExecMainStatus,MainPID,User"
        shown = self.run_there("systemctl", "show", f"--property={wanted}", f"codebode@{number}").stdout
        return dict(line.split("=", 1) for line in shown.splitlines())

    def configure(self):
        """As docs/installing.md says, with addresses of this test."""
        self.path("/etc/codebode/secrets/amqp_url").write_text(self.broker.url, encoding="utf-8")
        dropin = self.path("/etc/systemd/system/codebode@.service.d/secrets.conf")
        dropin.parent.mkdir(exist_ok=True)
        dropin.write_text(
            "[Service]\nLoadCredential=amqp_url:/etc/codebode/secrets/amqp_url\n"
            "Environment=CODEBODE_AMQP_URL_FILE=%d/amqp_url\n", encoding="utf-8")
        self.path("/etc/codebode/environment").write_text(
            f"CODEBODE_GATEWAYS_SANDBOX_URL=http://127.0.0.1:{HTTP}\n"
            f"CODEBODE_MAIL_RELAYS=smtp://127.0.0.1:{SMTP}?tls=none\n", encoding="utf-8")
        self.run_there("systemctl", "daemon-reload")

    def test_1_the_program_says_its_version_and_libraries(self):
        told = json.loads(self.run_there("codebode", "--version", "--json").stdout)
        installed = self.run_there("dpkg-query", "-W", "-f", "${Version}", "codebode").stdout
        self.assertEqual(installed, told["version"] + "-1")
        self.assertEqual(len(told["libraries"]), 6)
        self.assertNotIn("unknown", told["libraries"].values())

    def test_1_the_configuration_is_in_order_and_found_without_being_named(self):
        check = json.loads(self.run_there("codebode", "config", "check", "--json").stdout)
        self.assertEqual(check["valid"], True)
        self.assertEqual(check["settings"]["templates.path"], "/etc/codebode/templates")
        self.assertIn("/var/lib/codebode/codebode.db", check["settings"]["store.url"])

    def test_1_what_people_edit_is_theirs(self):
        conffiles = set(self.run_there("dpkg-query", "-W", "-f", "${Conffiles}", "codebode").stdout.split()[::2])
        edited = {CONFIG, "/etc/codebode/gateways/twilio.yaml", "/etc/codebode/templates/nl/login_code/sms.txt"}
        self.assertLess(edited, conffiles)
        self.assertEqual(
            {f"/{file.relative_to(self.machine.root)}" for file in self.path("/etc/codebode").rglob("*") if file.is_file()},
            conffiles)

    def test_1_secrets_and_the_store_are_closed_to_others(self):
        owners = self.run_there("stat", "--format", "%U %a", "/etc/codebode/secrets", "/var/lib/codebode").stdout
        self.assertEqual(owners.splitlines(), ["root 700", "codebode 700"])

    def test_1_the_manual_and_completions_know_every_command(self):
        told = self.run_there("codebode", "--help").stdout
        commands = set(re.findall(r"^  (\w+) +[A-Z]", told.split("SUBCOMMANDS:")[1], re.MULTILINE))
        self.assertIn("work", commands)
        texts = {
            "manual": self.run_there("zcat", "/usr/share/man/man1/codebode.1.gz").stdout,
            "bash": self.path("/usr/share/bash-completion/completions/codebode").read_text(encoding="utf-8"),
            "zsh": self.path("/usr/share/zsh/vendor-completions/_codebode").read_text(encoding="utf-8"),
            "fish": self.path("/usr/share/fish/vendor_completions.d/codebode.fish").read_text(encoding="utf-8"),
        }
        for name, text in texts.items():
            with self.subTest(name):
                self.assertEqual({command for command in commands if command not in text.lower()}, set())
        self.run_there("bash", "-n", "/usr/share/bash-completion/completions/codebode")

    def test_1_no_worker_starts_by_itself(self):
        self.assertEqual(self.run_there("systemctl", "list-units", "--plain", "--no-legend", "codebode@*").stdout, "")

    def test_2_a_mistake_in_the_configuration_is_named_and_not_tried_again(self):
        text = self.path(CONFIG).read_text(encoding="utf-8")
        self.path(CONFIG).write_text(text.replace("  concurrency: 200", "  concurrenzy: 200"), encoding="utf-8")
        self.run_there("systemctl", "start", "codebode@1", check=False)
        Machine.until(lambda: self.worker()["ActiveState"] == "failed", "it gives up")
        self.assertEqual(self.worker()["ExecMainStatus"], "78")
        log = self.run_there("journalctl", "--unit=codebode@1", "--output=cat").stdout
        self.assertRegex(log, rf"{CONFIG}:\d+: .*concurrenzy")
        self.path(CONFIG).write_text(text, encoding="utf-8")
        self.run_there("systemctl", "reset-failed", "codebode@1")

    def test_3_workers_deliver_as_a_user_of_their_own_and_go_on_after_an_upgrade(self):
        self.configure()
        self.run_there("systemd-run", "--unit=sandbox", "--property=DynamicUser=yes", "codebode", "sandbox",
                       "--http-port", HTTP, "--smtp-port", SMTP)
        self.run_there("systemctl", "enable", "--now", "codebode@1", "codebode@2")
        post, outcomes = Post(self.broker.url), Outcomes(self.broker.url).listen()
        self.addCleanup(post.close)
        self.addCleanup(outcomes.close)

        def consumers():
            return post.consumers("codebode.signals") == 2

        Machine.until(consumers, "both workers consume")
        self.assert_all_are_sent(post, outcomes)
        workers = [self.worker(number) for number in (1, 2)]
        for worker in workers:
            self.assertEqual(worker["User"], "codebode")
            told = self.run_there("cat", f"/proc/{worker['MainPID']}/status").stdout
            self.assertRegex(told, r"(?m)^NoNewPrivs:\t1$")
            self.assertRegex(told, r"(?m)^Seccomp:\t2$")
            self.assertRegex(told, r"(?m)^CapEff:\t0{16}$")
        files = sorted(file.name for file in self.path("/var/lib/codebode").iterdir())
        self.assertLessEqual({"codebode.db", "codebode.db.key"}, set(files))

        self.path(CONFIG).write_text(self.path(CONFIG).read_text() + "# mine\n", encoding="utf-8")
        self.install()
        Machine.until(consumers, "both workers consume again")
        after = [self.worker(number) for number in (1, 2)]
        self.assertEqual([worker["ActiveState"] for worker in after], ["active", "active"])
        self.assertFalse({worker["MainPID"] for worker in workers} & {worker["MainPID"] for worker in after})
        self.assertTrue(self.path(CONFIG).read_text(encoding="utf-8").endswith("# mine\n"))
        self.assert_all_are_sent(post, outcomes)

    def test_4_an_upgrade_that_a_worker_does_not_survive_leaves_the_others(self):
        before = self.worker(2)["MainPID"]
        self.path("/etc/codebode/1.environment").write_text("CODEBODE_NOT_KNOWN=1\n", encoding="utf-8")
        upgrade = self.run_there("apt-get", "-qy", "--reinstall", "install", "/var/tmp/codebode.deb")
        self.assertIn("codebode@1.service does not run with this version", upgrade.stdout + upgrade.stderr)
        self.assertEqual((self.worker(1)["ActiveState"], self.worker(2)["ActiveState"]), ("failed", "active"))
        self.assertEqual(self.worker(2)["MainPID"], before)

    def test_5_removed_it_keeps_what_is_the_users_and_purged_nothing_is_left(self):
        self.run_there("apt-get", "-qy", "remove", "codebode")
        running = self.run_there("systemctl", "list-units", "--plain", "--no-legend", "--state=active", "codebode@*")
        self.assertEqual(running.stdout, "")
        self.assertTrue(self.path(CONFIG).read_text(encoding="utf-8").endswith("# mine\n"))
        self.assertTrue(self.path("/var/lib/codebode/codebode.db").exists())
        self.run_there("systemctl", "stop", "sandbox")
        self.run_there("apt-get", "-qy", "purge", "codebode")
        left = {file for file in self.machine.files() - self.before if not file.startswith(
            ("var/log/", "var/cache/", "var/lib/apt/", "var/lib/dpkg/", "var/lib/systemd/", "etc/systemd/system/codebode@"))}
        self.assertEqual(left, set())
        self.assertEqual(self.run_there("getent", "passwd", "codebode", check=False).returncode, 2)
        self.assertEqual(self.run_there("getent", "group", "codebode", check=False).returncode, 2)

    def assert_all_are_sent(self, post, outcomes):
        many = [jobs.login_code(), jobs.login_code_mail(), jobs.phone_code(), jobs.notice()]
        for job in many:
            post.publish(job)
        for job in many:
            (outcome, *_) = Machine.until(lambda: outcomes.of(job["id"]), f"an outcome of {job['id']}", 20)
            self.assertEqual(outcome.type, "sent", outcome)


if __name__ == "__main__":
    unittest.main(verbosity=2)
