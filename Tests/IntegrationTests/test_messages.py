"""Each message arrives as it should, and its outcome tells so."""
import email
import email.policy
import email.utils
import json
import math
import re
import unittest
from datetime import datetime, timezone
from html import unescape

from support import jobs
from support.nginx import Nginx
from support.scene import Scene
from support.waiting import until

# GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1); the characters of its extension table count twice.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ!\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EVENTS = ["password_changed", "phone_changed", "phone_removed", "totp_enabled", "totp_disabled", "two_factor_disabled"]


class Messages(Scene):
    def setUp(self):
        super().setUp()
        self.nginx = self.kept(Nginx().start())
        self.worker = self.work(gateways_sandbox_url=self.nginx.url)

    def arrived_sms(self, job):
        """The one SMS of the job as nginx saw it, and its outcome."""
        published = jobs.now()
        self.ask(job)
        outcome = self.sent(job)
        heard = jobs.now()
        request, = until(lambda: self.nginx.to(job["recipient"]["phone"]), "nothing arrived at nginx")
        self.assertEqual(request["method"], "POST")
        self.assertEqual(request["uri"], "/sms/messages")
        self.assertEqual(request["authorization"], "Bearer sandbox")
        self.assertEqual(request["type"].partition(";")[0], "application/json")
        sms = json.loads(request["body"])
        self.assertEqual(set(sms), {"to", "from", "text", "reference", "validity_s"})
        self.assertEqual(sms["reference"], job["id"])
        self.assertEqual(sms["from"], "Caren")
        expiry = datetime.fromisoformat(job["expires_at"])
        earliest, latest = ((expiry - moment).total_seconds() for moment in (heard, published))
        self.assertTrue(math.floor(earliest) <= sms["validity_s"] <= math.floor(latest), sms["validity_s"])
        self.assertTrue(set(sms["text"]) <= GSM, "only characters that need 7 bits")
        self.assertLessEqual(len(sms["text"]), 160)
        self.check_sent(job, outcome, "sms", "sandbox")
        self.assertEqual(outcome.data["segments"], 1)
        self.assertRegex(outcome.data["provider_message_id"], "^ng-[0-9a-f]{32}$")
        self.assertTrue(math.floor(earliest) <= outcome.data["remaining_s"] <= sms["validity_s"])
        return sms["text"], sms

    def arrived_mail(self, job):
        """The one mail of the job as the relay saw it, parsed."""
        begin = datetime.now(timezone.utc).replace(microsecond=0)
        self.ask(job)
        outcome = self.sent(job)
        address = job["recipient"]["email"]
        mail, = self.relay.to(address)
        self.assertEqual((mail.sender, mail.recipients), ("noreply@caren.example", (address,)))
        lines = mail.content.split(b"\r\n")
        self.assertFalse([line for line in lines if b"\n" in line or b"\r" in line], "each line ends with CRLF")
        self.assertTrue(mail.content.isascii())
        self.assertLessEqual(max(map(len, lines)), 78)
        message = email.message_from_bytes(mail.content, policy=email.policy.SMTP)
        self.assertEqual(message.defects, [])
        self.check_headers(message, job, begin)
        self.assertEqual(message.get_content_type(), "multipart/alternative")
        parts = list(message.iter_parts())
        self.assertEqual([part.get_content_type() for part in parts], ["text/plain", "text/html"])
        self.check_sent(job, outcome, "email", None)
        self.assertNotIn("segments", outcome.data)
        self.assertEqual(outcome.data["provider_message_id"], f"4FgD1x{self.relay.mails.index(mail) + 1:04d}")
        return message, parts[0].get_content(), parts[1].get_content()

    @staticmethod
    def seen(html):
        """What a reader sees of it, without the tags between the digits."""
        return unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "", html, flags=re.DOTALL))

    def check_headers(self, message, job, begin):
        for name in ("Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version"):
            self.assertEqual(len(message.get_all(name, [])), 1, name)
        date = message["Date"].datetime
        self.assertIsNotNone(date.tzinfo)
        self.assertTrue(begin <= date <= datetime.now(timezone.utc), date)
        self.assertRegex(message["Message-ID"].strip(), r"^<[^<>@\s]+@caren\.example>$")
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        sender, = message["From"].addresses
        self.assertEqual((sender.display_name, sender.addr_spec), ("Caren", "noreply@caren.example"))
        recipient, = message["To"].addresses
        self.assertEqual(recipient.display_name, job["recipient"].get("name", ""))
        self.assertEqual(recipient.addr_spec, job["recipient"]["email"])

    def check_sent(self, job, outcome, channel, provider):
        data = outcome.data
        self.assertEqual(outcome.routing_key, f"{job['kind']}.sent")
        self.assertEqual(outcome.properties.content_type, "application/cloudevents+json")
        self.assertEqual(outcome.properties.delivery_mode, 2)
        self.assertEqual(data["account"], job["account"])
        self.assertEqual(data["purpose"], job.get("purpose", "login"))
        self.assertEqual((data["channel"], data["attempts"]), (channel, 1))
        self.assertEqual(data["possible_duplicate"], False)
        if provider:
            self.assertEqual(data["provider"], provider)
        reply, = until(
            lambda: [event for event in self.outcomes.replies if event.job == job["id"]], "no answer to reply_to")
        self.assertEqual(reply.properties.correlation_id, job["id"])
        self.assertEqual(reply.body, outcome.body, "reply_to gets the same event")

    def test_a_login_code_arrives_by_sms(self):
        job = jobs.login_code(life=570, code="48291305", sequence=3)
        text, sms = self.arrived_sms(job)
        self.assertEqual(sms["to"], job["recipient"]["phone"])
        self.assertTrue(text.startswith("48291305 "), "the code comes first, for the notification")
        self.assertEqual(text.split("\n")[-2:], ["", "@caren.example #48291305"])
        self.assertIn("og 9 minuten", text)
        self.assertRegex(text, r"\b3\b")

    def test_a_national_number_arrives_in_e164(self):
        number = jobs.phone()
        national = f"0{number[3]} {number[4:8]} {number[8:]}"
        job = self.publish(jobs.login_code(to=national))
        self.sent(job)
        self.assertEqual(len(until(lambda: self.nginx.to(number), "nothing arrived")), 1)

    def test_a_confirmation_code_arrives_by_sms(self):
        job = jobs.phone_code(life=570)
        text, _ = self.arrived_sms(job)
        self.assertEqual(text.split("\n")[-1], f"@caren.example #{job['code']}")
        self.assertIn("og 9 minuten", text)

    def test_every_notice_arrives_by_sms_without_a_code(self):
        texts = {event: self.arrived_sms(jobs.notice(event, "sms"))[0] for event in EVENTS}
        self.assertEqual(len(set(texts.values())), len(EVENTS))
        self.assertFalse([text for text in texts.values() if "#" in text])

    def test_a_login_code_arrives_by_mail(self):
        job = jobs.login_code_mail(life=570)
        job["recipient"]["name"] = "Zoë Ångström-Jørgensen"
        message, text, html = self.arrived_mail(job)
        self.assertEqual(message["Subject"], "Je inlogcode voor Caren")
        self.assertNotIn(job["code"], message["Subject"])
        for part in (text, self.seen(html)):
            self.assertIn(job["code"], part)
            self.assertIn("nog 9 minuten", part)
            self.assertIn("Zoë Ångström-Jørgensen", part)

    def test_a_confirmation_link_arrives_by_mail(self):
        job = jobs.phone_link(life=3570)
        job["link"] += "&stap=1"
        message, text, html = self.arrived_mail(job)
        self.assertEqual(message["Subject"], "Nieuw telefoonnummer bevestigen")
        self.assertIn(job["link"], text.split())
        self.assertIn(f'href="{job["link"].replace("&", "&amp;")}"', html)
        for part in (text, html):
            self.assertIn(f"eindigt op {job['new_phone'][-2:]}", part)
            self.assertNotIn(job["new_phone"][-4:], part)

    def test_every_notice_arrives_by_mail(self):
        subjects = {self.arrived_mail(jobs.notice(event))[0]["Subject"] for event in EVENTS}
        self.assertEqual(len(subjects), len(EVENTS))

    def test_a_name_cannot_be_markup(self):
        job = jobs.login_code_mail()
        job["recipient"]["name"] = '<b onclick="x()">Jan<b> & {{code}}'
        _, text, html = self.arrived_mail(job)
        self.assertIn('<b onclick="x()">Jan<b> & {{code}}', text)
        self.assertNotIn("<b onclick", html)
        self.assertIn("&lt;b onclick", html)

    def test_without_a_channel_a_phone_gets_the_sms(self):
        job = jobs.login_code()
        job["recipient"]["email"] = jobs.email()
        self.arrived_sms(job)
        self.assertEqual(self.relay.mails, [])

    def test_another_language_falls_back_to_dutch(self):
        english, frisian = jobs.login_code(locale="en-GB"), jobs.login_code(locale="fy")
        self.assertNotIn("geldig", self.arrived_sms(english)[0])
        self.assertIn("geldig", self.arrived_sms(frisian)[0])

    def test_a_repeat_gets_the_same_event_again_and_sends_nothing(self):
        job = jobs.login_code()
        self.arrived_sms(job)
        self.ask(job)
        first, second = until(
            lambda: found if len(found := self.outcomes.of(job["id"])) == 2 else None, "no second outcome")
        self.assertEqual(first.body, second.body)
        self.assertEqual(first.properties.message_id, first.id)
        self.assertEqual(len(self.nginx.to(job["recipient"]["phone"])), 1)


if __name__ == "__main__":
    unittest.main()
