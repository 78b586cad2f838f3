"""The alerts as Prometheus' own tool judges them: each fires when it should, and none a little before that."""
import json
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
ALERTS = ROOT / "deploy/prometheus/alerts.yml"
DASHBOARD = ROOT / "deploy/grafana/codebode.json"
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")

WELL = {'up{job="codebode",instance="a"}': "1x1000"}
FINDINGS = 'codebode_rule_findings_total{rule="r",result="%s"}'


def ended(late, of=100):
    """So many codes of a hundred in half a minute came late."""
    outcome = 'codebode_outcomes_total{kind="send_code",outcome="%s",channel="%s",reason="%s"}'
    return {
        outcome % ("sent", "sms", "none"): f"0+{of}x1000",
        outcome % ("rejected", "none", "expired"): "0x1000",
        'codebode_time_to_accepted_seconds_bucket{kind="send_code",channel="sms",le="10.0"}': f"0+{of - late}x1000",
    }


def receipts(undelivered, of):
    outcome = 'codebode_outcomes_total{kind="send_code",outcome="%s",channel="sms",reason="none"}'
    return {outcome % "undelivered": f"0+{undelivered}x1000", outcome % "delivered": f"0+{of - undelivered}x1000"}


def attempts(**classes):
    return {f'codebode_attempts_total{{gateway="g",class="{name}"}}': value for name, value in classes.items()}


def repeated(late):
    """Four workers ask for the same code each half a minute, and so does a backend that is not sure."""
    return {'codebode_repeats_total{kind="send_code"}': "0+4x1000", **ended(late, of=1)}


def arriving(accepted):
    """Codes by SMS, while mails and notices go out."""
    count = 'codebode_time_to_accepted_seconds_count{kind="%s",channel="%s"}'
    return {
        'codebode_jobs_admitted_total{kind="send_code",channel="sms"}': "0+1x1000",
        'codebode_jobs_admitted_total{kind="send_code",channel="email"}': "0+1x1000",
        count % ("send_code", "sms"): accepted, count % ("send_code", "email"): "0+1x1000",
        count % ("security_notice", "sms"): "0+1x1000", **attempts(accepted="0+2x1000", retry="0+1x1000")}


def ages(late, of=100, kind="send_code"):
    """So many of them lay in their queue for more than five seconds."""
    name = 'codebode_queue_age_seconds_%s{kind="%s",channel="sms"%s}'
    return {
        **{name % ("bucket", kind, f',le="{bound}"'): f"0+{count}x1000"
           for bound, count in (("5.0", of - late), ("10.0", of), ("+Inf", of))},
        name % ("count", kind, ""): f"0+{of}x1000"}


def probes(instance, failures, success):
    return {f'codebode_probe_{name}{{channel="sms",instance="{instance}"}}': values
            for name, values in (("failures", failures), ("success", success))}


def in_hand(send_code, of=66):
    """And nothing of the other kinds."""
    return {f'codebode_{name}{{instance="a",kind="{kind}"}}': f"{count}x1000"
            for kind, taken in (("send_code", send_code), ("confirm_phone", 0), ("security_notice", 0))
            for name, count in (("jobs_in_flight", taken), ("concurrency", of))}


