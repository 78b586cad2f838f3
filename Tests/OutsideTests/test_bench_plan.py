"""What `make bench` sets out to measure: its jobs, its works and its contenders."""
import subprocess
import sys
import unittest
from argparse import Namespace
from types import SimpleNamespace

from files import ROOT

sys.path[:0] = [str(ROOT / "Benchmarks"), str(ROOT / "Tests/IntegrationTests")]
from comparing import compare, contenders, load, works  # noqa: E402


class Mixed(unittest.TestCase):
    load = load.mixed(4_000, "sms")

    def test_a_tenth_is_repeated_word_for_word_further_apart_than_jobs_are_in_flight(self):
        firsts, repeats = {}, []
        for index, job in enumerate(self.load.jobs):
            if job["id"] in firsts:
                repeats.append(index - firsts[job["id"]])
                self.assertEqual(job, self.load.jobs[firsts[job["id"]]])
            firsts.setdefault(job["id"], index)
        self.assertEqual(len(repeats), self.load.repeats)
        self.assertAlmostEqual(len(repeats) / 4_000, 0.1, delta=0.015)
        self.assertGreater(min(repeats), 2 * 200)

    def test_a_twentieth_had_expired_before_it_was_published(self):
        stale = [job for job in self.load.jobs if job["expires_at"] < self.load.jobs[0]["issued_at"]]
        self.assertEqual((len(stale), self.load.stale), (200, 200))

    def test_who_admits_sends_only_what_somebody_waits_for(self):
        wanted = 4_000 - self.load.repeats - self.load.stale
        codebode, go = contenders.BY_NAME["codebode"], contenders.BY_NAME["go"]
        self.assertEqual((self.load.messages(codebode), self.load.unwanted(codebode)), (wanted, 0))
        self.assertEqual((self.load.messages(go), self.load.unwanted(go)), (4_000, 4_000 - wanted))

    def test_every_job_has_an_outcome(self):
        self.assertEqual(self.load.outcomes(), {"send_code.sent": 3_800, "send_code.rejected expired": 200})


class Failures(unittest.TestCase):
    stage = SimpleNamespace(depth=lambda queue: 3)

    def told(self, failure):
        def measure(*_):
            raise failure
        return compare.measured(self.stage, None, SimpleNamespace(measure=measure), contenders.BY_NAME["go"], None, None)

    def test_who_does_not_end_is_told_by_name_and_not_by_place(self):
        told = self.told(subprocess.TimeoutExpired(["/tmp/somewhere/go-worker", "--all"], 60))
        self.assertEqual(told, {"faults": ["go-worker did not end within 60 s; jobs that lie in the queue now: 3"]})

    def test_what_went_wrong_is_a_fault_and_no_end_of_the_run(self):
        self.assertEqual(self.told(AssertionError("one job too few")), {
            "faults": ["one job too few; jobs that lie in the queue now: 3"]})


class Plan(unittest.TestCase):
    def plan(self, quick=False, works=None, contenders=None):
        return compare.plan(Namespace(quick=quick, works=works, contenders=contenders), self.refuse)

    def refuse(self, why):
        raise ValueError(why)

    def test_every_contender_of_every_work_is_known(self):
        for chosen in (self.plan(), self.plan(quick=True), {work.name: work.contenders for work in works.ALL}):
            for work, names in chosen.items():
                self.assertIn(work, works.BY_NAME)
                self.assertEqual(set(names) - set(contenders.BY_NAME), set(), work)

    def test_a_million_jobs_are_filled_in_only_when_they_are_asked_for(self):
        self.assertNotIn("backlog_million", self.plan())
        self.assertEqual(list(self.plan(works=["backlog_million"])), ["backlog_million"])

    def test_only_the_contenders_that_were_asked_for_take_part(self):
        self.assertEqual(self.plan(works=["instant", "mail"], contenders=["floor"]), {"instant": ("floor",)})

    def test_a_misspelt_name_is_refused_with_those_there_are(self):
        with self.assertRaisesRegex(ValueError, "--works: there is no instnat; known are instant, slow"):
            self.plan(works=["instnat"])
        with self.assertRaisesRegex(ValueError, "takes part"):
            self.plan(works=["mail"], contenders=["floor"])

    def test_the_help_names_every_work_and_contender(self):
        told = (ROOT / "Benchmarks/bench").read_text(encoding="utf-8").split('"""')[1].replace(",", " ").split()
        for name in (*works.BY_NAME, *contenders.BY_NAME):
            self.assertIn(name, told)


if __name__ == "__main__":
    unittest.main()
