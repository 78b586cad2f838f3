"""A worker that crashes says nothing of the job that it holds: no report with registers and memory, no core."""
import os
import resource
import signal
import subprocess
import unittest
from pathlib import Path

from support import jobs
from support.gateway import HOLD
from support.places import PROGRAM, ROOT
from support.scene import Scene
from support.sealing import new_key, seal
from support.waiting import until
from support.worker import environment

KEY = new_key("2026-11")
REPORT = "Program crashed"
# As a developer may have it: a report and a core of everything that crashes.
LOUD = {"SWIFT_BACKTRACE": "enable=yes,color=no"}


def with_cores():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


class CrashReport(Scene):
    def start(self, name, *arguments, **settings):
        """In a folder of its own, where a core would lie."""
        place = self.folder / f"{name}-crash"
        place.mkdir()
        output = self.folder / f"{name}.log"
        with open(output, "wb") as file:
            process = subprocess.Popen(
                [PROGRAM, *arguments], cwd=place, env={**environment(settings), **LOUD}, stdin=subprocess.DEVNULL,
                stdout=file, stderr=file, preexec_fn=with_cores,
            )
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process, output, place

    def test_a_worker_that_crashes_with_a_job_in_hand_tells_nothing(self):
        settings = {
            "amqp_url": self.broker.url, "store_url": f"sqlite:{self.folder}/store.db", "seal_keys": KEY,
            "gateways_sandbox_url": self.gateway.url, "mail_relays": self.relay.url, "log_level": "trace",
            "templates_path": f"{ROOT}/templates",
        }
        self.secrets.append(("key", KEY.partition(":")[2]))
        for fault in (signal.SIGSEGV, signal.SIGILL, signal.SIGABRT, signal.SIGTRAP, signal.SIGBUS):
            with self.subTest(fault.name):
                job = jobs.login_code()
                self.secrets += jobs.secrets_of(job)
                self.gateway.plan(job["recipient"]["phone"], HOLD)
                self.post.publish(seal(job, KEY), "send_code", content_type="application/jose", message_id=job["id"])
                process, output, place = self.start(
                    fault.name, "work", "--config", ROOT / "config/codebode.yaml", **settings)
                until(lambda: self.gateway.to(job["recipient"]["phone"]), lambda: output.read_text(), 60)
                limits = Path(f"/proc/{process.pid}/limits").read_text()
                self.assertRegex(limits, r"Max core file size +0 +0 ")
                process.send_signal(fault)
                self.assertEqual(process.wait(60), -fault)
                self.assertNotIn(REPORT, output.read_text())
                self.assertEqual(os.listdir(place), [])
        self.answered_at_end = False  # their leases would have to be waited for

    def test_another_command_would_tell(self):
        """What the test above looks for is there where nothing is done against it."""
        process, output, _ = self.start("sandbox", "sandbox", "--http-port", "0", "--smtp-port", "0")
        until(lambda: "Mail server" in output.read_text(), "it has started", 30)
        process.send_signal(signal.SIGSEGV)
        until(lambda: REPORT in output.read_text(), "a report of the crash", 60)


if __name__ == "__main__":
    unittest.main()
