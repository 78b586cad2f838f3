"""What workers show of themselves: metrics, health, and one trace from the publisher to the gateway."""
import json
import re
import unittest
from pathlib import Path

from support import jobs
from support.broker import Broker
from support.gateway import BUSY, HOLD, REFUSED
from support.metrics import Page
from support.places import ROOT
from support.redis import HASH_KEY, Redis
from support.scene import Scene
from support.waiting import until

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Metrics(Scene):
    def test_a_page_that_prometheus_takes_without_complaint(self):
        worker = self.work()
        for job in (jobs.login_code(), jobs.login_code_mail(), jobs.notice()):
            self.sent(self.publish(job))
        page = Page(worker)
        self.assertEqual((page.complaints(), page.doubles()), ("", set()))
        documented = set(re.findall(
            r"^\| `((?:codebode|process)_\w+)` \|", Path(ROOT, "docs/operations.md").read_text(), re.MULTILINE))
        shown = {family.name + ("_total" if family.type == "counter" else "") for family in page.families}
        # They begin with the first probe.
        documented -= {f"codebode_probe_{name}" for name in ("success", "failures", "duration_seconds")}
        self.assertEqual(shown, documented, "what the documentation lists is what a worker shows")
        for family in page.families:
            self.assertTrue(family.documentation, family.name)
        self.assertLess(len(page.samples), 2_000, "series of one worker")

    def test_counts_what_happened_and_names_nobody(self):
        worker = self.work()
        refused, stale = jobs.login_code(), jobs.login_code(life=20)
        sms, mail = jobs.login_code(), jobs.login_code_mail()
        self.gateway.plan(refused["recipient"]["phone"], REFUSED)
        for job in (sms, mail):
            self.sent(self.publish(job))
        self.failed(self.publish(refused), "refused")
        self.rejected(self.publish(stale), "too_late")
        until(lambda: Page(worker).sum("codebode_outcomes_total") == 4, "four outcomes are counted")
        page = Page(worker)

        def outcomes(**labels):
            return page.sum("codebode_outcomes_total", kind="send_code", **labels)

        self.assertEqual(outcomes(outcome="sent", channel="sms", reason="none"), 1)
        self.assertEqual(outcomes(outcome="sent", channel="email", reason="none"), 1)
        self.assertEqual(outcomes(outcome="failed", channel="none", reason="refused"), 1)
        self.assertEqual(outcomes(outcome="rejected", channel="none", reason="too_late"), 1)
        self.assertEqual(page.sum("codebode_jobs_received_total", kind="send_code"), 4)
        self.assertEqual(page.sum("codebode_jobs_admitted_total", kind="send_code", channel="sms"), 2)
        self.assertEqual(page.sum("codebode_attempts_total", gateway="sandbox", **{"class": "accepted"}), 1)
        self.assertEqual(page.sum("codebode_attempts_total", gateway="sandbox", **{"class": "refused"}), 1)
        self.assertEqual(page.sum("codebode_gateway_duration_seconds_count", gateway="sandbox"), 2)
        self.assertEqual(page.sum("codebode_sms_segments_total", gateway="sandbox", region="NL"), 1)
        self.assertEqual(page.sum("codebode_breaker_state", gateway="sandbox", state="closed"), 1)
        self.assertEqual(page.sum("codebode_breaker_state", gateway="sandbox"), 1)
        self.assertEqual(page.sum("codebode_queue_age_seconds_count"), 4)
        for name in ("time_to_accepted", "remaining_life_at_send"):
            self.assertEqual(page.sum(f"codebode_{name}_seconds_count"), 2, name)
        self.assertEqual(
            page.sum("codebode_remaining_life_at_send_seconds_bucket", kind="send_code", channel="sms", le="600.0"), 1)
        self.assertEqual(
            page.sum("codebode_remaining_life_at_send_seconds_bucket", kind="send_code", channel="sms", le="300.0"), 0)
        for operation, least in (("receive", 4), ("conclude", 3)):
            self.assertGreaterEqual(page.sum("codebode_store_duration_seconds_count", operation=operation), least)
        self.assertEqual(page.sum("codebode_jobs_in_flight"), 0)
        self.assertEqual(page.sum("codebode_connection_up"), 2)
        accepted = page.sum("codebode_last_accepted_timestamp_seconds", kind="send_code")
        self.assertAlmostEqual(accepted, jobs.now().timestamp(), delta=60)
        for name, least in (("cpu_seconds_total", 0.01), ("resident_memory_bytes", 10e6), ("open_fds", 10)):
            self.assertGreater(page.sum(f"process_{name}"), least)
        (self.folder / "page.txt").write_text(page.text)  # where the end of each test looks for secrets
        for job in (sms, mail, refused, stale):
            self.assertNotIn(job["account"], page.text)
            self.assertNotIn(job["id"], page.text)

    def test_nothing_is_logged_at_info_while_all_is_well(self):
        worker = self.work(log_level="info")
        for job in (jobs.login_code(), jobs.login_code_mail(), jobs.phone_link(), jobs.notice(channel="sms")):
            self.sent(self.publish(job))
        Page(worker)
        worker.look("/readyz")
        self.assertEqual(worker.log, "")
        worker.terminate()
        self.assertEqual(worker.exit_code(), 0)
        self.assertEqual([line for line in worker.log.splitlines() if '"codebode"' in line], [])

    def test_one_line_a_job_at_debug(self):
        worker = self.work()
        job, stale = jobs.login_code(), jobs.login_code(life=20)
        self.sent(self.publish(job))
        self.rejected(self.publish(stale), "too_late")
        lines = [json.loads(line) for line in worker.log.splitlines()]
        for one, message in ((job, "an attempt was made"), (stale, "a job ended without a message")):
            said = [line["message"] for line in lines if line.get("job") == one["id"]]
            self.assertEqual(said, [message])


