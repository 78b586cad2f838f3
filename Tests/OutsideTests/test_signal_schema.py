"""The signal schema takes one id, and nothing else."""
import unittest

from files import read_json
from jsonschema import Draft202012Validator

SCHEMA = read_json("docs/schema/signal.schema.json")
JOB = "0b7c4c1e-login-1"
GOOD = [{"verified": JOB}, {"verified": "A-z0.9_:"}, {"verified": "x" * 64}]
BAD = [
    ({}, ("verified", "required")),
    ({"verified": None}, ("verified", "type")),
    ({"verified": 12345678}, ("verified", "type")),
    ({"verified": [JOB]}, ("verified", "type")),
    ({"verified": "short"}, ("verified", "pattern")),
    ({"verified": "x" * 65}, ("verified", "pattern")),
    ({"verified": "has a space"}, ("verified", "pattern")),
    ({"verified": JOB, "code": "482913"}, ("", "additionalProperties")),
    ([JOB], ("", "type")),
    (JOB, ("", "type")),
]


def complaints(signal):
    found = set()
    for error in Draft202012Validator(SCHEMA).iter_errors(signal):
        path = [str(part) for part in error.absolute_path]
        if error.validator == "required":
            path.append(error.message.split("'")[1])
        found.add((".".join(path), error.validator))
    return found


class SignalSchema(unittest.TestCase):
    def test_is_a_valid_2020_12_schema(self):
        Draft202012Validator.check_schema(SCHEMA)
        self.assertEqual(SCHEMA["$schema"], "https://json-schema.org/draft/2020-12/schema")

    def test_takes_the_id_of_a_job(self):
        for signal in GOOD:
            with self.subTest(signal):
                self.assertEqual(complaints(signal), set())

    def test_refuses_each_bad_signal_for_its_own_reason_and_no_other(self):
        for signal, reason in BAD:
            with self.subTest(signal):
                self.assertEqual(complaints(signal), {reason})

    def test_an_id_is_written_as_in_the_job(self):
        id_of_job = read_json("docs/schema/job.schema.json")["properties"]["id"]
        verified = SCHEMA["properties"]["verified"]
        self.assertEqual((verified["type"], verified["pattern"]), (id_of_job["type"], id_of_job["pattern"]))


if __name__ == "__main__":
    unittest.main()
