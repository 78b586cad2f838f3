"""`codebode limits`: why somebody gets no codes, when there is room again, and how to make room now."""
import contextlib
import json
import os
import pty
import sqlite3
import subprocess
import unittest
from datetime import datetime, timedelta

from support import jobs
from support.places import PROGRAM, ROOT
from support.scene import Scene
from support.waiting import until
from support.worker import codebode, environment


# Nothing comes back while a test looks, however slow the machine is.
SLOW = {"limits_recipient_burst_window": "6h", "limits_region_hour_count": 10}


class LimitsCommand(Scene):
    def limits(self, *arguments, **settings):
        done = codebode("limits", *arguments, **{"store_url": f"sqlite:{self.folder}/store.db", **settings})
        for typed in arguments[2:] if "--job" not in arguments else []:
            if len(typed) > 6 and not typed.startswith("--"):
                self.assertNotIn(typed, done.stdout + done.stderr, "what was typed is not shown again")
        return done

    def said(self, *arguments, **settings):
        done = self.limits(*arguments, **settings)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return done.stdout

    def answer(self, *arguments, **settings):
        return json.loads(self.said(*arguments, "--json", **settings))

    def left(self, *arguments, apart="codes", **settings):
        limits = self.answer("show", *arguments, **settings)["limits"]
        return {limit["limit"]: limit["left"] for limit in limits if limit["for"] == apart}

    def flood(self, account, count=5):
        """Codes for numbers of their own, until the account has no more room; the outcome of the last."""
        for number in range(count):
            self.sent(self.publish(jobs.login_code(account=account, purpose=f"p{number}")))
        return self.rejected(self.publish(jobs.login_code(account=account, purpose="last")), "rate_limited")

    def assert_agree(self, shown, refused):
        """The command and the outcome name the same moment; each rounds its seconds up."""
        moments = [
            datetime.fromisoformat(at) + timedelta(seconds=wait) for at, wait in (
                (shown["at"], shown["room_in_s"]), (refused.document["time"], refused.data["retry_after_s"]))
        ]
        self.assertLessEqual(abs(moments[0] - moments[1]), timedelta(seconds=1))

    def test_a_flooded_account_is_explained_reset_and_sent_to_again(self):
        self.work()
        account = f"account-{jobs.word()}"
        refused = self.flood(account)

        shown = self.said("show", "--account", account)
        self.assertIn("account_short: none of 5 in 10m left. Room again at ", shown)
        self.assertIn("account_day: 25 of 30 in 1d left.", shown)
        self.assertIn("A code would be refused now by account_short, until ", shown)
        now = self.answer("show", "--account", account)
        self.assertEqual((now["shown"], now["refused_by"]), ("this account", "account_short"))
        why = self.answer("show", "--job", refused.job)
        self.assertEqual(
            (why["state"], why["outcome"], why["reason"], why["detail"], why["retry_after_s"]),
            ("ended", "rejected", "rate_limited", refused.data["detail"], refused.data["retry_after_s"]))
        self.assertEqual(why["ended_at"], refused.document["time"])
        self.assert_agree(now, refused)
        told = self.said("show", "--job", refused.job)
        self.assertIn("rate_limited, the limit account_short has no room.", told)
        self.assertIn(f"after {refused.data['retry_after_s']} s", told)

        done = self.answer("reset", "--account", account)
        self.assertEqual(
            done["reset"], [{"for": "codes", "limit": limit} for limit in ("account_short", "account_day")])
        self.assertEqual(self.left("--account", account), {"account_short": 5, "account_day": 30})
        self.sent(self.publish(jobs.login_code(account=account, purpose="again")))

    def test_a_reset_says_what_it_did_and_a_second_one_does_nothing(self):
        self.work()
        account = f"account-{jobs.word()}"
        self.sent(self.publish(jobs.login_code(account=account)))
        self.sent(self.publish(jobs.with_recipient(jobs.notice(account=account, channel="sms"), phone=jobs.phone())))
        first = self.said("reset", "--account", account, "--yes")
        self.assertIn(
            "These limits of this account count anew: account_short, account_day, account_short (password_changed), "
            "account_day (password_changed).", first)
        self.assertIn("A code would be let through now.", first)
        for _ in range(2):
            again = self.said("reset", "--account", account)
            self.assertIn("Nothing to do: every limit of this account is whole.", again)
        self.assertEqual(self.answer("reset", "--account", account)["reset"], [])

    def test_a_damaged_limit_is_told_and_reset_and_what_is_shared_stays(self):
        self.work()
        job = self.publish(jobs.login_code())
        self.sent(job)
        with contextlib.closing(sqlite3.connect(self.folder / "store.db", timeout=20)) as store, store:
            store.execute("UPDATE shared SET value = x'00' WHERE name LIKE 'a:%' OR name LIKE 'g:%'")
        account, phone = job["account"], job["recipient"]["phone"]
        self.assertIn("account_short: its count is damaged: it lets all through.", self.said("show", "--account", account))
        shown = self.said("show", "--phone", phone)
        self.assertIn("region_hour: its count is damaged: it refuses all. Shared with others.", shown)
        self.assertIn("A code would be refused now by region_hour, whose count is damaged.", shown)
        self.assertIn("recipient_short: 4 of 5", shown)
        self.assertEqual(
            self.answer("reset", "--account", account)["reset"],
            [{"for": "codes", "limit": limit} for limit in ("account_short", "account_day")])
        self.assertEqual(self.left("--account", account), {"account_short": 5, "account_day": 30})
        self.said("reset", "--phone", phone)
        self.assertIn("region_hour: its count is damaged", self.said("show", "--phone", phone))

    def test_a_terminal_is_asked_first(self):
        self.work(**SLOW)
        job = jobs.login_code()
        self.sent(self.publish(job))
        phone = job["recipient"]["phone"]
        for answer, left in (("\n", 0), ("no\n", 0), ("ja\n", 1)):
            with self.subTest(answer):
                controller, terminal = pty.openpty()
                try:
                    os.write(controller, answer.encode())
                    done = subprocess.run(
                        [PROGRAM, "limits", "reset", "--phone", phone], cwd=ROOT, stdin=terminal, capture_output=True,
                        text=True, timeout=60, env=environment({"store_url": f"sqlite:{self.folder}/store.db", **SLOW}))
                finally:
                    os.close(terminal)
                    os.close(controller)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(f"Let these limits of +•••{phone[-2:]} count anew: recipient_burst", done.stderr)
                self.assertIn("Nothing was changed." if left == 0 else "count anew", done.stdout)
                self.assertEqual(self.left("--phone", phone, **SLOW)["recipient_burst"], left)

    def test_however_it_is_typed_the_counters_of_the_jobs_are_found(self):
        self.work(**SLOW)
        code, mail = jobs.login_code(account=f"patient {jobs.word()}"), jobs.login_code_mail()
        self.sent(self.publish(code))
        self.sent(self.publish(mail))
        phone, address = code["recipient"]["phone"], mail["recipient"]["email"]
        national = "0" + phone[3:]
        pairs = [national[0:2], *(national[at:at + 2] for at in range(2, len(national), 2))]
        for typed in (
            ["--phone", phone], ["--phone", national], ["--phone", f" {national[:2]}-{national[2:]} "],
            ["--phone", *pairs], ["--phone", "+31", "(0)" + phone[3:]], ["--email", address],
            ["--email", f" {address.upper()} "],
        ):
            with self.subTest(typed):
                self.assertEqual(self.left(*typed, **SLOW)["recipient_burst"], 0)
        for typed in ([code["account"]], [f"  {code['account']} "], code["account"].split()):
            with self.subTest(typed):
                self.assertEqual(self.left("--account", *typed)["account_short"], 4)

    def test_a_number_shows_what_it_shares_and_a_reset_leaves_that_alone(self):
        self.work(**SLOW)
        job = jobs.login_code()
        self.sent(self.publish(job))
        phone = job["recipient"]["phone"]
        before = self.left("--phone", phone, **SLOW)
        self.assertEqual((before["prefix_hour"], before["region_hour"]), (29, 9))
        self.said("reset", "--phone", phone, **SLOW)
        after = self.left("--phone", phone, **SLOW)
        self.assertEqual((after["recipient_burst"], after["prefix_hour"], after["region_hour"]), (1, 29, 9))

    def test_a_flood_of_codes_does_not_hold_back_the_notice_that_the_phone_was_changed(self):
        self.work()
        account = f"account-{jobs.word()}"
        self.flood(account)
        notice = jobs.notice("phone_changed", "sms", account=account)
        self.sent(self.publish(notice))
        self.assertEqual(self.left("--account", account)["account_short"], 0)
        self.assertEqual(self.left("--account", account, apart="phone_changed")["account_short"], 4)

    def test_a_limit_that_only_records_refuses_nothing_and_is_seen_in_the_log(self):
        self.work(limits_account_short_mode="record")
        account = f"account-{jobs.word()}"
        for number in range(6):
            self.sent(self.publish(jobs.login_code(account=account, purpose=f"p{number}")))
        until(lambda: "a rule that only records has no room" in self.all_logs(), self.all_logs)
        lines = [json.loads(line) for line in self.all_logs().splitlines()]
        recorded = [line for line in lines if line["message"] == "a rule that only records has no room"]
        self.assertEqual([(line["rule"], line["level"]) for line in recorded], [("account_short", "notice")])
        shown = self.answer("show", "--account", account, limits_account_short_mode="record")
        self.assertNotIn("refused_by", shown)
        short = next(limit for limit in shown["limits"] if limit["limit"] == "account_short")
        self.assertEqual((short["left"], short["mode"]), (0, "record"))

    def test_a_fraud_rule_is_named(self):
        settings = {"fraud_neighbours_mode": "enforce", "fraud_neighbours_count": 2}
        self.work(**settings)
        block = jobs.phone()[:-2]
        for last in ("01", "02"):
            self.sent(self.publish(jobs.login_code(to=block + last)))
        refused = self.rejected(self.publish(jobs.login_code(to=block + "03")), "rate_limited")
        self.assertEqual(refused.data["detail"], "the limit neighbours has no room")
        shown = self.answer("show", "--phone", block + "03", **settings)
        self.assertEqual(shown["refused_by"], "neighbours")
        self.assert_agree(shown, refused)
        self.assertEqual([closure["rule"] for closure in shown["closed_by"]], ["neighbours"])

    def test_mistakes_end_with_their_code_and_repeat_nothing(self):
        self.work()
        self.sent(self.publish(jobs.login_code()))
        number = "0612345678"
        for code, arguments in (
            (64, ["show"]), (64, ["show", number]), (64, ["show", "--phone"]), (64, [number]),
            (64, ["show", "--phnoe", number]), (64, ["show", f"--phnoe={number}"]), (64, ["show", f"--json={number}"]),
            (64, ["show", "--phone", number, "--account", "account-1"]), (64, ["reset", "--job", "job-12345678"]),
            (64, ["show", "--phone", number, "-" + number]), (64, ["reset", "--yes"]),
            (65, ["show", "--phone", "06123456789012"]), (65, ["show", "--phone", "jan@patient.example"]),
            (65, ["show", "--email", "jan.patient.example"]), (65, ["show", "--job", "jan@patient.example"]),
            (65, ["show", "--job", number]), (65, ["reset", "--account", " "]),
        ):
            with self.subTest(arguments):
                done = self.limits(*arguments)
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertEqual(done.stdout, "")
                for hidden in ("12345678", "patient"):
                    self.assertNotIn(hidden, done.stderr)

    def test_without_a_store_it_ends_with_69_and_makes_none(self):
        missing = self.folder / "other.db"
        torn = self.folder / "torn.db"
        torn.write_bytes(b"no database" * 1000)
        for file in (missing, torn):
            for command in (("show", "--account", "account-1"), ("reset", "--account", "account-1"),
                            ("show", "--job", "job-12345678")):
                with self.subTest(file=file.name, command=command):
                    done = self.limits(*command, store_url=f"sqlite:{file}")
                    self.assertEqual((done.returncode, done.stdout), (69, ""), done.stderr)
                    self.assertIn(file.name, done.stderr)
        self.assertFalse(missing.exists())
        self.assertFalse((self.folder / "other.db.key").exists())

    def test_a_wrong_configuration_ends_with_78(self):
        for settings in ({"limits_account_short_mode": "maybe"}, {"fraud_neighbours_count": 0}):
            self.assertEqual(self.limits("show", "--account", "account-1", **settings).returncode, 78, settings)

    def test_the_help_teaches_by_example(self):
        for command, example in (
            ("show", "codebode limits show --phone 06 12 34 56 78"),
            ("reset", "codebode limits reset --account patient-1001"),
        ):
            self.assertIn(example, self.said(command, "--help"))


if __name__ == "__main__":
    unittest.main()
