"""Prometheus watches two workers while their gateway dies and comes back."""
import json
import time
import unittest

from support import jobs
from support.gateway import BUSY, Reply
from support.places import ROOT
from support.prometheus import Prometheus
from support.scene import Scene
from support.waiting import until

BOARD = ROOT / "deploy/grafana/codebode.json"


class Watched(Scene):
    def setUp(self):
        super().setUp()
        self.jobs = []
        self.due = 0.0
        settings = {"limits_region_hour_count": 1_000_000}
        self.two = [self.work(**settings), self.work(**settings)]
        self.prometheus = self.kept(Prometheus(self.two).start())

    def until_shown(self, check, what, seconds=60):
        """Four codes come every second."""
        def look():
            if time.monotonic() > self.due:
                self.due = time.monotonic() + 0.25
                self.jobs.append(self.publish(jobs.login_code()))
            return check()

        until(look, what, seconds)

    def until_firing(self, expected):
        firing = self.prometheus.firing
        self.until_shown(lambda: firing() == expected, lambda: f"these fire: {firing()}, not {expected}")

    def test_the_alerts_fire_when_the_gateway_dies_and_are_silent_before_and_after(self):
        until(lambda: self.prometheus.ask('sum(up{job="codebode"})') == [2], "both workers answer", 30)
        accepted = 'sum(increase(codebode_attempts_total{class="accepted"}[5s])) > 5'
        self.until_shown(lambda: self.prometheus.ask(accepted), "codes are accepted")
        self.until_firing(set())
        self.gateway.usual = BUSY
        self.until_firing({"CodebodeGatewayLeftAlone", "CodebodeNothingAccepted"})
        self.gateway.usual = Reply()
        self.until_firing(set())
        self.check_board()
        for job in self.jobs:
            self.sent(job, 90)

    def check_board(self):
        """Each panel has something to show."""
        for panel in json.loads(BOARD.read_text())["panels"]:
            queries = [target["expr"].replace("$instance", ".*").replace("$__rate_interval", "20s")
                       for target in panel["targets"]]
            with self.subTest(panel["title"]):
                self.assertTrue(any(self.prometheus.ask(query) for query in queries), queries)


if __name__ == "__main__":
    unittest.main()
