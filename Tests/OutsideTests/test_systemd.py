"""The systemd unit is one that systemd knows, that lets a worker do little, and that fits the program."""
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from files import ROOT, codebode

FOLDER = ROOT / "deploy/systemd"
UNIT = (FOLDER / "codebode@.service").read_text(encoding="utf-8")
SECRETS = (FOLDER / "codebode@.service.d/secrets.conf").read_text(encoding="utf-8")
# As if whoever installs it had taken every line.
ALL_SECRETS = re.sub(r"^#(?=\w+=)", "", SECRETS, flags=re.MULTILINE)


def values(text, key):
    return re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)


def environment(text):
    return dict(value.split("=", 1) for value in values(text, "Environment"))


class SystemdUnit(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="codebode-test-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def analyze(self, unit, *arguments):
        """Asks systemd about this unit with all secrets; the program is not installed where tests run."""
        path = self.folder / "codebode@1.service"
        path.write_text(unit.replace("/usr/bin/codebode ", sys.executable + " "), encoding="utf-8")
        (self.folder / "codebode@1.service.d").mkdir(exist_ok=True)
        (self.folder / "codebode@1.service.d/secrets.conf").write_text(ALL_SECRETS, encoding="utf-8")
        command = ["systemd-analyze", *arguments, str(path)]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    def complaints(self, unit):
        """What systemd says of it, and not of the machine's own units."""
        check = self.analyze(unit, "verify", "--recursive-errors=no")
        return [line for line in check.stderr.splitlines() if "codebode" in line]

    def test_systemd_knows_every_line(self):
        self.assertEqual(self.complaints(UNIT), [])
        self.assertIn("Restrat", "".join(self.complaints(UNIT.replace("\nRestart=", "\nRestrat="))))

    def test_its_exposure_is_two_at_most(self):
        for unit, is_well in ((UNIT, True), (re.sub(r"\nSystemCallFilter=.*", "", UNIT), False)):
            check = self.analyze(unit, "security", "--offline=true", "--threshold=20")
            with self.subTest(check.stdout.splitlines()[-1]):
                self.assertEqual(check.returncode == 0, is_well, check.stderr)

    def test_its_user_is_made(self):
        file = FOLDER / "codebode.sysusers.conf"
        (self.folder / "etc").mkdir()
        command = ["systemd-sysusers", f"--root={self.folder}", str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        users = [line.split(":")[0] for line in (self.folder / "etc/passwd").read_text().splitlines()]
        self.assertEqual(values(UNIT, "User"), users)
        self.assertEqual(values(UNIT, "Group"), users)

    def test_the_program_takes_the_command_and_every_variable(self):
        (command,) = values(UNIT, "ExecStart")
        program, *arguments = command.split()
        self.assertEqual(program, "/usr/bin/codebode")
        self.assertEqual(arguments, ["work", "--config", "/etc/codebode/codebode.yaml"])
        secrets = {
            "amqp_url": "amqps://codebode:word@broker.example", "hash_key": "ab" * 32, "twilio_secret": "word",
            "mail_relays": "smtp://codebode:word@relay.example:587",
            "seal_keys": codebode("seal", "keygen").stdout,
        }
        for name, text in secrets.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        given = {
            key: value.replace("%d", str(self.folder))
            for key, value in (environment(UNIT) | environment(ALL_SECRETS)).items()
        }
        check = codebode("config", "check", environment=given)
        self.assertEqual((check.returncode, check.stderr), (0, ""))

    def test_each_secret_is_handed_over_in_a_file_of_its_own(self):
        handed = dict(value.split(":") for value in values(ALL_SECRETS, "LoadCredential"))
        self.assertEqual(len(handed), 5)
        self.assertEqual(
            {variable: path for variable, path in environment(ALL_SECRETS).items() if variable.endswith("_FILE")},
            {variable: f"%d/{name}" for variable, name in zip(environment(ALL_SECRETS), handed)})
        self.assertEqual({Path(path).name for path in handed.values()}, set(handed))

    def test_a_mistake_in_the_configuration_is_not_tried_again(self):
        (codes,) = values(UNIT, "RestartPreventExitStatus")
        misspelt = codebode("work", environment={"CODEBODE_AMPQ_URL": "x"})
        unknown = codebode("work", "--unknown")
        self.assertEqual(sorted(codes.split()), sorted(str(run.returncode) for run in (misspelt, unknown)))
        self.assertEqual(values(UNIT, "Restart"), ["on-failure"])

    def test_a_worker_has_time_to_finish(self):
        source = (ROOT / "Sources/codebode/Assembly.swift").read_text(encoding="utf-8")
        needed = [int(seconds) for seconds in re.findall(r"maximum\w+Duration = \.seconds\((\d+)\)", source)]
        self.assertEqual(len(needed), 2)
        self.assertGreater(int(values(UNIT, "TimeoutStopSec")[0]), sum(needed))
        self.assertEqual(values(UNIT, "KillSignal"), ["SIGTERM"])

    def test_the_worker_speaks_to_systemd(self):
        """What it says, and when, is tried in Tests/IntegrationTests/test_service_manager.py."""
        self.assertEqual(values(UNIT, "Type"), ["notify"])
        self.assertEqual(values(UNIT, "ExecReload"), ["/bin/kill -HUP $MAINPID"])
        # A connection attempt may take half a minute, and the worker says nothing meanwhile.
        self.assertGreaterEqual(int(values(UNIT, "WatchdogSec")[0]), 90)

    def test_only_the_store_can_be_written(self):
        self.assertEqual(values(UNIT, "ProtectSystem"), ["strict"])
        self.assertEqual(values(UNIT, "ReadWritePaths"), [])
        (folder,) = values(UNIT, "StateDirectory")
        self.assertIn(f" url: sqlite:/var/lib/{folder}/", (ROOT / "scripts/deb").read_text(encoding="utf-8"))

    def test_what_the_configuration_says_stands_above_the_unit(self):
        self.assertEqual(set(environment(UNIT)), {"SWIFT_BACKTRACE"})

    def test_a_crash_leaves_nothing(self):
        self.assertEqual(environment(UNIT)["SWIFT_BACKTRACE"], "enable=no")
        self.assertEqual(values(UNIT, "LimitCORE"), ["0"])


if __name__ == "__main__":
    unittest.main()
