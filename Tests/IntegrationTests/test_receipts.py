"""Delivery receipts: what a gateway tells later becomes one outcome more, and only what is the gateway's own word."""
import base64
import hashlib
import hmac
import json
import shutil
import socket
import time
import unittest
import urllib.error
import urllib.request

from support import jobs
from support.gateway import HOLD, Gateway
from support.kannel import Kannel
from support.places import ROOT, free_port
from support.scene import Scene
from support.waiting import until

SECRET = "geheim-0123456789.abc"
KEY = "sleutel-van-sinch-0123456789"
OPEN = """
receipts:
  type: json
  id: id
  reference: ref
  status: status
  code: error.code
  statuses: {delivered: [arrived], undelivered: [lost], pending: [on its way]}
  answer: {status: 202, body: thanks}
  signature: {scheme: none, secret: receipt_secret}
  request:
    fields: {callback: "{{receipts_url}}?ref={{reference}}"}
    headers: {X-Callback: "{{receipts_url}}"}
"""
SIGNED = """
receipts:
  type: json
  id: id
  status: status
  statuses: {delivered: [arrived], undelivered: [lost]}
  signature: {scheme: sinch, secret: signing_key}
  request:
    fields: {callback: "{{receipts_url}}"}
"""


def call(url, receipt, **headers):
    """Status and body of the answer to a receipt."""
    content = receipt if isinstance(receipt, bytes) else json.dumps(receipt).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, content, {"Content-Type": "application/json", **named})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def signature(content, key=KEY, seconds=0):
    moment = str(int(time.time()) + seconds)
    signed = hmac.new(key.encode(), content + f".nonce.{moment}".encode(), hashlib.sha256).digest()
    name = "x_sinch_webhook_signature"
    return {name: base64.b64encode(signed).decode(), name + "_nonce": "nonce", name + "_timestamp": moment}


