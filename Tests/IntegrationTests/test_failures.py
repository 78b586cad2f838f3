"""What becomes of a job when a gateway or a relay does not do as it should."""
import email
import shutil
import unittest

from support import jobs
from support.gateway import BUSY, DROP, HOLD, REFUSED, Gateway, Reply
from support.places import ROOT
from support.relay import Refusal
from support.scene import Scene
from support.waiting import until

DROP_POLICY = {f"policy_on_unknown_{kind}": "drop" for kind in ("send_code", "confirm_phone", "security_notice")}


class GatewayFailures(Scene):
    def send(self, *replies):
        job = jobs.login_code()
        self.gateway.plan(job["recipient"]["phone"], *replies)
        return self.publish(job)

    def arrived(self, job):
        return self.gateway.to(job["recipient"]["phone"])

    def test_a_gateway_that_is_busy_twice_gets_the_sms_the_third_time(self):
        self.work()
        job = self.send(BUSY, BUSY)
        outcome = self.sent(job, 30)
        self.assertEqual((outcome.data["attempts"], outcome.data["possible_duplicate"]), (3, False))
        requests = self.arrived(job)
        self.assertEqual([request.sms["reference"] for request in requests], [job["id"]] * 3)
        pauses = [(later.at - sooner.at).total_seconds() for sooner, later in zip(requests, requests[1:])]
        # The second copy waits in the queue of 5 s, or, as one in four does, in that of 1 s (`RetryDelay`).
        self.assertGreaterEqual(pauses[0], 1)
        self.assertTrue(1 <= pauses[1] < 3 or pauses[1] >= 5, pauses)

    def test_a_refusal_is_final(self):
        self.work()
        for reply in (REFUSED, Reply(400), Reply(422)):
            job = self.send(reply)
            outcome = self.failed(job, "refused")
            self.assertEqual((outcome.data["attempts"], outcome.data["answer"]), (1, "refused"))
            self.assertFalse(outcome.data["possible_duplicate"])
            self.assertEqual(len(self.arrived(job)), 1)

    def test_what_may_have_been_taken_is_sent_again_and_said_so(self):
        self.work()
        answers = {
            "dropped": DROP, "server error": Reply(500), "garbage": Reply(202, b"\xff\xfe<html>"),
            "half": Reply(202, b'{"id":'), "empty": Reply(202, b""), "large": Reply(202, b"[" * 300_000),
        }
        sent = {name: self.send(reply) for name, reply in answers.items()}
        for name, job in sent.items():
            with self.subTest(name):
                outcome = self.sent(job, 60)  # six failures in a row: the gateway is left alone for a while
                self.assertEqual((outcome.data["attempts"], outcome.data["possible_duplicate"]), (2, True))
                self.assertEqual(len(self.arrived(job)), 2)

    def test_what_may_have_been_taken_is_dropped_where_policy_says_so(self):
        self.work(**DROP_POLICY)
        for reply in (DROP, Reply(502), Reply(202, b"garbage")):
            job = self.send(reply)
            outcome = self.failed(job, "unknown")
            self.assertEqual(outcome.data["attempts"], 1)
            self.assertEqual(len(self.arrived(job)), 1)
        retried = self.send(BUSY)
        self.assertEqual(self.sent(retried).data["attempts"], 2, "what was not taken for certain is still retried")

    def test_a_gateway_that_refuses_us_is_asked_again(self):
        worker = self.work()
        job = self.send(Reply(401))
        self.assertEqual(self.sent(job).data["attempts"], 2)
        self.assertIn('"level":"error"', worker.log, "somebody must look at the configuration")

    def test_a_connection_that_dies_between_two_messages_costs_nothing(self):
        self.work()
        self.sent(self.send())
        job = self.send(DROP)
        outcome = self.sent(job)
        self.assertEqual(len(self.arrived(job)), outcome.data["attempts"], "the worker knows of each request")

    def test_a_slow_gateway_delays_no_other_job(self):
        self.work()
        slow = self.send(HOLD)
        until(lambda: self.arrived(slow), "the slow one is on the wire")
        others = [self.send() for _ in range(30)] + [self.publish(jobs.login_code_mail()) for _ in range(5)]
        for job in others:
            self.sent(job)
        self.assertEqual(self.outcomes.of(slow["id"]), [])
        self.gateway.release()
        self.assertEqual(self.sent(slow).data["attempts"], 1)

    def test_a_second_gateway_takes_over(self):
        config = self.folder / "config"
        shutil.copytree(ROOT / "config", config)
        shutil.copy(config / "gateways/sandbox.yaml", config / "gateways/second.yaml")
        second = self.kept(Gateway().start())
        self.work(
            ["--config", config / "codebode.yaml"], sms_gateways="sandbox,second", gateways_second_url=second.url)
        job = self.send(BUSY)
        outcome = self.sent(job)
        self.assertEqual((outcome.data["provider"], outcome.data["attempts"]), ("second", 2))
        self.assertEqual((len(self.arrived(job)), len(second.to(job["recipient"]["phone"]))), (1, 1))
        refused = self.send(REFUSED)
        self.failed(refused, "refused")
        self.assertEqual(second.to(refused["recipient"]["phone"]), [], "a refusal is not asked elsewhere")


