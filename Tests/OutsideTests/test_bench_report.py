"""What `make bench` makes of its figures: statistics, goals, tables, picture and document."""
import contextlib
import io
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from unittest import mock

from files import ROOT

sys.path[:0] = [str(ROOT / "Benchmarks"), str(ROOT / "Tests/IntegrationTests")]
from comparing import brief, document, figures, goals, plot, report, table  # noqa: E402


def peak(per_second, cpu_us, memory_mib=50.0, **more):
    return {"per_second": per_second, "cpu_us": cpu_us, "memory_mib": memory_mib, "processes": 1, "unwanted": 0,
            "bound": 5000, "faults": [], **more}


def sample():
    return {
        "date": "2026-01-02", "machine": {"cores": 2, "cpu": "A <fast> one", "linux": "6.1"},
        "versions": {"Go": "1.19"}, "load": [0.1, 1.9], "options": {"rounds": 3, "seconds": 5},
        "rounds": {
            "instant": {
                "codebode": [peak(12_000, 45), peak(9_000, 50), peak(10_000, 80)],
                "go": [peak(6_000, 50), peak(10_000, 50), peak(8_000, 100)],
                "celery-threads": [peak(900, 700), peak(900, 700), peak(900, 700)],
                "celery-gevent": [peak(700, 600), peak(700, 600), peak(700, 600)],
            },
            "slow": {"codebode": [peak(4_400, 60, 70), peak(4_600, 60, 70), {"faults": ["ended by itself"]}]},
        },
    }


class Figures(unittest.TestCase):
    def test_a_summary_has_the_median_and_both_ends(self):
        found = figures.of(sample(), "instant", "codebode", "per_second")
        self.assertEqual(found, figures.Summary(10_000, 9_000, 12_000))

    def test_what_was_not_measured_has_no_summary(self):
        self.assertIsNone(figures.of(sample(), "idle", "codebode", "p99_ms"))
        self.assertIsNone(figures.of(sample(), "instant", "floor", "cpu_us"))

    def test_a_ratio_is_taken_within_each_round(self):
        found = figures.ratio(sample(), "instant", "per_second", "codebode", "go")
        self.assertEqual(found, figures.Summary(1.25, 0.9, 2.0))

    def test_a_round_that_failed_takes_its_partner_out_of_a_ratio_and_no_other(self):
        results = sample()
        results["rounds"]["instant"]["go"][0] = {"faults": ["no broker"]}
        found = figures.ratio(results, "instant", "per_second", "codebode", "go")
        self.assertEqual(found, figures.Summary(1.075, 0.9, 1.25))

    def test_faults_are_told_once_with_their_count_and_place(self):
        results = sample()
        results["rounds"]["slow"]["codebode"].append({"faults": ["ended by itself"]})
        self.assertEqual(figures.faults(results), {"slow, codebode: ended by itself": 2})
        self.assertEqual(figures.faults(results, of=["go"]), {})
        for written in (table.text(results, {}), table.markdown(results, {})):
            self.assertIn("\n\nFAULT, 2 times: slow, codebode: ended by itself", written)

    def test_a_number_keeps_three_digits(self):
        found = [figures.number(each) for each in (12_345.6, 123.4, 12.34, 0.06789)]
        self.assertEqual(found, ["12300", "123", "12.3", "0.0679"])


class Goals(unittest.TestCase):
    def verdict(self, start, results=None):
        return next(each for each in goals.verdicts(results or sample()) if each.goal.startswith(start))

    def test_a_goal_is_met_by_its_median(self):
        verdict = self.verdict("CPU a job, beside Go")
        self.assertEqual((verdict.found.median, verdict.word), (0.9, "met"))
        self.assertEqual(self.verdict("jobs a second, beside Go").word, "met")

    def test_a_miss_is_told_as_one(self):
        self.assertEqual(self.verdict("memory with 1000 in flight").word, "missed")

    def test_celery_is_its_best_pool_at_each_thing(self):
        # The cheapest takes 600 µs (gevent), the fastest does 900 a second (threads).
        self.assertAlmostEqual(self.verdict("CPU a job, beside the Celery").found.median, 50 / 600)
        self.assertEqual(self.verdict("CPU a job, beside the Celery").word, "missed")
        self.assertAlmostEqual(self.verdict("jobs a second, beside the fastest").found.median, 10_000 / 900)
        self.assertEqual(self.verdict("jobs a second, beside the fastest").word, "missed")

    def test_a_failed_round_is_no_share_of_the_bound(self):
        verdict = self.verdict("slow gateway")
        self.assertEqual((verdict.found, verdict.word), (figures.Summary(0.9, 0.88, 0.92), "met"))

    def test_what_was_not_measured_is_neither_met_nor_missed(self):
        self.assertEqual(self.verdict("p99 at idle").word, "not measured")
        self.assertEqual(self.verdict("CPU a job with a million").word, "not measured")

    def test_a_flat_cost_may_differ_by_a_tenth_either_way(self):
        for many, word in ((54, "met"), (46, "met"), (56, "missed"), (44, "missed")):
            results = sample()
            results["rounds"]["backlog"] = {"codebode": [peak(1, 50)]}
            results["rounds"]["backlog_million"] = {"codebode": [peak(1, many)]}
            self.assertEqual(self.verdict("CPU a job with a million", results).word, word, many)