class Receipts(Scene):
    def setUp(self):
        super().setUp()
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        config = self.folder / "config"
        shutil.copytree(ROOT / "config", config)
        sandbox = (config / "gateways/sandbox.yaml").read_text(encoding="utf-8")
        (config / "gateways/sandbox.yaml").write_text(sandbox + OPEN, encoding="utf-8")
        (config / "gateways/signed.yaml").write_text(sandbox + SIGNED, encoding="utf-8")
        self.arguments = ["--config", config / "codebode.yaml"]
        self.secrets += [("the secret in the address", SECRET), ("the signing key", KEY)]

    def listen(self, **settings):
        """A worker that takes receipts."""
        worker = self.start(**settings)
        self.until_listening()
        return worker

    def start(self, **settings):
        standard = {
            "web_public_url": self.address, "web_listen": f"127.0.0.1:{self.port}",
            "gateways_sandbox_receipt_secret": SECRET,
        }
        return self.work(self.arguments, **{**standard, **settings})

    def until_listening(self):
        def is_listening():
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0

        until(is_listening, lambda: f"nobody takes receipts: {self.all_logs()[-1500:]}")

    def request(self, job, gateway=None):
        [request] = (gateway or self.gateway).to(job["recipient"]["phone"])
        return request

    def told(self, job):
        """What was published of the job after its end."""
        return [event for event in self.outcomes.of(job["id"]) if event.type in ("delivered", "undelivered")]

    def until_told(self, job, times=1):
        until(lambda: len(self.told(job)) >= times, lambda: f"{times} of {job['id']}: {self.all_logs()[-1500:]}")
        return self.told(job)

    def until_heard(self):
        """Whatever was published before has been heard then."""
        self.sent(self.publish(jobs.login_code()))

    def send(self):
        """A job, its outcome, and the address that the gateway got with it."""
        job = self.publish(jobs.login_code())
        outcome = self.sent(job)
        return job, outcome, self.request(job).sms["callback"]

    def test_a_code_that_did_not_arrive_goes_by_mail_while_it_is_of_use(self):
        self.listen()
        job = jobs.with_recipient(jobs.login_code(fallback=True), email=jobs.email())
        sent = self.sent(self.publish(job))
        receipt = {"id": sent.data["provider_message_id"], "status": "lost"}
        self.assertEqual(call(self.request(job).sms["callback"], receipt), (202, "thanks"))
        [event] = self.until_told(job)
        self.assertEqual(event.type, "undelivered")
        address = job["recipient"]["email"]
        [mail] = until(lambda: self.relay.to(address), lambda: f"no mail: {self.all_logs()[-1500:]}", 30)
        self.assertIn(job["code"].encode(), mail.content)
        self.until_empty(60)
        self.assertEqual(len(self.relay.to(address)), 1)
        self.assertEqual(len(self.gateway.to(job["recipient"]["phone"])), 1)
        self.assertEqual([event.type for event in self.outcomes.of(job["id"])], ["sent", "undelivered"])

    def test_the_gateway_is_told_an_address_and_what_it_tells_there_becomes_one_outcome(self):
        self.listen()
        job, sent, callback = self.send()
        self.assertEqual(callback, f"{self.address}/receipts/sandbox/{SECRET}?ref={job['id']}")
        self.assertEqual(self.request(job).headers["x-callback"], f"{self.address}/receipts/sandbox/{SECRET}")
        receipt = {"id": sent.data["provider_message_id"], "status": "arrived", "to": job["recipient"]["phone"]}
        self.assertEqual(call(callback, receipt), (202, "thanks"))
        [event] = self.until_told(job)
        self.assertEqual((event.type, event.routing_key), ("delivered", "send_code.delivered"))
        same = ("account", "kind", "purpose", "channel", "provider", "provider_message_id")
        self.assertEqual({key: event.data[key] for key in same}, {key: sent.data[key] for key in same})
        self.assertEqual(event.data["job"], job["id"])

        self.assertEqual(call(callback, receipt), (202, "thanks"))
        again = self.until_told(job, times=2)
        self.assertEqual([(other.id, other.body) for other in again], [(event.id, event.body)] * 2)
        # The first word counts.
        self.assertEqual(call(callback, {**receipt, "status": "lost"}), (202, "thanks"))
        self.until_heard()
        self.assertEqual({other.id for other in self.told(job)}, {event.id})

    def test_a_message_that_did_not_arrive_is_told_by_our_own_name_for_it(self):
        worker = self.listen()
        job, _, callback = self.send()
        receipt = {"ref": job["id"], "status": "lost", "error": {"code": "absent"}}
        self.assertEqual(call(callback, receipt)[0], 202)
        [event] = self.until_told(job)
        self.assertEqual((event.type, event.routing_key), ("undelivered", "send_code.undelivered"))
        self.assertIn('"code":"absent"', worker.log)

    def test_what_says_nothing_to_us_is_answered_well_and_published_nowhere(self):
        self.listen()
        job, sent, callback = self.send()
        name = sent.data["provider_message_id"]
        for receipt in (
            {"id": "gw-of-another", "status": "arrived"}, {"ref": "job-of-another", "status": "lost"},
            {"id": name, "status": "on its way"}, {"id": name, "status": "a new word"}, {"status": "arrived"},
        ):
            with self.subTest(receipt=receipt):
                self.assertEqual(call(callback, receipt), (202, "thanks"))
        self.until_heard()
        self.assertEqual({event.type for event in self.outcomes.events}, {"sent"})
        self.assertEqual(call(callback, {"id": name, "status": "arrived"}), (202, "thanks"))
        self.until_told(job)

    def test_who_does_not_know_the_address_is_not_believed(self):
        worker = self.listen()
        job, sent, callback = self.send()
        receipt = {"id": sent.data["provider_message_id"], "status": "arrived"}
        for address in (callback.replace(SECRET, SECRET[:-1] + "x"), f"{self.address}/receipts/sandbox"):
            self.assertEqual(call(address, receipt), (403, ""))
        self.assertEqual(call(f"{self.address}/receipts/signed", receipt)[0], 404)
        self.assertEqual(call(callback, b"{"), (400, ""))
        self.until_heard()
        self.assertEqual(self.told(job), [])
        for reason in ("signature_wrong", "signature_missing", "unreadable"):
            self.assertIn(f'"reason":"{reason}"', worker.log)

    def test_a_signed_receipt_is_taken_and_one_that_is_signed_badly_is_not(self):
        gateway = self.kept(Gateway().start())
        worker = self.listen(
            sms_gateways="signed", gateways_signed_url=gateway.url, gateways_signed_signing_key=KEY)
        job = self.publish(jobs.login_code())
        name = self.sent(job).data["provider_message_id"]
        callback = self.request(job, gateway).sms["callback"]
        self.assertEqual(callback, f"{self.address}/receipts/signed")
        good, other = (json.dumps({"id": name, "status": status}).encode() for status in ("arrived", "lost"))
        self.assertEqual(call(callback, good), (403, ""))
        for headers in (signature(good, key=KEY + "x"), signature(other), signature(good, seconds=-900)):
            self.assertEqual(call(callback, good, **headers), (403, ""))
        self.sent(self.publish(jobs.login_code()))
        self.assertEqual(self.told(job), [])
        for reason in ("signature_wrong", "signature_missing", "signature_out_of_time"):
            self.assertIn(f'"reason":"{reason}"', worker.log)
        self.assertEqual(call(callback, good, **signature(good)), (200, ""))
        self.assertEqual([event.type for event in self.until_told(job)], ["delivered"])

    def test_a_receipt_that_is_sooner_than_the_answer_to_the_sending_is_to_come_again(self):
        self.listen()
        job = jobs.login_code()
        self.gateway.plan(job["recipient"]["phone"], HOLD)
        self.publish(job)
        until(lambda: self.gateway.to(job["recipient"]["phone"]), "the gateway has the message")
        callback = self.request(job).sms["callback"]
        receipt = {"ref": job["id"], "status": "arrived"}
        self.assertEqual(call(callback, receipt)[0], 503)
        self.gateway.release()
        self.sent(job)
        self.assertEqual(self.told(job), [])
        self.assertEqual(call(callback, receipt), (202, "thanks"))
        self.assertEqual([event.type for event in self.until_told(job)], ["delivered"])

    def test_when_the_worker_with_the_port_leaves_another_takes_it(self):
        first = self.listen()
        second = self.start()
        second.until_logged("another has web.listen")
        job, sent, callback = self.send()
        first.terminate()
        self.assertEqual(first.exit_code(), 0)
        self.until_listening()
        receipt = {"id": sent.data["provider_message_id"], "status": "arrived"}
        self.assertEqual(call(callback, receipt), (202, "thanks"))
        self.assertEqual([event.type for event in self.until_told(job)], ["delivered"])

    def test_a_worker_that_waits_for_the_port_leaves_well(self):
        self.listen()
        second = self.start()
        second.until_logged("another has web.listen")
        second.terminate()
        self.assertEqual(second.exit_code(), 0)

    def test_without_secret_or_public_address_the_gateway_is_told_none(self):
        for settings in ({"gateways_sandbox_receipt_secret": ""}, {"web_public_url": ""}):
            with self.subTest(settings):
                worker = self.start(**settings)
                job = self.publish(jobs.login_code())
                self.sent(job)
                request = self.request(job)
                self.assertNotIn("callback", request.sms)
                self.assertNotIn("x-callback", request.headers)
                worker.terminate()
                self.assertEqual(worker.exit_code(), 0)

    def test_a_real_kannel_tells_us_what_became_of_its_messages(self):
        kannel = self.kept(Kannel().start())
        self.listen(
            sms_gateways="kannel", gateways_kannel_url=kannel.url, gateways_kannel_username="my-username",
            gateways_kannel_password="my-password", gateways_kannel_receipt_secret=SECRET)
        job = self.publish(jobs.login_code())
        self.until_told(job)
        # Kannel may tell before the broker has confirmed that the message was sent.
        events = until(lambda: len(told := self.outcomes.of(job["id"])) == 2 and told, "two outcomes are told")
        self.assertEqual(
            sorted((event.type, event.data["provider"]) for event in events),
            [("delivered", "kannel"), ("sent", "kannel")])


if __name__ == "__main__":
    unittest.main()
