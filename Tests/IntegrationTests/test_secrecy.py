"""No code, number, address, link or name stands in a log, an outcome or the store, whatever happens to the jobs.

Every test looks for the secrets of its own jobs when it ends (`support/scene.py`); this one has the worker say all it
can, takes a job down every road, and looks while the store's write-ahead log is there too.
"""
import base64
import unittest

from support import jobs
from support.gateway import BUSY, DROP, HOLD, REFUSED, Reply
from support.relay import Refusal
from support.scene import Scene
from support.secrecy import leaks
from support.waiting import until


class Secrecy(Scene):
    def test_nothing_is_told_on_any_road(self):
        worker = self.work(log_level="trace", policy_on_unknown_confirm_phone="drop", sms_regions="NL")
        many = self.roads()
        for job in many:
            self.publish(job)
        for job in many:
            self.outcome(job, 30)
        self.assertEqual({event.type for event in self.outcomes.events}, {"sent", "rejected", "failed"})
        self.assertTrue((self.folder / "store.db-wal").stat().st_size > 0, "there is a write-ahead log to look at")
        self.check_secrecy()
        held = jobs.login_code()
        self.gateway.plan(held["recipient"]["phone"], HOLD)
        self.publish(held)
        until(lambda: self.gateway.to(held["recipient"]["phone"]), "on the wire")
        worker.kill()
        self.check_secrecy()
        self.assertFalse(self.outcomes.of(held["id"]))
        self.answered_at_end = False  # its lease would have to be waited for

    def roads(self):
        """A job for each way to end, and for each way in which an answer may echo what was sent."""
        plain = [jobs.login_code(), jobs.login_code_mail(), jobs.phone_code(), jobs.phone_link(), jobs.notice(),
                 jobs.notice("phone_changed", "sms")]
        repeat = [plain[0], {**plain[0], "code": jobs.code()}]
        bad = [
            {**jobs.login_code(), "surname": jobs.name()}, jobs.login_code(to="+442071234567"), jobs.login_code(life=5),
            jobs.login_code(totp={"secret": "JBSWY3DPEHPK3PXP"}),
            jobs.phone_link(link="https://evil.example/?k=abcdefgh"),
            jobs.login_code_mail(to="jan@caren.example\r\nBcc: piet@caren.example"), jobs.login_code(to="+3161234"),
            jobs.phone_code(code="geheim-wachtwoord"), jobs.login_code_mail(to=f"jösé.{jobs.word()}@caren.example"),
        ]
        return plain + repeat + bad + self.refused_by_gateway() + self.refused_by_relay()

    def refused_by_gateway(self):
        many = []
        for reply in (BUSY, DROP, REFUSED, Reply(401), "echo", "echo", Reply(202, b"garbage")):
            job = jobs.phone_code() if reply == DROP else jobs.login_code()
            if reply == "echo":
                body = f'{{"error":{{"code":"{job["code"]}","to":"{job["recipient"]["phone"]}"}},"id":"{job["code"]}"}}'
                reply = Reply(400 if len(many) % 2 else 503, body.encode())
            self.gateway.plan(job["recipient"]["phone"], reply)
            many.append(job)
        return many

    def refused_by_relay(self):
        many = []
        for at, reply in (("RCPT", "550 5.1.1 <{}> is unknown"), ("DATA", "554 5.7.1 {} refused"), ("DATA", "451 {}"),
                          ("DROP", "")):
            job = jobs.login_code_mail()
            address = job["recipient"]["email"]
            self.relay.plan(address, Refusal(at, reply.format(address)))
            many.append(job)
        return many

    def test_the_search_finds_what_it_looks_for(self):
        secret = "+31612345678"
        plain = secret.encode()
        for planted in (
            plain, plain[::-1], plain.hex().encode(), secret.encode("utf-16-le"), b"%2B31612345678",
            *(base64.b64encode(b"-" * shift + plain + b"and more") for shift in range(3)),
            b"0612345678",
        ):
            found = leaks(b"before " + planted + b" after", [("phone", secret), ("national", secret[3:])])
            self.assertTrue(found, planted)
        self.assertEqual(leaks(b"before +31612345679 after", [("phone", secret)]), [])


if __name__ == "__main__":
    unittest.main()
