"""Sealed jobs: what waits in the broker tells nothing, and every seal that cannot be opened ends its job."""
import base64
import email
import email.policy
import json
import secrets
import subprocess
import time
import unittest
from datetime import datetime

from support import jobs
from support.gateway import BUSY, REFUSED
from support.post import DEAD
from support.scene import Scene
from support.sealing import new_key, seal
from support.secrecy import leaks
from support.waiting import until
from support.worker import codebode

KEY = new_key("2026-11")


class SealedScene(Scene):
    def work(self, *arguments, **settings):
        return super().work(*arguments, **{"seal_keys": KEY, **settings})

    def put(self, job, key=KEY, **properties):
        """Publishes it sealed."""
        self.secrets += jobs.secrets_of(job)
        self.post.publish(
            seal(job, key), job["kind"], **{"content_type": "application/jose", "message_id": job["id"], **properties})
        return job


class Sealed(SealedScene):
    def test_every_kind_of_job_is_sent(self):
        self.work(seal_required="true")
        many = [jobs.login_code(), jobs.login_code_mail(), jobs.phone_code(), jobs.phone_link(), jobs.notice()]
        for job in many:
            self.put(job)
        for job in many:
            self.sent(job)
        sms = self.gateway.to(many[0]["recipient"]["phone"])[0].sms
        self.assertIn(many[0]["code"], sms["text"])

    def test_a_plain_job_is_refused_where_seals_are_required(self):
        self.work(seal_required="true")
        outcome = self.rejected(self.publish(jobs.login_code()), "seal_required")
        self.assertEqual(outcome.data["field"], "content_type")
        self.assertEqual(self.gateway.requests, [])

    def test_a_seal_that_cannot_be_opened_ends_the_job_once_and_tells_nothing(self):
        worker = self.work()
        bad = [jobs.login_code() for _ in range(4)]
        self.put(bad[0], key=new_key("2026-10"))
        self.put(bad[1], key=new_key("2026-11"))
        for job, body in ((bad[2], seal(bad[2], KEY)[:-3]), (bad[3], b"e30.e30.e30.e30.e30")):
            self.post.publish(body, "send_code", content_type="application/jose", message_id=job["id"])
        told = [self.rejected(job, "seal_invalid") for job in bad]
        self.assertEqual({event.data["detail"] for event in told}, {"the seal cannot be opened"})
        self.assertEqual([len(self.outcomes.of(job["id"])) for job in bad], [1] * 4)
        for reason in ("unknown_key", "not_authentic", "malformed"):
            self.assertIn(f'"reason":"{reason}"', worker.log)
        self.assertEqual(self.gateway.requests, [])

    def test_what_waits_or_lies_dead_in_the_broker_stays_as_it_was_sealed(self):
        self.work(policy_fallback="true")
        job = jobs.with_recipient(jobs.login_code(), email=jobs.email())
        body = seal(job, KEY)
        self.secrets += jobs.secrets_of(job)
        self.gateway.plan(job["recipient"]["phone"], *[BUSY] * 40)
        self.post.publish(body, "send_code", content_type="application/jose", message_id=job["id"])
        delays = [f"codebode.retry.{delay}" for delay in ("1s", "5s")]
        queue = until(lambda: next((queue for queue in delays if self.post.depth(queue)), None), "it waits", 30)
        _, properties, waiting = self.post.take(queue)
        self.assertEqual((waiting, properties.content_type), (body, "application/jose"))
        self.assertEqual(leaks(waiting, self.secrets), [])
        self.post.channel.basic_publish("codebode.dead", "", waiting, properties)
        _, _, dead = until(lambda: (taken := self.post.take(DEAD))[0] and taken, "it lies dead")
        self.assertEqual(dead, body)
        shown = codebode("seal", "open", "-", stdin=dead.decode(), seal_keys=KEY)
        self.assertEqual(json.loads(shown.stdout), job)

    def test_a_key_is_replaced_without_a_pause(self):
        """As docs/sealed.md has it: both keys come to the workers, the backend changes over, the old key goes."""
        new = new_key("2026-12")
        first = self.work()
        self.sent(self.put(jobs.login_code()))
        second = self.work(seal_keys=f"{new},{KEY}")
        first.terminate()
        self.assertEqual(first.exit_code(), 0)
        for key in (KEY, new, KEY, new):
            self.sent(self.put(jobs.login_code(), key=key))
        self.work(seal_keys=new)
        second.terminate()
        self.assertEqual(second.exit_code(), 0)
        self.sent(self.put(jobs.login_code(), key=new))
        self.rejected(self.put(jobs.login_code()), "seal_invalid")

    def test_a_sealed_repeat_gets_the_first_outcome_again(self):
        self.work()
        job = self.put(jobs.login_code())
        first = self.sent(job)
        self.put(job)
        self.publish(job)
        until(lambda: len(self.outcomes.of(job["id"])) == 3, "each copy is answered")
        self.assertEqual({event.id for event in self.outcomes.of(job["id"])}, {first.id})
        self.assertEqual(len(self.gateway.to(job["recipient"]["phone"])), 1)

    def test_send_seals_where_there_is_a_key(self):
        self.work(seal_required="true")
        settings = {"amqp_url": self.broker.url, "seal_keys": KEY}
        run = codebode("send", "examples/send_code.json", "--wait", "--json", **settings)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertEqual(json.loads(run.stdout)["type"], "codebode.sent")


