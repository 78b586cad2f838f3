"""The verdict of `make soak` tells a curve that grows from one that is flat, also where it is rough."""
import random
import sys
import unittest
import xml.etree.ElementTree as ElementTree

from files import ROOT

sys.path.insert(0, str(ROOT / "Tests/Soak"))

from plot import svg  # noqa: E402
from slope import findings, settled, slope  # noqa: E402

FLAT = {"memory": 50, "descriptors": 30, "latency": 3}


def curve(value, growth=0.0, noise=0.0, count=500):
    """Of a million jobs."""
    dice = random.Random(1)
    return [
        (step * 1_000_000 / count, value + growth * step / count + dice.gauss(0, noise)) for step in range(count + 1)]


class Slopes(unittest.TestCase):
    def curves(self, **changed):
        return {**{name: curve(value) for name, value in FLAT.items()}, **changed}

    def flat(self, **changed):
        return {name: one["is flat"] for name, one in findings(self.curves(**changed)).items()}

    def test_what_is_flat_is_flat(self):
        self.assertEqual(self.flat(), {"memory": True, "descriptors": True, "latency": True})

    def test_growth_is_found_under_noise_and_measured(self):
        found = findings(self.curves(memory=curve(50, growth=20, noise=3)))["memory"]
        self.assertFalse(found["is flat"])
        self.assertAlmostEqual(found["growth"], 15, delta=2)  # in the three quarters that count

    def test_a_leak_of_one_descriptor_in_ten_thousand_jobs_is_found(self):
        self.assertFalse(self.flat(descriptors=curve(30, growth=100))["descriptors"])

    def test_what_comes_and_goes_by_more_than_it_grows_is_flat(self):
        self.assertTrue(self.flat(descriptors=curve(100, growth=12, noise=12))["descriptors"])

    def test_latency_that_creeps_is_found(self):
        self.assertFalse(self.flat(latency=curve(3, growth=15, noise=1))["latency"])

    def test_a_few_wild_points_bend_nothing(self):
        points = curve(50, noise=0.2)
        wild = [(jobs, 500 if index in (400, 450, 490) else value) for index, (jobs, value) in enumerate(points)]
        self.assertTrue(self.flat(memory=wild)["memory"])

    def test_caches_may_fill_in_the_first_quarter(self):
        points = [(jobs, 20 + min(jobs, 200_000) / 10_000) for jobs, _ in curve(0)]
        self.assertTrue(self.flat(memory=points)["memory"])
        self.assertGreaterEqual(settled(points)[0][0], 250_000)

    def test_too_few_samples_prove_nothing(self):
        with self.assertRaises(ValueError):
            findings(self.curves(memory=curve(50, count=8)))

    def test_the_slope_of_a_line_is_its_slope(self):
        self.assertAlmostEqual(slope([(x, 3 * x + 1) for x in range(2_000)]), 3)


class Plots(unittest.TestCase):
    def test_each_curve_stands_in_the_picture_with_all_its_points(self):
        picture = svg("A & B", [("memory", "MiB", curve(50)), ("descriptors", "", curve(0))])
        root = ElementTree.fromstring(picture)
        lines = root.findall("{http://www.w3.org/2000/svg}polyline")
        self.assertEqual([len(line.get("points").split()) for line in lines], [501, 501])
        self.assertIn("A & B", [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")])


if __name__ == "__main__":
    unittest.main()
