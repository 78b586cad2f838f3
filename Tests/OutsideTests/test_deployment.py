"""Dockerfile and compose file hold what the documentation promises of them."""
import base64
import hashlib
import json
import re
import shutil
import subprocess
import unittest
from urllib.parse import urlsplit

from files import ROOT, codebode, read_json, read_yaml

COMPOSE = read_yaml("docker-compose.yml")
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


class Compose(unittest.TestCase):
    def test_has_these_services(self):
        self.assertEqual(set(SERVICES), {"rabbitmq", "redis", "mailpit", "sandbox", "worker"})

    def test_the_program_knows_every_key_that_the_worker_is_given(self):
        environment = {
            key: re.sub(r"\$\{\w+:-(.*)\}", r"\1", value)
            for key, value in SERVICES["worker"]["environment"].items()
        }
        check = codebode("config", "check", environment=environment)
        self.assertEqual((check.returncode, check.stderr), (0, ""))
        misspelt = codebode("config", "check", environment=environment | {"CODEBODE_AMPQ_URL": "x"})
        self.assertEqual(misspelt.returncode, 78)

    def test_the_program_knows_every_option_that_the_sandbox_is_given(self):
        help_text = codebode("sandbox", "--help").stdout
        command, *arguments = SERVICES["sandbox"]["command"]
        self.assertEqual(command, "sandbox")
        for option in (argument for argument in arguments if argument.startswith("--")):
            with self.subTest(option):
                self.assertIn(f"{option} <", help_text)

    def test_the_definitions_are_the_ones_that_the_program_prints(self):
        printed = codebode("topology", "print").stdout
        self.assertEqual(printed, (ROOT / "config/definitions.json").read_text(encoding="utf-8"))

    def test_every_address_is_that_of_a_service_here(self):
        environment = SERVICES["worker"]["environment"]
        for key in ("CODEBODE_AMQP_URL", "CODEBODE_GATEWAYS_SANDBOX_URL", "CODEBODE_MAIL_RELAYS"):
            with self.subTest(key):
                host = urlsplit(environment[key]).hostname
                self.assertIn(host, SERVICES)
                self.assertIn(host, SERVICES["worker"]["depends_on"])

    def test_the_worker_can_be_scaled(self):
        self.assertFalse({"container_name", "hostname", "ports"} & set(SERVICES["worker"]))

    def test_the_worker_waits_for_healthy_services_only(self):
        for name, wait in SERVICES["worker"]["depends_on"].items():
            with self.subTest(name):
                self.assertEqual(wait["condition"], "service_healthy")
                self.assertIn("healthcheck", SERVICES[name])

    def test_our_own_containers_can_do_little(self):
        for name in ("worker", "sandbox"):
            with self.subTest(name):
                service = SERVICES[name]
                self.assertIs(service["read_only"], True)
                self.assertEqual(service["cap_drop"], ["ALL"])
                self.assertEqual(service["security_opt"], ["no-new-privileges:true"])
                self.assertEqual(service["tmpfs"], ["/tmp"])

    def test_no_container_can_become_more_than_it_was_started_as(self):
        more = {"privileged", "cap_add", "devices", "pid", "ipc", "network_mode", "userns_mode"}
        for name, service in SERVICES.items():
            with self.subTest(name):
                self.assertEqual(service["security_opt"], ["no-new-privileges:true"])
                self.assertFalse(more & set(service))

    def test_only_the_store_can_be_written_by_our_own_containers(self):
        folders = {name: SERVICES[name].get("volumes", []) for name in ("worker", "sandbox")}
        self.assertEqual(folders, {"worker": ["codebode:/var/lib/codebode"], "sandbox": []})
        self.assertIn("install -d -o codebode -g codebode -m 0700 /var/lib/codebode", DOCKERFILE)

    def test_the_worker_keeps_its_store_and_has_time_to_finish(self):
        self.assertIn("codebode:/var/lib/codebode", SERVICES["worker"]["volumes"])
        self.assertIn("codebode", COMPOSE["volumes"])
        self.assertEqual(SERVICES["worker"]["stop_grace_period"], "60s")

    def test_ports_are_open_to_this_machine_only(self):
        ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
        self.assertEqual(len(ports), 4)
        for port in ports:
            with self.subTest(port):
                self.assertTrue(port.startswith("127.0.0.1:"))

    def test_every_file_that_is_mounted_is_there(self):
        mounted = [volume.split(":")[0] for volume in SERVICES["rabbitmq"]["volumes"] if volume.startswith("./")]
        self.assertEqual(len(mounted), 4)
        for path in mounted:
            with self.subTest(path):
                self.assertTrue((ROOT / path).is_file())

    def test_the_broker_reads_topology_and_user_from_the_folder_it_is_told(self):
        told = re.search(r"^load_definitions = (\S+)$", (ROOT / "config/rabbitmq.conf").read_text(), re.MULTILINE)[1]
        files = [volume.split(":")[1] for volume in SERVICES["rabbitmq"]["volumes"] if "definitions" in volume]
        files += [volume.split(":")[1] for volume in SERVICES["rabbitmq"]["volumes"] if "users" in volume]
        self.assertEqual(files, sorted(files))
        self.assertEqual({path.rpartition("/")[0] for path in files}, {told})

    def test_the_development_user_is_the_one_of_the_url(self):
        url = urlsplit(SERVICES["worker"]["environment"]["CODEBODE_AMQP_URL"])
        definitions = read_json("config/development-users.json")
        (user,) = definitions["users"]
        self.assertEqual(user["name"], url.username)
        salted = base64.b64decode(user["password_hash"])
        salt, digest = salted[:4], salted[4:]
        self.assertEqual(hashlib.sha256(salt + url.password.encode()).digest(), digest)
        self.assertEqual([(one["user"], one["vhost"]) for one in definitions["permissions"]], [(url.username, "/")])

    @unittest.skipUnless(shutil.which("docker-compose"), "docker-compose is not installed")
    def test_docker_compose_takes_it(self):
        command = ["docker-compose", "-f", str(ROOT / "docker-compose.yml"), "config"]
        run = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertRegex(run.stdout, r"stop_grace_period: (60s|1m)")


