"""Addresses, links and AMQP properties by which somebody might reach another than the user, or stop the worker."""
import email
import email.policy
import functools
import sys
import unittest

from support import jobs
from support.bad_jobs import BadJobs
from support.post import DEAD
from support.waiting import until

# Six bytes a level, in one frame of 128 KiB.
DEEPEST = 21_000


class BadAddresses(BadJobs):
    def test_phones_that_are_none(self):
        for phone in (
            "", "hello", "+", "+3161234567", "+316123456789", "06", "+31612345678 ext. 5", "+31612345678;ext=5",
            "tel:+31612345678", "call +31612345678", "+31612345678 or so", "+31 6 1234 VERA",
            "+31612345678,+31687654321", "+31612345678\r\nto: 1", "+999123456789", "112",
            "+3161234567\u0000", "１１２",
        ):
            self.put(repr(phone), jobs.with_recipient(jobs.login_code(), phone=phone), "invalid", "recipient.phone")
        self.put("new_phone", jobs.phone_link(new_phone="hello"), "invalid", "new_phone")
        self.check()

    def test_phones_that_get_no_sms(self):
        for phone in ("+31201234567", "+31880424242", "09001234", "+319001234", "08001234567", "+447400123456",
                      "+12125550123", "+8613912345678"):
            self.put(phone, jobs.login_code(to=phone), "destination_not_allowed")
        self.check()

    def test_mail_addresses_that_are_none_or_several(self):
        for address in (
            "", "nobody", "@caren.example", "jan@", "jan@localhost", "jan@[127.0.0.1]", "jan@127.0.0.1",
            "jan@caren.example.", "jan jansen@caren.example", "jan@caren.example, piet@caren.example",
            "jan@caren.example piet@caren.example", "jan@caren.example>,<piet@caren.example", "<jan@caren.example>",
            "Jan <jan@caren.example>", "jan@caren.example\r\nBcc: piet@caren.example", "jan\r\n@caren.example",
            "jan\u0000@caren.example", "jan@caren.example\n", '"jan\\"@x"@caren.example', "jan@@caren.example",
            "jösé@caren.example", "jan@cafè.example", "jan\u2028@caren.example", "x" * 65 + "@caren.example",
            "jan@" + "x" * 64 + ".example", "jan@" + "x.".join(["x"] * 150) + ".example",
        ):
            job = jobs.with_recipient(jobs.login_code_mail(), email=address)
            self.put(repr(address), job, "invalid", "recipient.email")
        self.check()

    def test_names_that_are_more_than_a_name_are_left_out_and_the_code_arrives(self):
        for name in (
            "Jan\r\nBcc: piet@caren.example", "Jan\nJansen", "Jan\u0000", "Jan\u001b[31m", "Jan\u0085Jansen",
            "Jan\u2028Jansen", "Jan \u202enesnaJ", "x" * 101, "caren-herstel.example", "bel 0900 1234",
            "Sam, je account is geblokkeerd: https://caren-herstel.example/x",
        ):
            with self.subTest(name):
                job = self.publish(jobs.with_recipient(jobs.login_code_mail(), name=name))
                self.assertEqual(self.sent(job).data["left_out"], "recipient.name")
                mail, = self.relay.to(job["recipient"]["email"])
                message = email.message_from_bytes(mail.content, policy=email.policy.SMTP)
                self.assertEqual(message["To"], job["recipient"]["email"])
                for kind in ("plain", "html"):
                    text = message.get_body((kind,)).get_content()
                    self.assertIn("Hallo,", text)
                    self.assertNotIn("herstel", text)
                self.assertIn(job["code"], message.get_body(("plain",)).get_content())

    def test_a_name_of_another_type_is_refused(self):
        self.put("number", jobs.with_recipient(jobs.login_code_mail(), name=7), "invalid", "recipient.name")
        self.check()

    def test_links_that_lead_elsewhere(self):
        for link in (
            "http://caren.example/x", "//caren.example/x", "caren.example/x", "javascript:alert(1)",
            "https:caren.example",
            "https://evil.example/x", "https://EVIL.example/x", "HTTPS://Evil.Example/x",
            "https://caren.example.evil.example/", "https://xcaren.example/", "https://sub.caren.example/",
            "https://caren.example./x", "https://caren.example@evil.example/", "https://user@caren.example/",
            "https://user:secret@caren.example/", "https://caren.example:443@evil.example/", "https://127.0.0.1/",
            "https://2130706433/", "https://0x7f000001/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
            "https://caren.example:8443/x", "https://caren.example\\@evil.example/",
            "https://evil.example\\.caren.example/",
            "https:///caren.example/", "https://caren.example\t/x", "https://caren.example/a b",
            "https://caren.example/\r\n",
            "https://caren.example/<x>", 'https://caren.example/"x', "https://caren.example/é",
            "https://cáren.example/",
            "https://caren.example/" + "x" * 2048, "",
        ):
            self.put(repr(link), jobs.phone_link(link=link), "link_not_allowed")
        self.check()

    def test_a_host_is_the_same_in_any_case(self):
        job = self.publish(jobs.phone_link(link="https://CAREN.Example/bevestigen?sleutel=abcdefghijkl"))
        self.sent(job)

    def test_content_types_that_are_not_taken(self):
        for content_type in ("text/plain", "application/xml", "application/json; charset=utf-16", "", "x" * 255):
            self.put(content_type[:20], jobs.login_code(), "invalid", "content_type", content_type=content_type)
        self.put("sealed", b"e30.e30.e30.e30.e30", "seal_invalid", content_type="application/jose")
        self.check()

    def test_headers_nested_deeply_do_no_harm(self):
        limit = sys.getrecursionlimit()
        self.addCleanup(sys.setrecursionlimit, limit)
        sys.setrecursionlimit(100_000)  # for pika's writer
        for depth in (1_000, DEEPEST):
            headers = functools.reduce(lambda inner, _: {"": inner}, range(depth), {})
            job = self.publish(jobs.login_code(), headers=headers)
            self.sent(job)

    def test_other_properties_do_no_harm(self):
        for properties in (
            {"priority": 255}, {"expiration": "60000"},
            {"type": "x" * 255, "app_id": "\u00e9" * 100, "user_id": "guest"},
            {"timestamp": 2**62, "content_encoding": "gzip"}, {"message_id": "x" * 255}, {"correlation_id": "x" * 255},
            {"headers": {"codebode-attempt": -5, "x-death": "none", "traceparent": "\u0000"}},
            {"headers": {"codebode-attempt": 2**62}}, {"headers": {"codebode-attempt": "many"}}, {"message_id": None},
        ):
            with self.subTest(sorted(properties)):
                job = self.publish(jobs.login_code(), **properties)
                self.sent(job)
                self.assertEqual(len(self.gateway.to(job["recipient"]["phone"])), 1)

    def test_a_job_that_the_broker_let_expire_lies_with_the_dead_letters(self):
        self.worker.terminate()
        self.worker.exit_code()
        job = self.publish(jobs.login_code(), expiration="1")
        until(lambda: self.depths() == {DEAD: 1}, lambda: f"it is lost: {self.depths()}")
        self.assertEqual(self.outcomes.of(job["id"]), [])
        self.post.purge()

    def test_properties_that_are_no_text_count_as_absent(self):
        for name in ("message_id", "correlation_id", "content_type"):
            with self.subTest(name):
                job = self.publish(jobs.login_code(), **{name: bytes(range(128, 256))})
                self.sent(job)

    def test_a_reply_address_that_leads_nowhere_does_no_harm(self):
        for reply_to in ("no.such.queue", "x" * 255, "codebode.dead.", "\u00e9" * 127):
            job = self.publish(jobs.login_code(), reply_to=reply_to, correlation_id="y" * 255)
            self.sent(job)


if __name__ == "__main__":
    unittest.main()