# Alert: what makes it fire, what almost does, and how long that has gone on.
CASES = {
    "CodebodeCodesLate": (ended(late=8), ended(late=7), "2h"),
    "CodebodeCodesLateSlowly": (ended(late=4), ended(late=3), "7h"),
    "CodebodeNothingAccepted": (arriving("0x1000"), arriving("0+1x1000"), "6m"),
    "CodebodeQueueOld": (ages(late=6), ages(late=4), "10m"),
    "CodebodeUndelivered": (receipts(2, of=10), receipts(1, of=10), "40m"),
    "CodebodeProbeFailed": (
        {**probes("a", "0x9 1x9 2x1000", "1x9 0x1000"), **probes("new", "_x18 1x1000", "_x18 0x1000")},
        {**probes("a", "0x9 1x1000", "1x9 0x1000")}, "10m"),
    "CodebodeNoWorker": ({'up{job="codebode",instance="a"}': "_x1000"}, {}, "5m"),
    "CodebodeWorkerGone": (
        {'up{job="codebode",instance="b"}': "1x10 0x1000"}, {'up{job="codebode",instance="b"}': "0x2 1x1000"}, "10m"),
    "CodebodeBrokerGone": (
        {'codebode_connection_up{connection="amqp-in"}': "1x4 0x1000"},
        {'codebode_connection_up{connection="amqp-in"}': "0x1 1x1000"}, "5m"),
    "CodebodeBrokerBlocked": (
        {'codebode_connection_blocked{connection="amqp-out"}': "0x4 1x1000"},
        {'codebode_connection_blocked{connection="amqp-out"}': "0x8 1x1000"}, "5m"),
    "CodebodeStoreFails": (
        {"codebode_store_failures_total": "0x2 1+1x1000"}, {"codebode_store_failures_total": "0x6 5x1000"}, "5m"),
    "CodebodeStoreForgets": (
        {"codebode_store_forgotten_total": "0x4 1x1000"}, {"codebode_store_forgotten_total": "7x1000"}, "5m"),
    "CodebodeGatewayLeftAlone": (
        {'codebode_breaker_state{gateway="g",state="open"}': "0x4 1x1000"},
        {'codebode_breaker_state{gateway="g",state="recovering"}': "0x4 1x1000"}, "5m"),
    "CodebodeMisconfigured": (attempts(misconfigured="0x4 1x1000"), attempts(refused="0x4 1x1000"), "5m"),
    "CodebodeUnknownResults": (
        attempts(unknown="0+2x1000", accepted="0+98x1000"), attempts(unknown="0+1x1000", accepted="0+100x1000"), "20m"),
    "CodebodeSaturated": (in_hand(60), in_hand(59), "5m"),
    "CodebodePublishFails": (
        {"codebode_publish_failures_total": "0x4 6x1000"}, {"codebode_publish_failures_total": "0x4 4x1000"}, "5m"),
    "CodebodeSealFaults": (
        {'codebode_seal_faults_total{fault="unknown_key"}': "0x4 1x1000"},
        {'codebode_seal_faults_total{fault="unknown_key"}': "3x1000"}, "5m"),
    "CodebodeRefusals": (
        {FINDINGS % "refused": "0+2x1000", FINDINGS % "would_refuse": "0+2x1000"},
        {FINDINGS % "refused": "0+3x1000"}, "20m"),
    "CodebodeLimitUnreadable": ({FINDINGS % "unreadable": "0x4 1x1000"}, {FINDINGS % "refused": "0x4 1x1000"}, "5m"),
    "CodebodeSettingsRefused": (
        {"codebode_settings_refused": "0x4 1x1000"}, {"codebode_settings_refused": "0x8 1x1000"}, "5m"),
    "CodebodeTextsRefused": (
        {"codebode_templates_refused": "0x4 1x1000"}, {"codebode_templates_refused": "0x8 1x1000"}, "5m"),
    "CodebodeClockAhead": (
        {"codebode_clock_skew_clamped_total": "0+1x1000"}, {"codebode_clock_skew_clamped_total": "0x9 2x1000"}, "10m"),
    "CodebodeDeadLetters": (
        {'rabbitmq_detailed_queue_messages_ready{queue="codebode.dead"}': "0x4 2x1000"},
        {'rabbitmq_detailed_queue_messages_ready{queue="codebode.send_code"}': "9x1000"}, "5m"),
}
# A bad day is also a bad six hours.
TOGETHER = {"CodebodeCodesLate": ["CodebodeCodesLateSlowly"], "CodebodeCodesLateSlowly almost": []}
# What looks like trouble, the alert that must fire for it if any, and how long it has gone on.
STORIES = {
    "every code is asked for five times and comes in time": (repeated(late=0), [], "7h"),
    "every code is asked for five times and comes late": (
        repeated(late=1), ["CodebodeCodesLate", "CodebodeCodesLateSlowly"], "7h"),
    "one gateway hangs, and each trial of it takes ten seconds": (
        {'codebode_breaker_state{gateway="g",state="open"}': "1 0 0 1 0 0 1 0 0 1 0 0",
         'codebode_breaker_state{gateway="g",state="on_trial"}': "0 1 1 0 1 1 0 1 1 0 1 1"},
        ["CodebodeGatewayLeftAlone"], "5m"),
    "someone asks again and again, and is refused": (
        {'codebode_queue_age_seconds_count{kind="send_code",channel="sms"}': "0+3x1000",
         'codebode_outcomes_total{kind="send_code",outcome="rejected",channel="none",reason="rate_limited"}':
             "0+3x1000",
         'codebode_jobs_admitted_total{kind="send_code",channel="sms"}': "0x1000", **attempts(accepted="0x1000")},
        [], "6m"),
    "one notice was published late": (
        {'codebode_queue_age_seconds_bucket{kind="security_notice",channel="sms",le="5.0"}': "0x1000",
         'codebode_queue_age_seconds_bucket{kind="security_notice",channel="sms",le="10.0"}': "0x4 1x1000",
         'codebode_queue_age_seconds_bucket{kind="security_notice",channel="sms",le="+Inf"}': "0x4 1x1000",
         'codebode_queue_age_seconds_count{kind="security_notice",channel="sms"}': "0x4 1x1000"}, [], "4m30s"),
    "one probe of one each quarter of an hour failed": (
        probes("a", "0x4 1x29 0x1000", "1x4 0x29 1x1000"), [], "15m"),
    "a worker cannot reach its store, and the others see that probes are well": (
        {**probes("a", "0x4 1x9 2x1000", "1x4 0x1000"), **probes("b", "0x1000", "1x1000")}, [], "15m"),
}


def rules():
    return [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]


def promtool(*arguments):
    run = subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, timeout=120)
    return run.returncode, run.stdout + run.stderr


