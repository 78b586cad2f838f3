"""What `make chaos` draws from a seed it draws again, and every kind of fault has its turn."""
import sys
import unittest
from collections import Counter

from files import ROOT

sys.path[:0] = [str(ROOT / "Tests/Chaos"), str(ROOT / "Tests/IntegrationTests")]

import schedule  # noqa: E402
from faults import FAULTS  # noqa: E402
from traffic import Traffic  # noqa: E402

TURNS = [fault for fault in FAULTS.values() if fault.name != "worker killed"]


class Schedules(unittest.TestCase):
    def test_the_same_seed_draws_the_same_faults_and_another_one_others(self):
        self.assertEqual(schedule.draw(5, TURNS, 80, 10), schedule.draw(5, TURNS, 80, 10))
        self.assertNotEqual(schedule.draw(5, TURNS, 80, 10), schedule.draw(6, TURNS, 80, 10))

    def test_every_kind_strikes_in_the_short_form_whatever_the_seed(self):
        for seed in range(200):
            drawn = Counter(strike.fault for strike in schedule.draw(seed, TURNS, 80, 10))
            self.assertEqual({fault.name for fault in TURNS} - set(drawn), set(), seed)
            self.assertLess(max(strike.at for strike in schedule.draw(seed, TURNS, 80, 10)), 95, seed)
            self.assertEqual(drawn["worker killed"], 10)

    def test_no_two_strikes_touch_the_same_thing_at_the_same_time(self):
        for seed in range(50):
            ends = {}
            for strike in schedule.draw(seed, TURNS, 600, 50):
                needs = FAULTS[strike.fault].needs
                if needs != "nothing":
                    self.assertGreaterEqual(strike.at, ends.get(needs, 0), (seed, strike))
                    ends[needs] = strike.at + strike.seconds

    def test_a_schedule_of_kills_alone_and_an_empty_one_can_be_drawn(self):
        self.assertEqual(len(schedule.draw(1, [], 60, 5)), 5)
        self.assertEqual(schedule.draw(1, [], 60, 0), [])


class Requests(unittest.TestCase):
    def draw(self, seed, house="sqlite"):
        return Traffic(seed, house, 1, (32, 75), True).requests(50, 80)

    def test_the_same_seed_draws_the_same_requests_and_another_one_others(self):
        self.assertEqual(self.draw(5), self.draw(5))
        self.assertNotEqual(self.draw(5), self.draw(6))
        self.assertNotEqual(self.draw(5), self.draw(5, "redis"))

    def test_there_are_as_many_as_were_asked_for_and_some_of_every_sort(self):
        drawn = self.draw(5)
        self.assertTrue(3_600 < len(drawn) < 4_400, len(drawn))
        self.assertEqual({request.kind for request in drawn}, {"send_code", "confirm_phone", "security_notice"})
        self.assertEqual({request.channel for request in drawn}, {"sms", "email"})
        subjects = Counter(request.subject for request in drawn)
        self.assertGreater(sum(count > 1 for count in subjects.values()), 50, "people in a hurry")
        self.assertGreater(max(Counter(request.recipient for request in drawn).values()), 5, "people who ask too much")
        self.assertTrue(any(request.again for request in drawn) and any(request.has_imposter for request in drawn))

    def test_ids_and_codes_are_used_once(self):
        drawn = self.draw(5)
        self.assertEqual(max(Counter(request.id for request in drawn).values()), 1)
        codes = Counter(request.code for request in drawn if request.code)
        self.assertEqual(max(codes.values()), 1)


if __name__ == "__main__":
    unittest.main()
