"""What a worker tells systemd (sd_notify(3)): that it works, that it still turns, and that it ends."""
import os
import signal
import socket
import unittest

from support import jobs
from support.scene import Scene
from support.waiting import until


class ServiceManager(Scene):
    def listen(self, address):
        """As systemd does; `@name` is an abstract address."""
        ear = self.kept(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
        ear.bind("\0" + address[1:] if address.startswith("@") else address)
        ear.settimeout(30)
        return ear

    def started(self, address, **variables):
        variables = {"NOTIFY_SOCKET": address, **variables}
        return self.work(within=["env", *(f"{name}={value}" for name, value in variables.items())])

    def test_a_worker_says_that_it_is_ready_and_that_it_ends(self):
        for address in (f"{self.folder}/notify", f"@codebode-{os.getpid()}"):
            with self.subTest(address):
                ear = self.listen(address)
                worker = self.started(address)
                self.assertEqual(ear.recv(100), b"READY=1")
                worker.terminate()
                self.assertEqual(ear.recv(100), b"STOPPING=1")
                self.assertEqual(worker.exit_code(), 0)

    def test_it_gives_a_sign_of_life_for_as_long_as_it_works(self):
        ear = self.listen(f"{self.folder}/notify")
        worker = self.started(f"{self.folder}/notify", WATCHDOG_USEC=200_000)
        self.assertEqual([ear.recv(100) for _ in range(4)], [b"READY=1"] + [b"WATCHDOG=1"] * 3)
        worker.process.send_signal(signal.SIGSTOP)
        ear.settimeout(1)
        with self.assertRaises(TimeoutError):
            while True:
                ear.recv(100)
        worker.process.send_signal(signal.SIGCONT)
        ear.settimeout(30)
        self.assertEqual(ear.recv(100), b"WATCHDOG=1")

    def test_a_sign_of_life_that_another_process_owes_is_not_given(self):
        ear = self.listen(f"{self.folder}/notify")
        worker = self.started(f"{self.folder}/notify", WATCHDOG_USEC=200_000, WATCHDOG_PID=1)
        self.assertEqual(ear.recv(100), b"READY=1")
        worker.terminate()
        self.assertEqual(ear.recv(100), b"STOPPING=1")
        self.assertEqual(worker.exit_code(), 0)

    def test_a_worker_whose_service_manager_is_gone_works_all_the_same(self):
        worker = self.started(f"{self.folder}/nowhere", WATCHDOG_USEC=200_000)
        job = jobs.login_code()
        self.publish(job)
        until(lambda: self.gateway.to(job["recipient"]["phone"]), lambda: worker.log)


if __name__ == "__main__":
    unittest.main()
