"""The outcome schema takes one event of every kind that the contract names, and refuses what no outcome may hold."""
import unittest

from files import read_json
from jsonschema import Draft202012Validator

SCHEMA = read_json("docs/schema/outcome.schema.json")
JOB = {"job": "7b0f2c9e-sample", "account": "patient-1001", "kind": "send_code", "purpose": "login"}
SENT = {
    **JOB,
    "channel": "sms",
    "provider": "sandbox",
    "provider_message_id": "m-1",
    "attempts": 1,
    "segments": 1,
    "queued_ms": 12,
    "elapsed_ms": 80,
    "remaining_s": 590,
    "possible_duplicate": False,
}
MAILED = {**{key: value for key, value in SENT.items() if key != "segments"}, "channel": "email"}
RECEIPT = {**JOB, "channel": "sms", "provider": "sandbox", "provider_message_id": "m-1"}
REJECTED = {
    "invalid",
    "expired",
    "too_late",
    "issued_in_future",
    "lifetime_too_long",
    "duplicate",
    "superseded",
    "rate_limited",
    "destination_not_allowed",
    "link_not_allowed",
    "seal_required",
    "seal_invalid",
}
FAILED = {"refused", "exhausted", "unknown"}


def event(outcome, data, **changes):
    whole = {
        "specversion": "1.0",
        "id": f"7b0f2c9e-sample/{outcome}",
        "source": "/codebode",
        "type": f"codebode.{outcome}",
        "subject": "7b0f2c9e-sample",
        "time": "2026-03-01T08:00:01.5Z",
        "datacontenttype": "application/json",
        "data": data,
        **changes,
    }
    return {key: value for key, value in whole.items() if value is not None}


def without(data, key):
    return {name: value for name, value in data.items() if name != key}


def rejected(reason, **more):
    return event("rejected", {**JOB, "reason": reason, "detail": "Why.", **more})


def failed(**changes):
    return event("failed", {**JOB, "reason": "refused", "attempts": 1, "possible_duplicate": False, **changes})


SAID = {**JOB, "detail": "Why."}
GOOD = [
    event("sent", SENT),
    event("sent", MAILED),
    event("sent", without(SENT, "provider_message_id")),
    event("sent", {**MAILED, "left_out": "recipient.name"}),
    event("sent", SENT, traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
    rejected("invalid", field="recipient.phone"),
    rejected("rate_limited", retry_after_s=30),
    event("rejected", {"reason": "invalid", "detail": "The body is not JSON."}, subject=None),
    event("rejected", {"reason": "seal_invalid", "detail": "No such key."}, subject=None),
    failed(provider="sandbox", answer="refused"),
    failed(reason="exhausted", attempts=0),
    failed(reason="unknown", answer="unknown", possible_duplicate=True),
    event("delivered", RECEIPT),
    event("undelivered", RECEIPT),
]
BAD = {
    "another version of CloudEvents": event("sent", SENT, specversion="0.3"),
    "no id": event("sent", SENT, id=None),
    "no source": event("sent", SENT, source=None),
    "an outcome that there is not": event("expired", SENT),
    "a sent job without its id": event("sent", SENT, subject=None),
    "a time without offset": event("sent", SENT, time="2026-03-01T08:00:01"),
    "another form of data": event("sent", SENT, datacontenttype="text/plain"),
    "an unknown attribute": event("sent", SENT, phone="+31612345678"),
    "an unknown field of data": event("sent", {**SENT, "phone": "+31612345678"}),
    "the code": event("sent", {**SENT, "code": "482913"}),
    "data of another outcome": event("sent", RECEIPT),
    "a name that was left out": event("sent", {**MAILED, "left_out": "Jan: evil.example"}),
    "an SMS without its segments": event("sent", without(SENT, "segments")),
    "a mail with segments": event("sent", {**MAILED, "segments": 1}),
    "sent without an attempt": event("sent", {**SENT, "attempts": 0}),
    "a reason that there is not": rejected("bad_luck"),
    "a wait without reason rate_limited": rejected("superseded", retry_after_s=3),
    "no detail": event("rejected", {**JOB, "reason": "expired"}),
    "an expired job without its account": event("rejected", {**without(SAID, "account"), "reason": "expired"}),
    "a failure for a reason to reject": failed(reason="expired"),
    "an answer that there is not": failed(answer="maybe"),
    "a failure that does not tell of duplicates": event("failed", {**JOB, "reason": "refused", "attempts": 1}),
    "a receipt without its provider": event("delivered", without(RECEIPT, "provider")),
    **{f"sent without {key}": event("sent", without(SENT, key)) for key in SENT if key != "provider_message_id"},
}


class OutcomeSchema(unittest.TestCase):
    validator = Draft202012Validator(SCHEMA)

    def test_is_a_valid_2020_12_schema(self):
        Draft202012Validator.check_schema(SCHEMA)
        self.assertEqual(SCHEMA["$schema"], "https://json-schema.org/draft/2020-12/schema")

    def test_takes_one_of_every_kind(self):
        for whole in GOOD + [rejected(reason) for reason in REJECTED] + [failed(reason=reason) for reason in FAILED]:
            with self.subTest(type=whole["type"], reason=whole["data"].get("reason")):
                self.assertEqual([error.message for error in self.validator.iter_errors(whole)], [])

    def test_names_exactly_the_reasons_of_the_contract(self):
        reasons = {name: SCHEMA["$defs"][name]["properties"]["reason"] for name in ("rejected", "failed")}
        self.assertEqual(set(reasons["rejected"]["enum"]), REJECTED)
        self.assertEqual(set(reasons["failed"]["enum"]), FAILED)
        for reason in reasons.values():
            for name in reason["enum"]:
                self.assertIn(f"{name}: ", reason["description"])

    def test_refuses_what_no_outcome_may_be(self):
        for why, whole in BAD.items():
            with self.subTest(why):
                self.assertFalse(self.validator.is_valid(whole))


if __name__ == "__main__":
    unittest.main()
