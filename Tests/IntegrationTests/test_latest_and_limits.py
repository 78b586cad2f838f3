"""The latest code wins, and nobody gets more messages than the limits allow."""
import unittest

from support import jobs
from support.gateway import BUSY, HOLD, REFUSED
from support.scene import Scene
from support.waiting import until


class LatestWins(Scene):
    def pair(self, **fields):
        """Two jobs for one subject, the newer one issued a second later."""
        older = jobs.login_code(issued_at=jobs.moment(-2), **fields)
        newer = {**older, "id": jobs.login_code()["id"], "code": jobs.code(), "issued_at": jobs.moment(-1)}
        return older, newer

    def test_an_older_code_that_comes_later_is_superseded(self):
        self.work()
        older, newer = self.pair()
        self.sent(self.publish(newer))
        self.rejected(self.publish(older), "superseded")
        request, = self.gateway.requests
        self.assertIn(newer["code"], request.sms["text"])

    def test_an_older_code_that_waits_for_a_retry_gives_way_and_gives_back_its_allowance(self):
        self.work()
        older, newer = self.pair()
        self.gateway.plan(older["recipient"]["phone"], BUSY)
        self.publish(older)
        until(lambda: len(self.gateway.requests) == 1 and self.depths().get("codebode.retry.1s"), "the older one waits")
        self.sent(self.publish(newer))
        self.rejected(older, "superseded")
        self.assertEqual([newer["code"] in request.sms["text"] for request in self.gateway.requests], [False, True])

    def test_a_newer_code_waits_for_the_older_one_that_is_on_the_wire(self):
        self.work(limits_recipient_burst_count=10)
        older, newer = self.pair()
        self.gateway.plan(older["recipient"]["phone"], HOLD)
        self.publish(older)
        until(lambda: self.gateway.requests, "the older one is on the wire")
        self.publish(newer)
        until(lambda: self.depths().get("codebode.retry.1s"), "the newer one waits")
        self.assertEqual(len(self.gateway.requests), 1)
        self.gateway.release()
        self.sent(older)
        self.sent(newer)
        self.assertEqual([older["code"] in request.sms["text"] for request in self.gateway.requests], [True, False])

    def test_other_accounts_purposes_and_steps_are_no_competitors(self):
        self.work(limits_recipient_burst_count=10)
        older, newer = self.pair()
        others = [
            {**older, "account": older["account"] + "-2"}, {**older, "purpose": "signature"},
            {**older, "kind": "confirm_phone", "step": "code"},
        ]
        self.sent(self.publish(newer))
        for number, other in enumerate(others):
            self.sent(self.publish({**other, "id": f"{older['id']}-{number}"}))

    def test_a_sequence_number_decides_between_codes_of_one_moment(self):
        self.work()
        older, newer = self.pair()
        newer.update(issued_at=older["issued_at"], sequence=7)
        self.sent(self.publish(newer))
        self.rejected(self.publish({**older, "sequence": 6}), "superseded")


class Limits(Scene):
    def ended(self, many, seconds=30):
        until(
            lambda: all(self.outcomes.of(job["id"]) for job in many),
            lambda: f"only {len(self.outcomes.events)} of {len(many)}: {self.all_logs()[-1000:]}", seconds)
        return [self.outcomes.of(job["id"])[0] for job in many]

    def test_one_of_ten_at_once_over_two_workers_passes(self):
        self.work()
        self.work()
        phone = jobs.phone()
        many = [self.publish(jobs.login_code(to=phone)) for _ in range(10)]
        outcomes = self.ended(many)
        self.assertEqual(sorted(event.type for event in outcomes), ["rejected"] * 9 + ["sent"])
        for event in outcomes:
            if event.type == "rejected":
                self.assertEqual(event.data["reason"], "rate_limited")
                self.assertTrue(1 <= event.data["retry_after_s"] <= 30, event)
        self.assertEqual(len(self.gateway.requests), 1)

    def test_two_ways_of_writing_a_phone_are_one_recipient(self):
        self.work()
        phone = jobs.phone()
        self.sent(self.publish(jobs.login_code(to=phone)))
        self.rejected(self.publish(jobs.login_code(to="0" + phone[3:])), "rate_limited")

    def test_two_ways_of_writing_an_address_are_one_recipient(self):
        self.work()
        address = jobs.email()
        self.sent(self.publish(jobs.login_code_mail(to=address)))
        self.rejected(self.publish(jobs.login_code_mail(to=address.title())), "rate_limited")

    def test_a_job_that_was_refused_gives_its_allowance_back(self):
        self.work()
        phone = jobs.phone()
        self.gateway.plan(phone, REFUSED)
        self.failed(self.publish(jobs.login_code(to=phone)), "refused")
        self.sent(self.publish(jobs.login_code(to=phone)))
        self.rejected(self.publish(jobs.login_code(to=phone)), "rate_limited")

    def test_a_repeat_costs_no_allowance(self):
        self.work(limits_recipient_burst_count=2, limits_recipient_burst_window="60s")
        phone = jobs.phone()
        first = jobs.login_code(to=phone)
        for count in range(1, 4):
            self.publish(first)
            until(lambda: len(self.outcomes.of(first["id"])) == count, "no answer")
        self.sent(self.publish(jobs.login_code(to=phone)))

    def test_an_account_gets_five_in_ten_minutes(self):
        self.work()
        account = f"account-{jobs.word()}"
        for number in range(5):
            self.sent(self.publish(jobs.login_code(account=account, purpose=f"p{number}")))
        outcome = self.rejected(self.publish(jobs.login_code(account=account, purpose="p5")), "rate_limited")
        self.assertTrue(60 <= outcome.data["retry_after_s"] <= 120, outcome)

    def test_a_region_has_its_budget(self):
        self.work(limits_region_hour_count=2)
        for _ in range(2):
            self.sent(self.publish(jobs.login_code()))
        self.rejected(self.publish(jobs.login_code()), "rate_limited")
        self.sent(self.publish(jobs.login_code(to="+32470123456")))
        self.sent(self.publish(jobs.login_code_mail()))

    def test_no_header_of_a_publisher_opens_a_limit(self):
        self.work(limits_region_hour_count=1)
        self.sent(self.publish(jobs.login_code()))
        for mark in (True, "true", 32 * "0"):
            self.rejected(self.publish(jobs.login_code(), headers={"codebode-remembered": mark}), "rate_limited")

    def test_codes_do_not_silence_a_notice(self):
        self.work()
        job = jobs.login_code()
        self.sent(self.publish(job))
        notice = jobs.with_recipient(jobs.notice("phone_changed", "sms"), phone=job["recipient"]["phone"])
        self.sent(self.publish(notice))


if __name__ == "__main__":
    unittest.main()
