"""A worker needs no more of the kernel than its systemd unit leaves it."""
import subprocess
import sys
import unittest
from pathlib import Path

from support import jobs
from support.gateway import BUSY
from support.scene import Scene

CAGE = [sys.executable, str(Path(__file__).parent / "support/confined.py")]
FORBIDDEN = [
    "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "import os, tempfile; file = tempfile.TemporaryFile(); os.fchown(file.fileno(), -1, -1)",
    "import mmap; mmap.mmap(-1, 4096, prot=mmap.PROT_WRITE | mmap.PROT_EXEC)",
]


class Confined(Scene):
    def test_it_works_and_leaves_well(self):
        worker = self.work(within=CAGE)
        self.assertEqual(Path(f"/proc/{worker.process.pid}/comm").read_text().strip(), "codebode")
        status = Path(f"/proc/{worker.process.pid}/status").read_text()
        self.assertRegex(status, r"(?m)^NoNewPrivs:\t1$")
        self.assertRegex(status, r"(?m)^Seccomp:\t2$")
        many = [jobs.login_code(), jobs.login_code_mail(), jobs.phone_code(), jobs.phone_link(), jobs.notice()]
        self.gateway.plan(many[0]["recipient"]["phone"], BUSY)
        for job in many:
            self.publish(job)
        for job in many:
            self.sent(job, 30)

    def test_the_cage_holds(self):
        for program in FORBIDDEN:
            with self.subTest(program):
                command = [sys.executable, "-c", program]
                self.assertEqual(subprocess.run(command, timeout=60).returncode, 0, "outside it may be done")
                run = subprocess.run([*CAGE, *command], capture_output=True, text=True, timeout=60)
                self.assertEqual(run.returncode, 1)
                self.assertRegex(run.stderr, "Operation not permitted|Address family not supported")


if __name__ == "__main__":
    unittest.main()
