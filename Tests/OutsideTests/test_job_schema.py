"""The job schema takes what the contract takes, and refuses the rest for the reason that the contract names."""
import copy
import unittest

from files import ROOT, filled, read_json
from jsonschema import Draft202012Validator

SCHEMA = read_json("docs/schema/job.schema.json")
ABSENT = object()

# What to change in a good job (path: value), and the one complaint that must follow (path, keyword).
BAD_JOBS = [
    ("send_code", {"version": 2}, ("version", "const")),
    ("send_code", {"version": ABSENT}, ("version", "required")),
    ("send_code", {"id": ABSENT}, ("id", "required")),
    ("send_code", {"id": "short"}, ("id", "pattern")),
    ("send_code", {"id": "has a space"}, ("id", "pattern")),
    ("send_code", {"id": "x" * 65}, ("id", "pattern")),
    ("send_code", {"kind": "sendcode"}, ("kind", "enum")),
    ("send_code", {"account": ""}, ("account", "minLength")),
    ("send_code", {"account": "a" * 129}, ("account", "maxLength")),
    ("send_code", {"purpose": "Log in"}, ("purpose", "pattern")),
    ("send_code", {"issued_at": "2026-03-01T09:00:00"}, ("issued_at", "pattern")),
    ("send_code", {"issued_at": "01-03-2026T09:00:00+01:00"}, ("issued_at", "pattern")),
    ("send_code", {"expires_at": "now+10m"}, ("expires_at", "pattern")),
    ("send_code", {"expires_at": 1772352000}, ("expires_at", "type")),
    ("send_code", {"expires_at": ABSENT}, ("expires_at", "required")),
    ("send_code", {"recipient": ABSENT}, ("recipient", "required")),
    ("send_code_email", {"channel": ABSENT, "recipient": {}}, ("recipient", "anyOf")),
    ("send_code_email", {"channel": ABSENT, "recipient": {"name": "Jan"}}, ("recipient", "anyOf")),
    ("send_code", {"recipient.phone": "0612"}, ("recipient.phone", "pattern")),
    ("send_code", {"recipient.phone": "+031612345678"}, ("recipient.phone", "pattern")),
    ("send_code", {"recipient.email": "jan.jansen"}, ("recipient.email", "pattern")),
    ("send_code", {"recipient.email": "jan@example.org\r\nBcc: x@example.org"}, ("recipient.email", "pattern")),
    ("send_code", {"recipient.name": "Jan\nJansen"}, ("recipient.name", "pattern")),
    ("send_code", {"recipient.mobile": "+31612345678"}, ("recipient", "additionalProperties")),
    ("send_code", {"channel": "post"}, ("channel", "enum")),
    ("send_code_email", {"channel": "sms"}, ("recipient.phone", "required")),
    ("confirm_phone_code", {"channel": "email"}, ("recipient.email", "required")),
    ("send_code", {"fallback": "yes"}, ("fallback", "type")),
    ("send_code", {"locale": "nl_NL"}, ("locale", "pattern")),
    ("send_code", {"code": "123"}, ("code", "pattern")),
    ("send_code", {"code": "abcd12"}, ("code", "pattern")),
    ("send_code", {"code": 482913}, ("code", "type")),
    ("send_code", {"code": ABSENT}, ("", "oneOf")),
    ("send_code", {"totp": {"secret": "GEZDGNBVGY3TQOJQ"}}, ("", "oneOf")),
    ("send_code", {"code": ABSENT, "totp": {}}, ("totp.secret", "required")),
    ("send_code", {"code": ABSENT, "totp": {"secret": "this is not base32"}}, ("totp.secret", "pattern")),
    ("send_code", {"code": ABSENT, "totp": {"secret": "GEZDGNBVGY3TQOJ"}}, ("totp.secret", "minLength")),
    ("send_code", {"code": ABSENT, "totp": {"secret": "A" * 417}}, ("totp.secret", "maxLength")),
    ("send_code", {"code": ABSENT, "totp": {"secret": "A" * 16, "period": 9}}, ("totp.period", "minimum")),
    ("send_code", {"code": ABSENT, "totp": {"secret": "A" * 16, "period": 301}}, ("totp.period", "maximum")),
    ("send_code", {"code": ABSENT, "totp": {"secret": "A" * 16, "digits": 9}}, ("totp.digits", "maximum")),
    ("send_code", {"code": ABSENT, "totp": {"secret": "GEZDGNBVGY3TQOJQ", "algorithm": "MD5"}}, ("totp.algorithm", "enum")),
    ("send_code", {"code": ABSENT, "totp": {"secret": "GEZDGNBVGY3TQOJQ", "issuer": "x"}}, ("totp", "additionalProperties")),
    ("send_code", {"sequence": 0}, ("sequence", "minimum")),
    ("send_code", {"sequence": 1000}, ("sequence", "maximum")),
    ("send_code", {"recipent": {"phone": "+31612345678"}}, ("", "additionalProperties")),
    ("send_code", {"step": "code"}, ("step", "not")),
    ("send_code", {"link": "https://caren.example/"}, ("link", "not")),
    ("send_code", {"new_phone": "+31612345678"}, ("new_phone", "not")),
    ("send_code", {"event": "password_changed"}, ("event", "not")),
    ("confirm_phone_link", {"step": ABSENT}, ("step", "required")),
    ("confirm_phone_link", {"step": "sms"}, ("step", "enum")),
    ("confirm_phone_link", {"link": ABSENT}, ("link", "required")),
    ("confirm_phone_link", {"link": "http://caren.example/"}, ("link", "pattern")),
    ("confirm_phone_link", {"link": "https://caren.example@evil.example/"}, ("link", "pattern")),
    ("confirm_phone_link", {"new_phone": ABSENT}, ("new_phone", "required")),
    ("confirm_phone_link", {"recipient": {"phone": "+31612345678"}}, ("recipient.email", "required")),
    ("confirm_phone_link", {"code": "482913"}, ("code", "not")),
    ("confirm_phone_link", {"sequence": 1}, ("sequence", "not")),
    ("confirm_phone_code", {"code": ABSENT}, ("code", "required")),
    ("confirm_phone_code", {"recipient": {"email": "jan.jansen@example.org"}}, ("recipient.phone", "required")),
    ("confirm_phone_code", {"link": "https://caren.example/"}, ("link", "not")),
    ("confirm_phone_code", {"new_phone": "+31612345678"}, ("new_phone", "not")),
    ("confirm_phone_code", {"totp": {"secret": "GEZDGNBVGY3TQOJQ"}}, ("totp", "not")),
    ("confirm_phone_code", {"event": "phone_changed"}, ("event", "not")),
    ("security_notice", {"event": ABSENT}, ("event", "required")),
    ("security_notice", {"event": "address_changed"}, ("event", "enum")),
    ("security_notice", {"code": "482913"}, ("code", "not")),
    ("security_notice", {"totp": {"secret": "GEZDGNBVGY3TQOJQ"}}, ("totp", "not")),
    ("security_notice", {"sequence": 1}, ("sequence", "not")),
    ("security_notice", {"step": "link"}, ("step", "not")),
    ("security_notice", {"link": "https://caren.example/"}, ("link", "not")),
    ("security_notice", {"new_phone": "+31612345678"}, ("new_phone", "not")),
]
GOOD_CHANGES = [
    ("send_code", {"purpose": ABSENT, "channel": ABSENT, "fallback": ABSENT, "locale": ABSENT, "sequence": ABSENT}),
    ("send_code", {"recipient.phone": "06 12345678"}),
    ("send_code", {"recipient.phone": "06-12 34 56 78"}),
    ("send_code", {"recipient.phone": "+4915112345678"}),
    ("send_code", {"issued_at": "2026-03-01T08:00:00.123Z"}),
    ("send_code", {"locale": "en-GB"}),
    ("send_code", {"code": "A1B2C3D4E5", "sequence": 999}),
    ("send_code", {"code": ABSENT, "totp": {"secret": "GEZDGNBVGY3TQOJQ", "period": 60, "digits": 8}}),
    ("confirm_phone_code", {"sequence": 2}),
    ("security_notice", {"recipient": {"phone": "0612345678"}, "channel": ABSENT}),
]


