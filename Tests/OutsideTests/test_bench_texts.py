"""That the Python workers which `make bench` compares with say what the shipped templates say."""
import json
import sys
import unittest
from datetime import datetime, timedelta, timezone

from files import ROOT, codebode

sys.path[:0] = [str(ROOT / "Benchmarks/peers/python"), str(ROOT / "Benchmarks"), str(ROOT / "Tests/IntegrationTests")]
import message  # noqa: E402
from comparing.sameness import content  # noqa: E402
from delivering.stage import jobs  # noqa: E402


class Texts(unittest.TestCase):
    def said(self, job, part):
        run = codebode("templates", "render", "login_code", "--json", "--part", part, "--job", "-", stdin=json.dumps(job))
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        return json.loads(run.stdout)

    def job(self, by):
        # In the middle of a minute, so that both see the same number of whole ones.
        now = datetime.now(timezone.utc)
        times = {"issued_at": now, "expires_at": now + timedelta(minutes=14, seconds=30)}
        (job,) = jobs([7], by)
        return {**job, **{name: moment.isoformat(timespec="milliseconds") for name, moment in times.items()}}

    def test_a_short_message(self):
        job = self.job("sms")
        self.assertEqual(json.loads(message.sms(job))["text"], self.said(job, "sms")["text"])

    def test_a_mail(self):
        job = self.job("email")
        parts = content(message.mail(job).as_bytes())
        self.assertEqual(parts["Subject"], self.said(job, "text")["subject"])
        for part, kind in (("text", "text/plain"), ("html", "text/html")):
            with self.subTest(part):
                self.assertEqual(parts[kind].splitlines(), self.said(job, part)["text"].strip().splitlines())


if __name__ == "__main__":
    unittest.main()