class Image(unittest.TestCase):
    stages = DOCKERFILE.split("\nFROM ")

    def test_builds_in_one_image_and_runs_in_another(self):
        self.assertEqual(len(self.stages), 2)
        self.assertTrue(self.stages[0].startswith("FROM swift:6.3-bookworm AS builder"))
        self.assertTrue(self.stages[1].startswith("debian:bookworm-slim"))
        self.assertIn("swift build -c release --static-swift-stdlib --product codebode", self.stages[0])

    def test_runs_as_an_ordinary_user(self):
        self.assertIn("\nUSER 10001\n", self.stages[1])
        self.assertIn("useradd --system --uid 10001 ", self.stages[1])
        self.assertNotIn("USER root", DOCKERFILE)

    def test_runs_codebode_work(self):
        commands = dict(re.findall(r"^(ENTRYPOINT|CMD) (.+)$", self.stages[1], re.MULTILINE))
        self.assertEqual(json.loads(commands["ENTRYPOINT"]), ["codebode"])
        self.assertEqual(json.loads(commands["CMD"]), ["work"])

    def test_prints_no_memory_when_it_crashes(self):
        self.assertIn("SWIFT_BACKTRACE=enable=no", self.stages[1])

    def test_holds_every_library_that_the_builder_compiled_against(self):
        runtime = {
            "libcurl4-openssl-dev": "libcurl4",
            "libhiredis-dev": "libhiredis0.14",
            "libphonenumber-dev": "libphonenumber8",
            "librabbitmq-dev": "librabbitmq4",
            "libsqlite3-dev": "libsqlite3-0",
            "libssl-dev": "libssl3",
        }
        compiled = set(re.findall(r"lib\S+-dev", self.stages[0]))
        self.assertEqual(compiled, set(runtime))
        for package in compiled:
            with self.subTest(package):
                self.assertRegex(self.stages[1], rf"\s{re.escape(runtime[package])}\s")


if __name__ == "__main__":
    unittest.main()