def sample(name):
    return filled(read_json(f"examples/{name}.json"))


def changed(name, changes):
    job = copy.deepcopy(sample(name))
    for path, value in changes.items():
        *parents, last = path.split(".")
        place = job
        for parent in parents:
            place = place[parent]
        if value is ABSENT:
            del place[last]
        else:
            place[last] = value
    return job


def complaints(job):
    """Each complaint as the field it is about and the keyword that raised it ("not": not for this kind)."""
    found = set()
    for error in Draft202012Validator(SCHEMA).iter_errors(job):
        path = [str(part) for part in error.absolute_path]
        if error.validator == "required":
            path.append(error.message.split("'")[1])
        found.add((".".join(path), error.validator))
    return found


class JobSchema(unittest.TestCase):
    def test_is_a_valid_2020_12_schema(self):
        Draft202012Validator.check_schema(SCHEMA)
        self.assertEqual(SCHEMA["$schema"], "https://json-schema.org/draft/2020-12/schema")

    def test_says_of_every_field_what_it_is_for(self):
        fields = {**SCHEMA["properties"], **SCHEMA["properties"]["recipient"]["properties"]}
        fields.update(SCHEMA["properties"]["totp"]["properties"])
        self.assertGreater(len(fields), 20)
        self.assertEqual([name for name, field in fields.items() if not field.get("description")], [])

    def test_takes_every_sample_job(self):
        samples = sorted((ROOT / "examples").glob("*.json"))
        self.assertEqual(len(samples), 5)
        for path in samples:
            with self.subTest(path.name):
                self.assertEqual(complaints(sample(path.stem)), set())

    def test_refuses_a_sample_job_whose_placeholders_were_not_filled(self):
        found = complaints(read_json("examples/send_code.json"))
        self.assertEqual(found, {("id", "required"), ("issued_at", "pattern"), ("expires_at", "pattern")})

    def test_takes_what_the_contract_allows(self):
        for name, changes in GOOD_CHANGES:
            with self.subTest(name=name, changes=changes):
                self.assertEqual(complaints(changed(name, changes)), set())

    def test_refuses_each_bad_job_for_its_own_reason_and_no_other(self):
        for name, changes, reason in BAD_JOBS:
            with self.subTest(name=name, changes=changes):
                self.assertEqual(complaints(changed(name, changes)), {reason})

    def test_every_field_and_every_condition_is_refused_somewhere_in_the_table(self):
        refused = {path.split(".")[0] for _, _, (path, _) in BAD_JOBS}
        self.assertEqual(set(SCHEMA["properties"]) - refused, set())


if __name__ == "__main__":
    unittest.main()
