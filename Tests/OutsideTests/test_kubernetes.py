"""The Kubernetes files are what Kubernetes, KEDA and the program take, and hold what the documentation promises."""
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import yaml

from files import ROOT, codebode, read_json

FOLDER = ROOT / "deploy/kubernetes"
VALIDATE = ROOT / ".build/vendor-sdks/bin/kubernetes-validate"
ASSEMBLY = (ROOT / "Sources/codebode/Assembly.swift").read_text(encoding="utf-8")
BUILT = subprocess.run(["kubectl", "kustomize", FOLDER], check=True, capture_output=True, text=True, timeout=60).stdout
OBJECTS = list(yaml.safe_load_all(BUILT))
SECRET = yaml.safe_load((FOLDER / "secret.example.yaml").read_text(encoding="utf-8"))

# The fields that KEDA's reference has for these objects and triggers, as far as they could make sense here (2.20).
# KEDA's own schema takes an unknown one without a word.
SCALED = {"scaleTargetRef", "pollingInterval", "cooldownPeriod", "minReplicaCount", "maxReplicaCount", "fallback",
          "advanced", "triggers"}
TRIGGERS = {
    "rabbitmq": {"protocol", "vhostName", "queueName", "mode", "value", "activationValue", "timeout"},
    "prometheus": {"serverAddress", "query", "threshold", "activationThreshold", "ignoreNullValues"},
}


def of(kind):
    return [one for one in OBJECTS if one["kind"] == kind]


def pods():
    return {one["metadata"]["name"]: one["spec"]["template"]["spec"] for one in of("Deployment")}


def environment(pod):
    return {one["name"]: one["value"] for one in pod["containers"][0]["env"]}