def scenario(name, series, at, expected):
    """Which alerts fire, and no others."""
    sample = [{"labels": f'{{alertname="{alert}"}}', "value": 1} for alert in sorted(expected)]
    return {
        "name": name, "interval": "30s",
        "input_series": [{"series": key, "values": values} for key, values in {**WELL, **series}.items()],
        "promql_expr_test": [{
            "expr": 'count by (alertname) (ALERTS{alertstate="firing"})', "eval_time": at, "exp_samples": sample}],
    }


class Alerts(unittest.TestCase):
    def test_the_rules_are_sound(self):
        code, said = promtool("check", "rules", "--lint-fatal", ALERTS)
        self.assertEqual(code, 0, said)

    def test_each_fires_when_it_should_alone_and_not_a_little_before(self):
        tests = []
        for alert, (bad, almost, at) in CASES.items():
            tests.append(scenario(alert, bad, at, [alert, *TOGETHER.get(alert, [])]))
            allowed = ["CodebodeCodesLateSlowly"] if alert == "CodebodeCodesLate" else []
            tests.append(scenario(f"almost {alert}", almost, at, allowed))
        self.check(tests)

    def test_what_looks_like_trouble_is_told_from_what_is(self):
        self.check([scenario(story, series, at, firing) for story, (series, firing, at) in STORIES.items()])

    def check(self, tests):
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            interval = {"rule_files": [str(ALERTS)], "evaluation_interval": "30s", "tests": tests}
            yaml.safe_dump(interval, file)
            file.flush()
            code, said = promtool("test", "rules", file.name)
        self.assertEqual(code, 0, said)

    def test_each_is_tried_and_explained(self):
        alerts = [rule for rule in rules() if "alert" in rule]
        self.assertEqual([rule["alert"] for rule in alerts], list(CASES))
        headings = re.findall(r"^### (Codebode\w+)$", OPERATIONS, re.MULTILINE)
        self.assertEqual(headings, list(CASES), "docs/operations.md explains each, in the same order")
        for rule in alerts:
            with self.subTest(rule["alert"]):
                self.assertEqual(rule["annotations"]["runbook"], f"docs/operations.md#{rule['alert'].lower()}")
                self.assertIn(rule["labels"]["severity"], ("page", "ticket"))


def expressions():
    """Each with the place that it stands at."""
    found = [(rule.get("alert", rule.get("record")), rule["expr"]) for rule in rules()]
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        found += [(panel["title"], target["expr"]) for target in panel.get("targets", [])]
    return found


class Names(unittest.TestCase):
    def test_every_metric_that_is_asked_for_is_one_that_workers_show(self):
        documented = dict(re.findall(r"^\| `((?:codebode|process)_\w+)` \| (\w+) \|", OPERATIONS, re.MULTILINE))
        shown = set()
        for name, kind in documented.items():
            shown |= {f"{name}_{end}" for end in ("bucket", "sum", "count")} if kind == "histogram" else {name}
        for place, expression in expressions():
            for name in re.findall(r"(?<!:)\b(?:codebode|process)_\w+\b", expression):
                with self.subTest(place):
                    self.assertIn(name, shown)

    def test_every_label_value_that_is_asked_for_is_a_known_bound(self):
        for place, expression in expressions():
            for bound in re.findall(r'le="([^"]*)"', expression):
                with self.subTest(place):
                    self.assertRegex(bound, r"^\d+\.\d+$", "Prometheus 3 writes whole bounds so")


class Dashboard(unittest.TestCase):
    def setUp(self):
        self.board = json.loads(DASHBOARD.read_text())

    def test_prometheus_can_read_each_query(self):
        queries = [expression for place, expression in expressions()][len(rules()):]
        self.assertGreater(len(queries), 10)
        plain = [query.replace("$__rate_interval", "5m").replace("$instance", ".*") for query in queries]
        file = {"groups": [{"name": "g", "rules": [
            {"record": f"panel:query:{number}", "expr": query} for number, query in enumerate(plain)]}]}
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as written:
            yaml.safe_dump(file, written)
            written.flush()
            code, said = promtool("check", "rules", written.name)
        self.assertEqual(code, 0, said)

    def test_it_fits_on_one_screen_without_overlap(self):
        panels = self.board["panels"]
        self.assertEqual(len({panel["id"] for panel in panels}), len(panels))
        taken = {}
        for panel in panels:
            place = panel["gridPos"]
            for x in range(place["x"], place["x"] + place["w"]):
                for y in range(place["y"], place["y"] + place["h"]):
                    self.assertNotIn((x, y), taken, f"{panel['title']} lies on {taken.get((x, y))}")
                    self.assertTrue(x < 24 and y < 30, panel["title"])
                    taken[x, y] = panel["title"]

    def test_it_can_be_imported_anywhere(self):
        self.assertNotIn("id", self.board, "the number of one Grafana")
        self.assertEqual(self.board["uid"], "codebode")
        for panel in self.board["panels"]:
            if panel["type"] != "row":
                self.assertEqual(panel["datasource"], {"type": "prometheus", "uid": "${datasource}"}, panel["title"])


if __name__ == "__main__":
    unittest.main()
