"""The job schema takes what the contract takes, and refuses the rest for the reason that the contract names."""
import unittest

from files import ROOT, filled, read_json
from jsonschema import Draft202012Validator

SCHEMA = read_json("docs/schema/job.schema.json")
# What to change in a sample job (path: value, null takes it out), and the one complaint that must follow (field, keyword).
# The worker's decoder is held against the same: Tests/JobsTests/JobSchemaTests.swift.
TABLES = read_json("Tests/OutsideTests/jobs.json")


def sample(name):
    return filled(read_json(f"examples/{name}.json"))


def changed(row):
    job = sample(row["sample"])
    for path, value in row["change"].items():
        *parents, last = path.split(".")
        place = job
        for parent in parents:
            place = place[parent]
        if value is None:
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
        for row in TABLES["good"]:
            with self.subTest(row):
                self.assertEqual(complaints(changed(row)), set())

    def test_refuses_each_bad_job_for_its_own_reason_and_no_other(self):
        for row in TABLES["bad"]:
            with self.subTest(row):
                self.assertEqual(complaints(changed(row)), {(row["field"], row["keyword"])})

    def test_every_field_and_every_condition_is_refused_somewhere_in_the_table(self):
        refused = {row["field"].split(".")[0] for row in TABLES["bad"]}
        self.assertEqual(set(SCHEMA["properties"]) - refused, set())


if __name__ == "__main__":
    unittest.main()