class Kubernetes(unittest.TestCase):
    def validate(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            return subprocess.run([VALIDATE, "--strict", "--no-warn", file.name], capture_output=True, text=True, timeout=120)

    def test_kubernetes_knows_every_field(self):
        well = self.validate(BUILT)
        self.assertEqual(well.returncode, 0, well.stdout + well.stderr)
        self.assertEqual(self.validate(yaml.safe_dump(SECRET)).returncode, 0)
        self.assertNotEqual(self.validate(BUILT.replace("readOnlyRootFilesystem", "readonlyRootFilesystem")).returncode, 0)

    def test_every_kind_of_job_has_workers(self):
        served = [queue for pod in pods().values() for queue in environment(pod)["CODEBODE_WORKER_QUEUES"].split(",")]
        kinds = read_json("docs/schema/job.schema.json")["properties"]["kind"]["enum"]
        self.assertEqual(sorted(served), sorted(kinds))

    def test_login_codes_never_wait_behind_notices(self):
        for pod in pods().values():
            self.assertNotEqual({"send_code", "security_notice"} & set(environment(pod)["CODEBODE_WORKER_QUEUES"].split(",")),
                                {"send_code", "security_notice"})

    def test_the_program_takes_the_configuration_with_every_secret_and_variable(self):
        with tempfile.TemporaryDirectory(prefix="codebode-test-") as folder:
            config = Path(folder) / "codebode.yaml"
            (config.parent / "gateways").symlink_to(ROOT / "config/gateways")
            secrets = SECRET["stringData"] | {
                "store_hash_key": "ab" * 32, "seal_keys": codebode("seal", "keygen").stdout}
            for name, text in secrets.items():
                (Path(folder) / name).write_text(text, encoding="utf-8")
            for name, pod in pods().items():
                with self.subTest(name):
                    mount = {one["name"]: one["mountPath"] for one in pod["containers"][0]["volumeMounts"]}["secrets"]
                    (volume,) = [one for one in pod["volumes"] if one["name"] == "config"]
                    (map_,) = [one for one in of("ConfigMap") if one["metadata"]["name"] == volume["configMap"]["name"]]
                    config.write_text(map_["data"]["codebode.yaml"], encoding="utf-8")
                    given = {key: value.replace(mount, folder) for key, value in environment(pod).items()}
                    check = codebode("config", "check", "--config", str(config), environment=given)
                    self.assertEqual((check.returncode, check.stderr), (0, ""))
                    self.assertRegex(check.stdout, r"store.url +redis:")

    def test_each_secret_is_a_file_that_the_workers_name(self):
        for pod in pods().values():
            files = {value.rpartition("/")[2] for key, value in environment(pod).items() if key.endswith("_FILE")}
            self.assertEqual(files, set(SECRET["stringData"]))
            (volume,) = [one for one in pod["volumes"] if one["name"] == "secrets"]
            self.assertEqual(volume["secret"]["secretName"], SECRET["metadata"]["name"])

    def test_a_worker_may_do_little(self):
        for name, pod in pods().items():
            with self.subTest(name):
                (container,) = pod["containers"]
                self.assertEqual(container["securityContext"], {
                    "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}})
                self.assertIs(pod["securityContext"]["runAsNonRoot"], True)
                self.assertEqual(pod["securityContext"]["seccompProfile"], {"type": "RuntimeDefault"})
                self.assertIn(f"USER {pod['securityContext']['runAsUser']}\n", (ROOT / "Dockerfile").read_text())
                self.assertIs(pod["automountServiceAccountToken"], False)

    def test_a_worker_has_time_to_finish_and_another_is_there_first(self):
        needed = sum(int(seconds) for seconds in re.findall(r"maximum\w+Duration = \.seconds\((\d+)\)", ASSEMBLY))
        self.assertEqual(needed, 45)
        for pod in pods().values():
            self.assertGreater(pod["terminationGracePeriodSeconds"], needed)
        for deployment in of("Deployment"):
            self.assertEqual(deployment["spec"]["strategy"], {"rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}})

    def test_a_lost_broker_restarts_nobody(self):
        for pod in pods().values():
            (container,) = pod["containers"]
            self.assertEqual(container["livenessProbe"]["httpGet"]["path"], "/healthz")
            self.assertEqual(container["readinessProbe"]["httpGet"]["path"], "/readyz")

    def test_budgets_and_policy_choose_the_workers(self):
        labels = [one["spec"]["template"]["metadata"]["labels"] for one in of("Deployment")]
        for deployment in of("Deployment"):
            self.assertEqual(deployment["spec"]["selector"]["matchLabels"], deployment["spec"]["template"]["metadata"]["labels"])
        self.assertEqual([one["spec"]["selector"]["matchLabels"] for one in of("PodDisruptionBudget")], labels)
        (policy,) = of("NetworkPolicy")
        for label in labels:
            self.assertLessEqual(policy["spec"]["podSelector"]["matchLabels"].items(), label.items())

    def test_workers_reach_the_broker_by_tls_only(self):
        (policy,) = of("NetworkPolicy")
        ports = {port["port"] for rule in policy["spec"]["egress"] for port in rule["ports"]}
        self.assertEqual(ports, {53, 443, 465, 587, 5671, 6379})

    def test_keda_scales_what_is_there_and_never_to_less_than_two(self):
        (scaled,) = of("ScaledObject")
        spec = scaled["spec"]
        self.assertLessEqual(set(spec), SCALED)
        self.assertIn(spec["scaleTargetRef"]["name"], pods())
        self.assertGreaterEqual(spec["minReplicaCount"], 2)
        self.assertEqual(set(spec["fallback"]), {"failureThreshold", "replicas", "behavior"})
        self.assertEqual({trigger["type"] for trigger in spec["triggers"]}, set(TRIGGERS))
        for trigger in spec["triggers"]:
            with self.subTest(trigger["type"]):
                self.assertLessEqual(set(trigger), {"type", "metadata", "metricType", "authenticationRef"})
                self.assertLessEqual(set(trigger["metadata"]), TRIGGERS[trigger["type"]])
                self.assertTrue(all(isinstance(value, str) for value in trigger["metadata"].values()), "KEDA takes texts")

    def test_keda_asks_for_a_queue_that_exists_and_with_a_secret_that_is_given(self):
        (scaled,), (authentication,) = of("ScaledObject"), of("TriggerAuthentication")
        (trigger,) = [one for one in scaled["spec"]["triggers"] if one["type"] == "rabbitmq"]
        queues = {queue["name"] for queue in read_json("config/definitions.json")["queues"]}
        self.assertIn(trigger["metadata"]["queueName"], queues)
        self.assertEqual(trigger["authenticationRef"]["name"], authentication["metadata"]["name"])
        for reference in authentication["spec"]["secretTargetRef"]:
            self.assertEqual(reference["name"], SECRET["metadata"]["name"])
            self.assertIn(reference["key"], SECRET["stringData"])


if __name__ == "__main__":
    unittest.main()
