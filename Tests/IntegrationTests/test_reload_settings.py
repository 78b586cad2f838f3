"""Settings that change while jobs flow: all that can be changed is changed as one, or nothing is."""
import os
import shutil
import socket
import threading
import time
import unittest

import yaml
from support import jobs
from support.gateway import HOLD, Gateway
from support.metrics import Page
from support.places import ROOT, free_port
from support.scene import Scene
from support.waiting import until

TAKEN, REFUSED = "changed settings are used from now on", "changed settings are refused"
UNCHANGED = "the settings were read anew, and are as they were"
RESTART = "a setting takes effect after a restart"


class SettingsReload(Scene):
    def setUp(self):
        super().setUp()
        self.config = self.folder / "config"
        shutil.copytree(ROOT / "config", self.config)
        self.file = self.config / "codebode.yaml"
        self.settings = given(yaml.safe_load(self.file.read_text(encoding="utf-8")))
        self.settings["gateways"] = {"sandbox": {"url": self.gateway.url}}
        self.settings["mail"]["relays"] = [self.relay.url]
        self.settings["store"]["url"] = f"sqlite:{self.folder}/store.db"
        self.settings["log"] = {"level": "info", "format": "json"}
        self.save()

    def save(self, **sections):
        """As editors do: beside the file, then over it."""
        for section, values in sections.items():
            self.settings[section] = {**self.settings.get(section, {}), **values}
        self.write(self.file, yaml.safe_dump(self.settings, sort_keys=False))

    def write(self, file, text):
        (file.parent / ".swp").write_text(text, encoding="utf-8")
        os.replace(file.parent / ".swp", file)

    def start(self, **settings):
        own = {"gateways_sandbox_url": None, "mail_relays": None, "store_url": None, "log_level": None}
        return self.work(["--config", self.file], **{**own, **settings})

    def until_taken(self, worker, times=1):
        until(lambda: worker.log.count(TAKEN) == times, lambda: f"the change is taken: {worker.log[-2000:]}")

    def deliver(self, worker, **fields):
        job = self.publish(jobs.login_code(**fields))
        self.sent(job)
        return job

    def test_a_limit_is_lowered_and_raised(self):
        worker = self.start()
        account = f"account-{os.getpid()}"
        self.deliver(worker, account=account, purpose="one")
        self.save(limits={"account_short": {"key": "account", "count": 1, "window": "10m"}})
        self.until_taken(worker)
        self.rejected(self.publish(jobs.login_code(account=account, purpose="two")), "rate_limited")
        findings = Page(worker).sum("codebode_rule_findings_total", rule="account_short", result="refused")
        self.assertEqual(findings, 1)
        self.save(limits={"account_short": {"key": "account", "count": 9, "window": "10m"}})
        self.until_taken(worker, 2)
        self.deliver(worker, account=account, purpose="three")
        page = Page(worker)
        self.assertEqual(page.sum("codebode_reload_total", result="done"), 2)
        self.assertGreater(page.sum("codebode_config_timestamp_seconds"), page.sum("process_start_time_seconds"))

    def test_jobs_that_wait_for_a_dead_gateway_go_out_by_its_new_address(self):
        dead = f"http://127.0.0.1:{free_port()}"
        self.save(gateways={"sandbox": {"url": dead}})
        worker = self.start()
        waiting = [self.publish(jobs.login_code()) for _ in range(20)]
        until(lambda: Page(worker).sum("codebode_breaker_state", gateway="sandbox", state="open") == 1, "it is left alone")
        self.save(gateways={"sandbox": {"url": self.gateway.url}})
        worker.reload()
        for job in waiting:
            self.sent(job, 40)
            self.assertEqual(len(self.gateway.to(job["recipient"]["phone"])), 1)
        self.assertEqual(Page(worker).sum("codebode_breaker_state", gateway="sandbox", state="closed"), 1)

    def test_an_attempt_in_hand_ends_as_it_began(self):
        worker = self.start()
        held = jobs.login_code()
        self.gateway.plan(held["recipient"]["phone"], HOLD)
        self.publish(held)
        until(lambda: self.gateway.to(held["recipient"]["phone"]), "the attempt is on the wire")
        other = self.kept(Gateway().start())
        self.save(gateways={"sandbox": {"url": other.url}}, sms={"sender": "Other"})
        self.until_taken(worker)
        after = self.publish(jobs.login_code())
        self.sent(after)
        self.assertEqual([request.sms["from"] for request in other.to(after["recipient"]["phone"])], ["Other"])
        self.gateway.release()
        self.sent(held)
        self.assertEqual(len(self.gateway.to(held["recipient"]["phone"])), 1)
        self.assertEqual(other.to(held["recipient"]["phone"]), [])

    def test_a_gateway_is_added_and_the_old_one_taken_away(self):
        worker = self.start()
        other = self.kept(Gateway().start())
        shutil.copy(self.config / "gateways/sandbox.yaml", self.config / "gateways/second.yaml")
        self.save(sms={"gateways": ["second"]}, gateways={"second": {"url": other.url}})
        self.until_taken(worker)
        job = self.deliver(worker)
        self.assertEqual(len(other.to(job["recipient"]["phone"])), 1)
        page = Page(worker)
        self.assertEqual(page.sum("codebode_attempts_total", gateway="second", **{"class": "accepted"}), 1)
        self.assertEqual(page.sum("codebode_breaker_state", gateway="sandbox"), 0)
        self.assertEqual(page.complaints(), "")

    def test_what_is_no_configuration_is_refused_until_it_is_mended(self):
        worker = self.start()
        good = self.file.read_text(encoding="utf-8")
        self.write(self.file, good + "policy: [\n")
        worker.until_logged(REFUSED)
        worker.until_logged("this is not YAML")
        self.deliver(worker)
        self.assertEqual(Page(worker).sum("codebode_settings_refused"), 1)
        self.save(policy={"min_remaining": "half a minute"}, sms={"sender": "Too long to be a sender"})
        until(lambda: worker.log.count(REFUSED) == 2, "another mistake")
        for key in ("policy.min_remaining: a duration is expected", "sms.sender: at most 11 letters"):
            worker.until_logged(key)
        worker.reload()
        until(lambda: worker.log.count(REFUSED) == 3, "asked again, answered again")
        self.assertIn("Caren", self.gateway.to(self.deliver(worker)["recipient"]["phone"])[0].sms["from"])
        self.save(policy={"min_remaining": "20s"}, sms={"sender": "Mended"})
        self.until_taken(worker)
        page = Page(worker)
        self.assertEqual(page.sum("codebode_settings_refused"), 0)
        self.assertEqual(page.sum("codebode_reload_total", result="refused"), 3)
        self.assertEqual(self.gateway.to(self.deliver(worker)["recipient"]["phone"])[0].sms["from"], "Mended")

    def test_what_waits_for_a_restart_is_named_without_its_secret(self):
        worker = self.start()
        self.save(amqp={"url": "amqp://user:geheim-9f3a@127.0.0.1:5672"}, worker={"concurrency": 50})
        self.until_taken(worker)
        worker.until_logged("worker.concurrency: 200 → 50")
        self.assertEqual(worker.log.count(RESTART), 1, "amqp.url is a variable here, which stands above the file")
        self.assertEqual(Page(worker).sum("codebode_concurrency", kind="send_code"), 200 // 3)
        self.deliver(worker)
        self.assertNotIn("geheim", worker.log)

    def test_a_secret_in_a_file_is_named_by_its_key_only(self):
        (self.folder / "amqp").write_text(self.broker.url, encoding="utf-8")
        worker = self.start(amqp_url=None, amqp_url_file=self.folder / "amqp")
        self.write(self.folder / "amqp", "amqp://user:geheim-9f3a@127.0.0.1:5672")
        worker.until_logged("amqp.url: ••• → •••")
        self.assertEqual(worker.log.count(RESTART), 1)
        worker.reload()
        worker.until_logged(UNCHANGED)
        self.assertEqual(worker.log.count(RESTART), 1, "once a change")
        self.deliver(worker)
        self.assertNotIn("geheim", worker.log)

    def test_the_level_of_the_log_changes(self):
        worker = self.start()
        self.deliver(worker)
        self.assertNotIn("an attempt was made", worker.log)
        self.save(log={"level": "debug"})
        self.until_taken(worker)
        self.deliver(worker)
        worker.until_logged("an attempt was made")

    def test_a_mounted_volume_changes_as_one(self):
        """As Kubernetes does: the file and the gateways beside it are reached by one link."""
        for version in ("a", "b"):
            folder = self.config / f"..{version}"
            shutil.copytree(self.config, folder, ignore=lambda _, names: [name for name in names if name[0] == "."])
            text = (folder / "codebode.yaml").read_text(encoding="utf-8")
            (folder / "codebode.yaml").write_text(text.replace("sender: Caren", f"sender: Set {version}"), encoding="utf-8")
            gateway = (folder / "gateways/sandbox.yaml").read_text(encoding="utf-8")
            gateway = gateway.replace("headers:\n", f"headers:\n  X-Set: Set {version}\n")
            (folder / "gateways/sandbox.yaml").write_text(gateway, encoding="utf-8")
        self.file.unlink()
        shutil.rmtree(self.config / "gateways")
        self.point("a")
        for name in ("codebode.yaml", "gateways"):
            os.symlink(f"..data/{name}", self.config / name)
        worker = self.start()
        self.assertEqual(self.set_of(self.deliver(worker)), {"Set a"})
        self.point("b")
        self.until_taken(worker)
        self.assertEqual(self.set_of(self.deliver(worker)), {"Set b"})

        stop = threading.Event()
        swaps = threading.Thread(target=self.swap_until, args=(stop,))
        swaps.start()
        try:
            jobs_sent = 0
            while worker.log.count(TAKEN) < 4:
                self.assertEqual(len(self.set_of(self.deliver(worker))), 1, "never half of each")
                jobs_sent += 1
                self.assertLess(jobs_sent, 2_000, "the sets change")
        finally:
            stop.set()
            swaps.join()
        self.assertNotIn(REFUSED, worker.log)

    def set_of(self, job):
        request, = self.gateway.to(job["recipient"]["phone"])
        return {request.sms["from"], request.headers["x-set"]}

    def point(self, version):
        os.symlink(f"..{version}", self.config / "..tmp")
        os.replace(self.config / "..tmp", self.config / "..data")

    def swap_until(self, stop):
        version = "b"
        while not stop.wait(0.003):
            version = "b" if version == "a" else "a"
            self.point(version)

    def test_under_load_nothing_is_lost_or_sent_twice(self):
        other = self.kept(Gateway().start())
        shutil.copy(self.config / "gateways/sandbox.yaml", self.config / "gateways/second.yaml")
        self.save(gateways={"second": {"url": other.url}})
        workers = [self.start(), self.start()]
        published = []
        for turn in range(6):
            published += [self.publish(jobs.login_code()) for _ in range(150)]
            names = ["second"] if turn % 2 == 0 else ["sandbox", "second"]
            self.save(sms={"gateways": names, "sender": f"Turn {turn}"})
            for worker in workers:
                worker.reload()
                until(lambda: worker.log.count(TAKEN) > turn, lambda: f"turn {turn}: {worker.log[-2000:]}")
        for job in published:
            self.sent(job)
            phone = job["recipient"]["phone"]
            self.assertEqual(len(self.gateway.to(phone) + other.to(phone)), 1)
        self.assertTrue(self.gateway.requests and other.requests, "both had their part")

    def test_systemd_is_told(self):
        ear = self.kept(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
        ear.bind(f"{self.folder}/notify")
        ear.settimeout(30)
        worker = self.start(within=["env", f"NOTIFY_SOCKET={self.folder}/notify"])
        self.assertEqual(ear.recv(200), b"READY=1")
        begun = microseconds()
        worker.reload()
        state, moment = ear.recv(200).split(b"\n")
        self.assertEqual(state, b"RELOADING=1")
        name, _, told = moment.partition(b"=")
        self.assertEqual(name, b"MONOTONIC_USEC")
        self.assertTrue(begun <= int(told) <= microseconds())
        self.assertEqual(ear.recv(200), b"READY=1")
        worker.until_logged(UNCHANGED)
        self.write(self.file, "no configuration")
        self.assertEqual(ear.recv(200).split(b"\n")[0], b"RELOADING=1")
        self.assertEqual(ear.recv(200), b"READY=1")
        worker.terminate()
        self.assertEqual(ear.recv(200), b"STOPPING=1")
        self.assertEqual(worker.exit_code(), 0)

    def test_a_worker_that_ends_what_it_has_is_not_ended_by_it(self):
        worker = self.start()
        job = jobs.login_code()
        self.gateway.plan(job["recipient"]["phone"], HOLD)
        self.publish(job)
        until(lambda: self.gateway.to(job["recipient"]["phone"]), "the attempt is on the wire")
        worker.terminate()
        until(lambda: self.post.consumers("codebode.signals") == 0, "it takes no more")
        worker.reload()
        worker.until_logged(UNCHANGED)
        self.gateway.release()
        self.sent(job)
        self.assertEqual(worker.exit_code(), 0)


def given(section):
    """Without the keys that have no value."""
    values = {key: given(value) if isinstance(value, dict) else value for key, value in section.items()}
    return {key: value for key, value in values.items() if value not in (None, {})}


def microseconds():
    """Microseconds on the clock that systemd compares with."""
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1_000


if __name__ == "__main__":
    unittest.main()
