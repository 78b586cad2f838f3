"""Nothing is sent when its life is over, or too early, or too short."""
import unittest
from datetime import datetime

from support import jobs
from support.gateway import BUSY, HOLD, Gateway
from support.places import free_port
from support.scene import Scene
from support.waiting import until


class Life(Scene):
    def assert_nothing_arrived(self):
        self.assertEqual((self.gateway.requests, self.relay.mails), ([], []))

    def test_dates_that_are_refused(self):
        self.work()
        for reason, fields in {
            "expired": {"issued_at": jobs.moment(-600), "expires_at": jobs.moment(-1)},
            "too_late": {"issued_at": jobs.moment(-600), "expires_at": jobs.moment(29)},
            "issued_in_future": {"issued_at": jobs.moment(60), "expires_at": jobs.moment(600)},
            "lifetime_too_long": {"issued_at": jobs.moment(-1), "expires_at": jobs.moment(900)},
        }.items():
            for make in (jobs.login_code, jobs.phone_code, jobs.login_code_mail):
                with self.subTest(reason, kind=make.__name__):
                    self.rejected(self.publish(make(**fields)), reason)
        for make, life in ((jobs.phone_link, 24 * 3600), (jobs.notice, 7 * 86400)):
            fields = {"issued_at": jobs.moment(-2), "expires_at": jobs.moment(life)}
            self.rejected(self.publish(make(**fields)), "lifetime_too_long")
        self.assert_nothing_arrived()

    def test_dates_that_are_just_right(self):
        self.work()
        ahead = jobs.login_code(issued_at=jobs.moment(20), expires_at=jobs.moment(600))
        longest = jobs.login_code(issued_at=jobs.moment(-1), expires_at=jobs.moment(898))
        link = jobs.phone_link(issued_at=jobs.moment(-2), expires_at=jobs.moment(24 * 3600 - 3))
        other_zone = jobs.login_code()
        for field in ("issued_at", "expires_at"):
            moment = datetime.fromisoformat(other_zone[field])
            other_zone[field] = moment.astimezone(datetime.strptime("+0530", "%z").tzinfo).isoformat()
        for job in (ahead, longest, link, other_zone):
            self.sent(self.publish(job))

    def test_a_job_that_expired_in_the_queue_is_not_sent(self):
        job = self.publish(jobs.login_code(life=1))
        until(lambda: jobs.now() > datetime.fromisoformat(job["expires_at"]), "time stands still")
        self.work(policy_min_remaining="1s")
        self.rejected(job, "expired")
        self.assert_nothing_arrived()

    def test_the_text_tells_the_whole_minutes_that_are_left(self):
        self.work(policy_min_remaining="1s")
        for life, said in ((599, "9 minuten"), (125, "2 minuten"), (119, "1 minuut")):
            job = self.publish(jobs.login_code(life=life))
            self.sent(job)
            request, = self.gateway.to(job["recipient"]["phone"])
            self.assertIn(f"og {said} geldig", request.sms["text"])
        job = self.publish(jobs.login_code(life=40))
        self.sent(job)
        request, = self.gateway.to(job["recipient"]["phone"])
        self.assertRegex(request.sms["text"], "[Mm]inder dan (een|1) minuut|[1-4][0-9] seconden")

    def test_nothing_is_sent_after_the_expiry_although_the_gateway_was_down_until_then(self):
        port = free_port()
        worker = self.work(policy_min_remaining="1s", gateways_sandbox_url=f"http://127.0.0.1:{port}")
        job = self.publish(jobs.login_code(life=5))
        worker.until_logged(job["id"])
        outcome = self.failed(job, "exhausted", 30)
        self.assertGreaterEqual(outcome.data["attempts"], 1)
        self.assertFalse(outcome.data["possible_duplicate"])
        late = self.kept(Gateway(port).start())
        proof = self.publish(jobs.login_code())
        self.sent(proof)
        self.assertEqual(late.to(job["recipient"]["phone"]), [])

    def test_a_retry_says_what_is_left_by_then(self):
        self.work(policy_min_remaining="1s")
        job = jobs.login_code(life=600)
        self.gateway.plan(job["recipient"]["phone"], BUSY)
        self.sent(self.publish(job))
        first, second = (request.sms["validity_s"] for request in self.gateway.to(job["recipient"]["phone"]))
        self.assertLess(second, first)

    def test_an_attempt_ends_with_the_life_of_its_job(self):
        self.work(policy_min_remaining="1s")
        job = jobs.login_code(life=4)
        self.gateway.plan(job["recipient"]["phone"], HOLD)
        self.publish(job)
        outcome = self.failed(job, "unknown")
        told = datetime.fromisoformat(outcome.document["time"])
        self.assertLess((told - datetime.fromisoformat(job["expires_at"])).total_seconds(), 2)
        self.assertEqual(len(self.gateway.to(job["recipient"]["phone"])), 1)


if __name__ == "__main__":
    unittest.main()
