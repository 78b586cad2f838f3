"""What `make micro` says of what it counted."""
import json
import re
import sys
import unittest

from files import ROOT

sys.path[:0] = [str(ROOT / "Benchmarks"), str(ROOT / "Tests/IntegrationTests")]
from counting import operations, verdict  # noqa: E402

ALLOWED = {"decode": {"instructions": 1_000, "allocations": 10, "bytes": 500}}


def decode(**figures):
    return {"decode": {**ALLOWED["decode"], **figures}}


class Verdict(unittest.TestCase):
    def test_what_costs_as_much_as_allowed_or_a_little_more_is_well(self):
        self.assertEqual(verdict.faults(decode(), ALLOWED), [])
        self.assertEqual(verdict.faults(decode(instructions=1_050), ALLOWED), [])

    def test_each_figure_that_is_too_high_is_named_with_what_is_allowed(self):
        found = verdict.faults(decode(instructions=1_051, allocations=11), ALLOWED)
        self.assertEqual(len(found), 2)
        self.assertRegex(found[0], r"^decode: 1,051 instructions, 1,000 and 5 % more")
        self.assertRegex(found[1], r"^decode: 11 allocations, 10 and")

    def test_an_operation_of_which_nothing_is_written_down_is_a_fault(self):
        self.assertEqual(len(verdict.faults(decode(), {})), 1)

    def test_less_is_well(self):
        self.assertEqual(verdict.faults(decode(instructions=1), ALLOWED), [])


class Files(unittest.TestCase):
    def test_every_operation_of_the_program_is_counted_and_has_what_it_may_cost(self):
        source = (ROOT / "Tests/Micro/Operation.swift").read_text(encoding="utf-8")
        plain = re.search(r"    case ((?:\w+, )+\w+)\n", source)[1].split(", ")
        named = re.findall(r'    case \w+ = "(\w+)"', source)
        allowed = json.loads((ROOT / "Benchmarks/micro.json").read_text(encoding="utf-8"))
        self.assertEqual(sorted(plain + named), sorted(operations.COUNTS))
        self.assertEqual(sorted(plain + named), sorted(allowed))
