"""What no worker can use ends as rejected, with the reason and the field; nothing is sent, and the worker goes on."""
import json
import unittest

from support import jobs
from support.bad_jobs import BadJobs

LIMIT = 16 * 1024


def without(job, field):
    return {name: value for name, value in job.items() if name != field}


def padded(job, size):
    body = json.dumps(job).encode()
    return body + b" " * (size - len(body))


class BadInput(BadJobs):
    def test_bodies_that_are_no_job(self):
        job = jobs.login_code()
        for name, body in {
            "empty": b"", "a brace": b"{", "words": b"hello", "a list": b"[]", "null": b"null", "a string": b'"job"',
            "two": b"{}{}", "a number": b"1e999", "deep lists": b"[" * 8000, "deep objects": b'{"a":' * 3000,
            "Latin-1": json.dumps({**job, "account": "caf\u00e9"}, ensure_ascii=False).encode("latin-1"),
            "UTF-16": json.dumps(job).encode("utf-16"), "UTF-16 without a mark": json.dumps(job).encode("utf-16-le"),
            "half a character": json.dumps(job).encode()[:-1] + b"\xc3",
            "a NUL": json.dumps(job).encode() + b"\0",
            "a byte over 16 KiB": padded(job, LIMIT + 1), "1 MiB": padded(job, 1 << 20),
            "20 MiB": padded(job, 20 << 20),
        }.items():
            self.put(name, body, "invalid")
        self.check()

    def test_a_body_of_16_kib_is_taken(self):
        job = jobs.login_code()
        self.publish(padded(job, LIMIT), "send_code")
        self.sent(job)

    def test_fields_that_are_missing(self):
        for field in ("version", "id", "kind", "account", "issued_at", "expires_at", "recipient", "code"):
            self.put(f"no {field}", without(jobs.login_code(), field), "invalid", field, key="send_code")
        self.put("no step", without(jobs.phone_code(), "step"), "invalid", "step")
        self.put("no link", without(jobs.phone_link(), "link"), "invalid", "link")
        self.put("no new_phone", without(jobs.phone_link(), "new_phone"), "invalid", "new_phone")
        self.put("no event", without(jobs.notice(), "event"), "invalid", "event")
        self.put("nobody", jobs.job("send_code", {}, code="1234"), "invalid", "recipient")
        self.put("SMS to no phone", jobs.login_code_mail(channel="sms"), "invalid", "recipient.phone")
        self.put("mail to no address", jobs.login_code(channel="email"), "invalid", "recipient.email")
        self.check()

    def test_fields_that_do_not_belong(self):
        self.put("misspelt", {**jobs.login_code(), "purpos": "login"}, "invalid", "purpos")
        self.put("nested", jobs.with_recipient(jobs.login_code(), fax="1"), "invalid", "recipient.fax")
        self.put("totp", without({**jobs.login_code(), "totp": {"secret": "JBSWY3DP"}}, "code"), "invalid", "totp")
        self.put("a step", jobs.login_code(step="code"), "invalid", "step")
        self.put("a link", jobs.login_code(link="https://caren.example/"), "invalid", "link")
        self.put("an event", jobs.phone_code(event="phone_changed"), "invalid", "event")
        self.put("a code", jobs.notice(code="123456"), "invalid", "code")
        self.put("the other kind", jobs.login_code(), "invalid", "kind", key="security_notice")
        self.put("no kind", {**jobs.login_code(), "kind": "send_codes"}, "invalid", "kind", key="send_code")
        self.check()

    def test_fields_of_the_wrong_type(self):
        for field, value in {
            "version": "1", "id": 12345678, "kind": ["send_code"], "account": {"a": 1}, "purpose": 1,
            "issued_at": 1700000000, "expires_at": True, "recipient": [], "channel": 1, "fallback": "yes",
            "locale": 31, "code": 123456, "sequence": "1",
        }.items():
            self.put(field, {**jobs.login_code(), field: value}, "invalid", field, key="send_code")
        self.put("phone", jobs.with_recipient(jobs.login_code(), phone=31612345678), "invalid", "recipient.phone")
        self.put("a huge number", jobs.login_code(sequence=10**30), "invalid", "sequence")
        self.put("a fraction", jobs.login_code(sequence=1.5), "invalid", "sequence")
        self.check()

    def test_values_out_of_bounds(self):
        for field, value in {
            "version": 2, "id": "short", "account": "", "purpose": "Log in", "issued_at": "2026-11-22 14:00",
            "expires_at": "tomorrow", "channel": "fax", "locale": "dutch!", "sequence": 0,
        }.items():
            self.put(field, jobs.login_code(**{field: value}), "invalid", field)
        for code in ("123", "12345678901", "12 456", "abc123", "１２３４５６", "1234\n"):
            self.put(f"code {code!r}", jobs.login_code(code=code), "invalid", "code")
        self.put("a long id", jobs.login_code(id="x" * 65), "invalid", "id")
        self.put("a long account", jobs.login_code(account="x" * 129), "invalid", "account")
        self.put("a control", jobs.login_code(account="a\u0007b"), "invalid", "account")
        self.put("ends first", jobs.login_code(issued_at=jobs.moment(0), expires_at=jobs.moment(-1)), "invalid",
                 "expires_at")
        self.put("no offset", jobs.login_code(issued_at=jobs.moment(0)[:19]), "invalid", "issued_at")
        self.put("link by SMS", jobs.phone_link(channel="sms"), "invalid", "channel")
        self.check()


if __name__ == "__main__":
    unittest.main()