class Tables(unittest.TestCase):
    titles = {"instant": "SMS, instant", "codebode": "Codebode, SQLite"}

    def test_a_cell_shows_the_median_and_the_spread(self):
        (title, rows), _ = table.tables(sample(), self.titles)
        self.assertEqual(title, "SMS, instant")
        self.assertEqual(rows[0], ["", "jobs/s", "CPU µs a job", "MiB"])
        self.assertEqual(rows[1], ["Codebode, SQLite", "10000 (9000–12000)", "50.0 (45.0–80.0)", "50.0"])

    def test_a_column_that_says_nothing_is_left_out(self):
        results = sample()
        results["rounds"]["instant"]["go"][0]["unwanted"] = 900
        (_, rows), _ = table.tables(results, self.titles)
        self.assertEqual(rows[0][-1], "unwanted messages")

    def test_markdown_has_as_many_cells_in_each_row_as_in_the_head(self):
        for block in table.markdown(sample(), self.titles).split("\n\n"):
            rows = [line.count("|") for line in block.splitlines() if line.startswith("|")]
            self.assertLessEqual(len(set(rows)), 1, block)
        self.assertIn("| memory with 1000 in flight | ≤ 64 MiB | 70.0 | missed |", table.markdown(sample(), {}))

    def test_the_text_tells_where_when_and_with_what(self):
        told = table.text(sample(), {}).splitlines()[0]
        for word in ("2026-01-02", "2 × A <fast> one", "Linux 6.1", "Go 1.19", "after 0.1 and 1.9", "rounds: 3"):
            self.assertIn(word, told)


class Brief(unittest.TestCase):
    def test_each_row_shows_celery_by_its_best_pool_at_that(self):
        rows = brief.markdown(sample()).splitlines()
        self.assertIn("| SMS a second, instant gateway | 10000 (9000–12000) | 8000 (6000–10000) | 900 | – | – |", rows)
        self.assertIn("| CPU µs for each of them | 50.0 (45.0–80.0) | 50.0 (50.0–100) | 600 | – | – |", rows)

    def test_it_says_when_where_and_of_how_many_rounds(self):
        self.assertRegex(brief.markdown(sample()).splitlines()[0], "2026-01-02, 2 × A <fast> one.*median of 3 rounds")


class Picture(unittest.TestCase):
    def test_it_is_well_formed_and_has_a_bar_for_each_contender_of_each_panel(self):
        root = ElementTree.fromstring(plot.svg(sample(), {"go": "Go & co"}))
        bars = [each for each in root.iter("{http://www.w3.org/2000/svg}rect")]
        # Rates and costs of four, and one alone with the slow gateway: its rate and its memory.
        self.assertEqual(len(bars), 4 + 4 + 1 + 1)
        self.assertIn("Go & co", [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")])

    def test_bars_are_as_long_as_their_figures(self):
        root = ElementTree.fromstring(plot.svg(sample(), {}))
        first = next(root.iter("{http://www.w3.org/2000/svg}g"))
        widths = [float(bar.get("width")) for bar in first.iter("{http://www.w3.org/2000/svg}rect")]
        self.assertAlmostEqual(widths[1] / widths[0], 8_000 / 10_000, places=2)

    def test_it_has_colours_for_the_dark(self):
        self.assertIn("prefers-color-scheme: dark", plot.svg(sample(), {}))


class Written(unittest.TestCase):
    """A whole run goes into the documents, unless Codebode itself did something wrong."""

    def documents(self, contender):
        """What both hold after a run in which this contender did something wrong, once."""
        results = sample()
        del results["rounds"]["slow"]["codebode"][2]
        results["rounds"]["instant"].setdefault(contender, [peak(1, 1)])[0]["faults"].append("a job too few")
        with tempfile.TemporaryDirectory() as folder:
            names = {name: Path(folder, name) for name in ("RESULTS", "DOCUMENT", "README")}
            for name in ("DOCUMENT", "README"):
                names[name].write_text(f"{document.BEGIN}\nold\n{document.END}\n", encoding="utf-8")
            with mock.patch.multiple(report, **names), contextlib.redirect_stdout(io.StringIO()):
                self.assertEqual(report.write(results, None, is_whole=True), 1)
            self.assertIn("a job too few", Path(folder, "RESULTS/results.json").read_text(encoding="utf-8"))
            return [names[name].read_text(encoding="utf-8") for name in ("DOCUMENT", "README")]

    def test_what_another_did_wrong_is_told_there(self):
        tables, brief_ones = self.documents("go")
        self.assertIn("FAULT, 1 times: instant, go: a job too few", tables)
        self.assertIn("| SMS a second, instant gateway |", brief_ones)

    def test_what_codebode_did_wrong_on_either_store_leaves_them_alone(self):
        for contender in ("codebode", "codebode-redis"):
            with self.subTest(contender):
                for text in self.documents(contender):
                    self.assertEqual(text, f"{document.BEGIN}\nold\n{document.END}\n")


class Document(unittest.TestCase):
    def test_only_what_is_between_the_marks_is_written_anew(self):
        old = f"Before.\n{document.BEGIN}\nold\n{document.END}\nAfter.\n"
        once = document.rewritten(old, "new")
        self.assertEqual(once, f"Before.\n{document.BEGIN}\n\nnew\n\n{document.END}\nAfter.\n")
        self.assertEqual(document.rewritten(once, "new"), once)

    def test_a_document_without_marks_is_refused(self):
        with self.assertRaisesRegex(ValueError, "no lines"):
            document.rewritten(f"Before.\n{document.END}\n{document.BEGIN}", "new")

    def test_the_project_has_places_for_the_tables(self):
        for file in ("docs/performance.md", "README.md"):
            with self.subTest(file):
                self.assertIn("| Go |", document.rewritten((ROOT / file).read_text(encoding="utf-8"), "| Go |"))


if __name__ == "__main__":
    unittest.main()