class Health(Scene):
    def ready(self, worker):
        status, text = worker.look("/readyz")
        return status, json.loads(text)

    def until_ready(self, worker, expected, seconds=20):
        until(lambda: self.ready(worker) == expected, lambda: f"{self.ready(worker)}, not {expected}", seconds)

    def test_ready_until_it_is_told_to_leave_and_then_says_so(self):
        worker = self.work()
        self.assertEqual(worker.look("/healthz"), (200, '{"status":"alive"}'))
        self.assertEqual(self.ready(worker), (200, {"status": "ready"}))
        job = jobs.login_code()
        self.gateway.plan(job["recipient"]["phone"], HOLD)
        self.publish(job)
        until(lambda: self.gateway.requests, "the job is on the wire")
        self.assertEqual(Page(worker).sum("codebode_jobs_in_flight", kind="send_code"), 1)
        worker.terminate()
        reason = "it is told to leave and takes no more jobs"
        self.until_ready(worker, (503, {"status": "not_ready", "worker": reason}))
        self.assertEqual(worker.look("/healthz")[0], 200)
        self.assertEqual(Page(worker).sum("codebode_draining"), 1)
        self.gateway.release()
        self.assertEqual(worker.exit_code(), 0)
        self.sent(job)

    def test_a_store_that_is_gone_is_said_and_so_is_its_return(self):
        redis = self.kept(Redis().start())
        worker = self.work(store_url=redis.url, store_hash_key=HASH_KEY)
        self.assertEqual(self.ready(worker), (200, {"status": "ready"}))
        redis.kill()
        self.until_ready(worker, (503, {"status": "not_ready", "store": "it gives no answer (unavailable)"}))
        redis.start()
        self.until_ready(worker, (200, {"status": "ready"}), 40)


class BrokerGone(Scene):
    def make_broker(self):
        broker = Broker().start()
        self.addCleanup(broker.stop)
        return broker

    def test_a_broker_that_is_gone_is_said_by_a_worker_that_lives_on(self):
        self.answered_at_end = False
        worker = self.work()
        self.outcomes.close()
        self.broker.kill()
        reason = "no connection to take jobs from"
        until(
            lambda: json.loads(worker.look("/readyz")[1]) == {"status": "not_ready", "broker": reason},
            lambda: worker.look("/readyz"))
        self.assertEqual(worker.look("/readyz")[0], 503)
        self.assertEqual(worker.look("/healthz")[0], 200)
        self.assertEqual(Page(worker).sum("codebode_connection_up"), 0)


class Traces(Scene):
    def test_a_trace_goes_from_the_job_to_gateway_outcome_and_log_and_never_to_a_mail(self):
        worker = self.work()
        sms, mail = jobs.login_code(), jobs.login_code_mail()
        for job in (sms, mail):
            self.publish(job, headers={"traceparent": TRACE})
        for job in (sms, mail):
            self.assertEqual(self.sent(job).document["traceparent"], TRACE)
        self.assertEqual(self.gateway.to(sms["recipient"]["phone"])[0].headers["traceparent"], TRACE)
        self.assertNotIn(TRACE.split("-")[1].encode(), self.relay.mails[0].content)
        lines = [json.loads(line) for line in worker.log.splitlines()]
        for job in (sms, mail):
            traces = {line.get("trace_id") for line in lines if line.get("job") == job["id"] and "attempt" in line}
            self.assertEqual(traces, {TRACE.split("-")[1]})

    def test_a_trace_outlives_the_delay_queue(self):
        self.work()
        job = jobs.login_code()
        phone = job["recipient"]["phone"]
        self.gateway.plan(phone, BUSY)
        self.publish(job, headers={"traceparent": TRACE.encode()})
        self.assertEqual(self.sent(job).document["traceparent"], TRACE)
        self.assertEqual([request.headers["traceparent"] for request in self.gateway.to(phone)], [TRACE, TRACE])

    def test_a_malformed_trace_is_left_aside_and_counted(self):
        worker = self.work()
        for header in (TRACE.upper(), TRACE + "-x", "\r\nX-Evil: 1", 7, {"a": 1}, b"\xff" * 55):
            job = jobs.login_code()
            self.publish(job, headers={"traceparent": header})
            self.assertNotIn("traceparent", self.sent(job).document)
            self.assertNotIn("traceparent", self.gateway.to(job["recipient"]["phone"])[0].headers)
        self.assertEqual(Page(worker).sum("codebode_malformed_traceparents_total"), 6)


if __name__ == "__main__":
    unittest.main()
