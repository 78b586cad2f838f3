"""Workers ask for a code themselves, to see that codes arrive: once for all of them, by the whole way."""
import re
import shutil
import time
import unittest

from support import jobs
from support.clock import Clock
from support.gateway import BUSY
from support.metrics import Page
from support.places import ROOT, free_port
from support.scene import Scene
from support.sealing import new_key
from support.waiting import until
from support.worker import codebode
from test_receipts import OPEN, SECRET, call

ACCOUNT = "codebode-probe"
SLOT = 60


class Probes(Scene):
    def setUp(self):
        super().setUp()
        self.phone, self.email = jobs.phone(), jobs.email()
        self.secrets += [("the probe's phone", self.phone), ("the probe's mailbox", self.email)]
        # A few seconds before the next probe is due.
        self.clock = Clock(self.folder / "clock")
        self.clock.set((SLOT - 8 - int(time.time())) % SLOT)

    def probing(self, arguments=(), **settings):
        standard = {"probe_phone": self.phone, "probe_email": self.email, "probe_interval": "1m"}
        return self.work(arguments, clock=self.clock, **{**standard, **settings})

    def shown(self, worker, name, **labels):
        def value():
            try:
                return [Page(worker).sum(f"codebode_probe_{name}", **labels)]
            except AssertionError:
                return None

        return until(value, lambda: f"no {name} {labels}: {worker.log[-1500:]}", 90)[0]

    def test_two_workers_send_one_by_each_way_and_both_know_what_came_of_it(self):
        key = new_key("k1")
        workers = [self.probing(seal_keys=key, seal_required="true") for _ in range(2)]
        for worker in workers:
            for channel in ("sms", "email"):
                self.assertEqual(self.shown(worker, "success", channel=channel), 1)
                took = self.shown(worker, "duration_seconds", channel=channel, until="accepted")
                self.assertTrue(0 < took < 30, took)
        for purpose in ("probe_sms", "probe_email"):
            told = until(lambda: self.told_twice(purpose), "both have asked, and one copy was told as a repeat", 90)
            self.assertEqual({(event.type, event.data["account"]) for event in told}, {("sent", ACCOUNT)})
        self.see_in_status("Probe by sms, .* ago: accepted after ", "Probe by email, .* ago: accepted after ")
        counted = [sum(Page(worker).sum(f"codebode_{name}_total", kind="send_code", **labels) for worker in workers)
                   for name, labels in (("outcomes", {"outcome": "sent"}), ("repeats", {}))]
        probes = {event.job for event in self.outcomes.events}
        self.assertEqual(counted[0], len(probes), "who asks again adds nothing to what was sent")
        self.assertGreater(counted[1], 0)
        self.assertEqual(len(self.gateway.to(self.phone)) + len(self.relay.to(self.email)), len(probes))

    def see_in_status(self, *patterns):
        def said():
            run = codebode("status", amqp_url=self.broker.url, store_url=f"sqlite:{self.folder}/store.db")
            return run.stdout if all(re.search(pattern, run.stdout) for pattern in patterns) else None

        until(said, f"status says {patterns}", 20)

    def told_twice(self, purpose):
        told = [event for event in self.outcomes.events if event.data.get("purpose") == purpose]
        return told if len(told) > len({event.job for event in told}) else None

    def test_a_person_at_the_probe_s_number_has_all_of_their_room(self):
        worker = self.probing(probe_email="")
        self.assertEqual(self.shown(worker, "success", channel="sms"), 1)
        # One each 30 s, by the default limits.
        self.sent(self.publish({**jobs.login_code(to=self.phone), **self.dates()}))

    def dates(self):
        """By the workers' clock, which is ahead."""
        ahead = int(self.clock.file.read_text())
        return {"issued_at": jobs.moment(ahead), "expires_at": jobs.moment(ahead + 600)}

    def test_a_gateway_that_takes_nothing_shows(self):
        self.gateway.usual = BUSY
        worker = self.probing(probe_email="")
        self.assertEqual(self.shown(worker, "success", channel="sms"), 0)
        worker.until_logged("a probe failed")
        self.assertEqual(self.shown(worker, "failures", channel="sms"), 1)
        self.see_in_status("× the probe by sms of .* ago failed")
        self.answered_at_end = False

    def test_its_receipt_is_waited_for(self):
        config, port = self.folder / "config", free_port()
        shutil.copytree(ROOT / "config", config)
        sandbox = (config / "gateways/sandbox.yaml").read_text(encoding="utf-8")
        (config / "gateways/sandbox.yaml").write_text(sandbox + OPEN, encoding="utf-8")
        worker = self.probing(
            ["--config", config / "codebode.yaml"], probe_email="", web_public_url=f"http://127.0.0.1:{port}",
            web_listen=f"127.0.0.1:{port}", gateways_sandbox_receipt_secret=SECRET)
        worker.port = port
        [request] = until(lambda: self.gateway.to(self.phone), lambda: f"no probe: {worker.log[-1500:]}", 30)
        receipt = {"id": "gw-1", "status": "arrived"}
        until(lambda: call(request.sms["callback"], receipt)[0] == 202, "the receipt is taken")
        self.assertGreater(self.shown(worker, "duration_seconds", channel="sms", until="delivered"), 0)
        self.assertEqual(self.shown(worker, "success", channel="sms"), 1)


if __name__ == "__main__":
    unittest.main()
