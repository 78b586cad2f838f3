"""The same id is sent once, by however many workers and however often it comes."""
import unittest

from support import jobs
from support.gateway import HOLD
from support.scene import Scene
from support.waiting import until


class Once(Scene):
    def replies(self, count, seconds=60):
        return until(
            lambda: found if len(found := self.outcomes.replies) >= count else None,
            lambda: f"{len(self.outcomes.replies)} of {count} answers", seconds)

    def test_twenty_copies_at_once_over_two_workers_are_one_sms_and_one_event(self):
        job = jobs.login_code()
        self.gateway.plan(job["recipient"]["phone"], HOLD)
        self.work()
        self.work()
        for number in range(20):
            self.ask(job, correlation_id=str(number))
        until(lambda: self.gateway.requests, "nothing arrived")
        until(lambda: self.depths().get("codebode.send_code", 0) == 0, "the copies are taken")
        self.gateway.release()
        replies = self.replies(20)
        self.assertEqual(len(self.gateway.requests), 1)
        self.assertEqual(len({event.body for event in replies}), 1, "the same bytes")
        self.assertEqual(sorted(event.properties.correlation_id for event in replies), sorted(map(str, range(20))))
        self.assertEqual({event.body for event in self.outcomes.events}, {replies[0].body})
        self.assertEqual((replies[0].type, replies[0].data["possible_duplicate"]), ("sent", False))

    def test_other_content_under_the_same_id_is_a_duplicate_under_an_event_id_of_its_own(self):
        self.work()
        first = jobs.login_code()
        sent = self.sent(self.publish(first))
        changes = ({"code": jobs.code()}, {"recipient": {"phone": jobs.phone()}}, {"locale": "en"})
        others = [{**first, **change} for change in changes]
        for other in others:
            self.ask(other)
        duplicates = self.replies(3)
        self.assertEqual({(event.type, event.data["reason"]) for event in duplicates}, {("rejected", "duplicate")})
        self.assertEqual(len({event.id for event in [sent, *duplicates]}), 4)
        self.ask(others[0])
        again = self.replies(4)[-1]
        self.assertIn(again.id, {event.id for event in duplicates}, "the same request gets the same event id")
        self.ask(first)
        self.assertEqual(self.replies(5)[-1].body, sent.body, "the first one's outcome stands")
        self.assertEqual(len(self.gateway.requests), 1)

    def test_a_repeat_after_a_restart_gets_the_same_event(self):
        first = self.work()
        good, bad = jobs.login_code(), jobs.login_code(to="+31201234567")
        for job in (good, bad):
            self.ask(job)
        before = {event.job: event.body for event in self.replies(2)}
        first.terminate()
        self.assertEqual(first.exit_code(), 0)
        self.work()
        for job in (good, bad):
            self.ask(job)
        after = {event.job: event.body for event in self.replies(4)[2:]}
        self.assertEqual(before, after)
        self.assertEqual(len(self.gateway.requests), 1)

    def test_the_same_content_written_otherwise_is_the_same_request(self):
        self.work()
        first = jobs.login_code()
        sent = self.sent(self.publish(first))
        other = dict(reversed(first.items())) | {"purpose": "login", "locale": "nl"}
        self.ask(other)
        self.assertEqual(self.replies(1)[0].body, sent.body)
        self.assertEqual(len(self.gateway.requests), 1)


if __name__ == "__main__":
    unittest.main()