class RelayFailures(Scene):
    def send(self, *refusals):
        job = jobs.login_code_mail()
        self.relay.plan(job["recipient"]["email"], *refusals)
        return self.publish(job)

    def arrived(self, job):
        return self.relay.to(job["recipient"]["email"])

    def test_a_refusal_for_now_is_tried_again(self):
        self.work()
        greylisted = self.send(Refusal("RCPT", "450 4.7.1 greylisted"))
        full = self.send(Refusal("DATA", "451 4.3.0 not now"))
        for job in (greylisted, full):
            outcome = self.sent(job)
            self.assertEqual((outcome.data["attempts"], outcome.data["possible_duplicate"]), (2, False))
        self.assertEqual(self.relay.asked_for(greylisted["recipient"]["email"]), 2)
        self.assertEqual([mail.accepted for mail in self.arrived(greylisted)], [True])
        self.assertEqual([mail.accepted for mail in self.arrived(full)], [False, True])

    def test_a_refusal_for_good_is_final(self):
        self.work()
        for refusal in (Refusal("RCPT", "550 5.1.1 no such user"), Refusal("DATA", "554 5.7.1 spam")):
            job = self.send(refusal)
            outcome = self.failed(job, "refused")
            self.assertEqual((outcome.data["attempts"], outcome.data["answer"]), (1, "refused"))
            self.assertEqual([mail for mail in self.arrived(job) if mail.accepted], [])
            self.assertEqual(self.relay.asked_for(job["recipient"]["email"]), 1)

    def test_a_mail_that_may_have_been_taken_is_sent_again_under_the_same_message_id(self):
        self.work()
        job = self.send(Refusal("DROP"))
        outcome = self.sent(job)
        self.assertEqual((outcome.data["attempts"], outcome.data["possible_duplicate"]), (2, True))
        mails = self.arrived(job)
        self.assertEqual([mail.accepted for mail in mails], [False, True])
        ids = {email.message_from_bytes(mail.content)["Message-ID"] for mail in mails}
        self.assertEqual(len(ids), 1, "a mail program can show it once")

    def test_a_mail_that_may_have_been_taken_is_dropped_where_policy_says_so(self):
        self.work(**DROP_POLICY)
        job = self.send(Refusal("DROP"))
        self.assertEqual(self.failed(job, "unknown").data["attempts"], 1)
        self.assertEqual(len(self.arrived(job)), 1)

    def test_a_relay_that_is_down_is_waited_for(self):
        self.relay.close()
        self.work()
        job = self.publish(jobs.login_code_mail())
        until(lambda: self.depths().get("codebode.retry.1s") or self.depths().get("codebode.retry.5s"), "it waits")
        relay = self.kept(type(self.relay)(self.relay.port).start())
        outcome = self.sent(job, 30)
        self.assertFalse(outcome.data["possible_duplicate"])
        self.assertEqual(len(relay.to(job["recipient"]["email"])), 1)

    def test_another_relay_takes_over(self):
        self.work(mail_relays=f"smtp://127.0.0.1:1?tls=none,{self.relay.url}")
        outcome = self.sent(self.publish(jobs.login_code_mail()))
        self.assertEqual((outcome.data["attempts"], outcome.data["possible_duplicate"]), (2, False))


if __name__ == "__main__":
    unittest.main()
