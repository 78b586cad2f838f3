"""Workers that share a store, and a backend of their own: killed and started again, their clock set."""
import signal
import subprocess
import threading
import time

from judge.conditions import ClockChange
from support.clock import Clock
from support.worker import Worker

from .publisher import Listener, Publisher

# Wide where a run is not about it, so that what is refused was refused by the one limit that the judge knows.
WIDE = {
    f"limits_{name}_count": 1_000_000
    for name in ("recipient_short", "recipient_day", "account_short", "account_day", "prefix_hour", "region_hour")
}

UNAVAILABLE = 69  # sysexits: a service is not there


class House:
    def __init__(self, name, folder, store, cluster, doors, ways, conditions):
        """`doors`: the numbers of its workers' doors; `ways`: the ports of gateway and relay behind each door."""
        self.name, self.store, self.doors, self.conditions = name, store, doors, conditions
        self.folder = folder / name
        self.folder.mkdir()
        self.clock = Clock(self.folder / "clock")
        self.workers = [None] * len(doors)
        self.logs = 0
        self.without_store = 0  # workers that left because their store was not there when they started
        self.bad_ends = []
        self._lock = threading.RLock()
        self._settings = [self._of(door, cluster, ways, conditions) for door in doors]

    def _of(self, door, cluster, ways, conditions):
        gateway, relay = ways[door]
        return {
            **WIDE, **self.store.settings, "amqp_url": cluster.url(self.name, door),
            "gateways_sandbox_url": f"http://127.0.0.1:{gateway}", "mail_relays": f"smtp://127.0.0.1:{relay}?tls=none",
            "policy_min_remaining": f"{conditions.min_remaining}s",
            "limits_recipient_burst_count": conditions.limit_count,
            "limits_recipient_burst_window": f"{conditions.limit_window}s",
            "fraud_neighbours_mode": "off", "fraud_unverified_mode": "off", "log_level": "info",
            **{f"policy_on_unknown_{kind}": "drop" for kind in conditions.drop},
        }

    def start(self, index):
        with self._lock:
            self.logs += 1
            log = self.folder / f"worker-{self.logs}.log"
            self.workers[index] = Worker(log, clock=self.clock, **self._settings[index])

    def start_all(self):
        for index in range(len(self.doors)):
            self.start(index)

    def employ(self, cluster, requests, ledger):
        def url():
            return cluster.first_url(self.name)

        self.publisher = Publisher(url, self.name, requests, ledger)
        self.listener = Listener(url, ledger)
        self.listener.start()

    def kill(self, index):
        """And starts another one in its place."""
        with self._lock:
            self.look_after()
            self.workers[index].kill()
            self.start(index)

    def look_after(self):
        """As a supervisor does: another one is started for each that has ended by itself."""
        with self._lock:
            for index, worker in enumerate(self.workers):
                if worker.is_running:
                    continue
                if worker.exit_code() == UNAVAILABLE:
                    self.without_store += 1
                else:
                    self.bad_ends.append(f"{worker.log_file.name} ended by itself: {worker.log[-300:]}")
                self.start(index)

    def stop(self, index):
        self.workers[index].process.send_signal(signal.SIGSTOP)
        return self.workers[index]

    def set_clock(self, offset):
        """Before and after it: while it is set, a worker may have either."""
        self.conditions.clocks.append(ClockChange(self.name, time.time(), offset))
        self.clock.set(offset)

    def close(self):
        """All are asked to leave, and have to leave well."""
        for worker in self.workers:
            if worker and worker.is_running:
                worker.terminate()
        for worker in self.workers:
            if worker:
                self._see_off(worker)

    def _see_off(self, worker):
        try:
            code = worker.exit_code()
        except subprocess.TimeoutExpired:
            worker.kill()
            code = "SIGKILL, for it did not leave when it was asked to"
        if code != 0:
            self.bad_ends.append(f"{worker.log_file.name} ended with {code}: {worker.log[-300:]}")