class TOTP(SealedScene):
    """The code is the one that the user's app shows; oathtool plays the app."""

    def secret_job(self, size=20, **totp):
        secret = base64.b32encode(secrets.token_bytes(size)).decode().rstrip("=")
        job = jobs.login_code(code=None, totp={"secret": secret, **totp})
        self.secrets.append(("secret", secret))
        return job

    def codes(self, job, moment):
        """At that moment, and a second before, when the message may have been written."""
        totp = job["totp"]
        command = [
            "oathtool", f"--totp={totp.get('algorithm', 'SHA1').lower()}", "--base32",
            f"--digits={totp.get('digits', 6)}", f"--time-step-size={totp.get('period', 30)}s",
        ]
        at = [datetime.utcfromtimestamp(moment.timestamp() - back).isoformat(" ", "seconds") for back in (0, 1)]
        return {
            subprocess.run(
                [*command, f"--now={time} UTC", totp["secret"]], capture_output=True, text=True, check=True
            ).stdout.strip()
            for time in at
        }

    def test_the_code_is_the_one_that_the_app_shows(self):
        self.work()
        many = [
            self.secret_job(), self.secret_job(10), self.secret_job(digits=8), self.secret_job(period=60),
            self.secret_job(32, algorithm="SHA256", digits=7), self.secret_job(64, algorithm="SHA512", period=90),
        ]
        for job in many:
            self.put(job)
        for job in many:
            outcome = self.sent(job)
            request, = self.gateway.to(job["recipient"]["phone"])
            code, = (line.rpartition("#")[2] for line in request.sms["text"].splitlines() if line.startswith("@"))
            self.assertIn(code, self.codes(job, request.at))
            self.secrets.append(("code", code))
            longest = job["totp"].get("period", 30) + 30
            self.assertLessEqual(outcome.data["remaining_s"], longest)
            self.assertGreaterEqual(outcome.data["remaining_s"], 25)

    def test_by_mail_it_is_the_same(self):
        self.work()
        job = self.put({**self.secret_job(), "recipient": {"email": jobs.email()}, "channel": "email"})
        self.sent(job)
        mail, = self.relay.to(job["recipient"]["email"])
        text = email.message_from_bytes(mail.content, policy=email.policy.default).get_body("plain").get_content()
        shown = "".join(character for character in text if character.isdigit())
        self.assertTrue(any(code in shown for code in self.codes(job, jobs.now())), text)

    def test_the_fallback_has_the_code_of_its_own_moment(self):
        self.work()
        job = jobs.with_recipient({**self.secret_job(), "fallback": True}, email=jobs.email())
        self.gateway.plan(job["recipient"]["phone"], REFUSED)
        self.assertEqual(self.sent(self.put(job)).data["channel"], "email")

    def test_a_secret_in_clear_is_refused(self):
        self.work()
        self.assertEqual(self.rejected(self.publish(self.secret_job()), "invalid").data["field"], "totp")

    def test_a_code_that_lives_too_short_waits_for_the_next_one(self):
        """One that is published in the second half of its step."""
        self.work(totp_drift="0s", policy_min_remaining="10s")
        until(lambda: 10.5 < time.time() % 20 < 18, "the step is half over", 25)
        job = self.put(self.secret_job(period=20))
        self.assertFalse(self.gateway.requests)
        outcome = self.sent(job, 60)
        self.assertGreaterEqual(outcome.data["remaining_s"], 9)
        self.assertLessEqual(outcome.data["remaining_s"], 20)
        request, = self.gateway.to(job["recipient"]["phone"])
        self.assertLess(request.at.timestamp() % 20, 10, "in the first half of the next one")
        self.rejected(self.put(self.secret_job(period=14)), "too_late")


if __name__ == "__main__":
    unittest.main()
