"""`codebode templates` as authors and editors run it, and the mail it prints as Python's own mail library reads it."""
import email
import email.policy
import json
import shutil
import tempfile
import unittest
from pathlib import Path

from files import ROOT, codebode, filled, read_json
from jsonschema import Draft202012Validator

MESSAGES = sorted(folder.name for folder in (ROOT / "templates/nl").iterdir() if folder.is_dir())
WITHOUT_MAIL, WITHOUT_SMS = {"confirm_phone_code"}, {"confirm_phone_link"}


class Check(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory())) / "templates"
        shutil.copytree(ROOT / "templates", self.folder)

    def check(self, *options, **environment):
        return codebode("templates", "check", *options, environment={
            "CODEBODE_TEMPLATES_PATH": str(self.folder), **environment})

    def change(self, path, old, new):
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        self.assertIn(old, text)
        file.write_text(text.replace(old, new), encoding="utf-8")

    def test_the_shipped_texts_have_no_finding(self):
        run = codebode("templates", "check")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertEqual(run.stdout, "18 messages, 2 languages, 0 errors, 0 warnings\n")

    def test_a_warning_is_told_as_compilers_do_and_stops_nothing(self):
        self.change("nl/notice_password_changed/sms.txt", "Je wachtwoord", "Je patiënt wachtwoord")
        run = self.check()
        self.assertEqual(run.returncode, 0)
        lines = run.stdout.splitlines()
        place = f"{self.folder}/nl/notice_password_changed/sms.txt:1:8"
        self.assertEqual(lines[0], f"{place}: warning: ë in “patiënt” makes 2 SMS messages of 1 [sms-character]")
        self.assertEqual(lines[-1], "18 messages, 2 languages, 0 errors, 1 warning")
        self.assertNotIn("\x1b", run.stdout)

    def test_the_language_is_that_of_the_author(self):
        self.change("nl/notice_password_changed/sms.txt", "Je wachtwoord", "Je patiënt wachtwoord")
        for run in [self.check("--language", "nl"), self.check(LANG="nl_NL.UTF-8"),
                    self.check(LC_ALL="nl_BE.UTF-8", LANG="en_GB.UTF-8")]:
            self.assertIn("ë in “patiënt” maakt van 1 sms er 2", run.stdout)
            self.assertTrue(run.stdout.endswith("18 berichten, 2 talen, 0 fouten, 1 waarschuwing\n"))
        self.assertIn("1 warning\n", self.check("--language", "en", LANG="nl_NL.UTF-8").stdout)

    def test_an_error_ends_with_65_and_keeps_the_worker_from_starting(self):
        self.change("nl/login_code/sms.txt", "{{code}} is", "{{cod}} is")
        run = self.check()
        self.assertEqual(run.returncode, 65)
        self.assertIn("nl/login_code/sms.txt:1:1: error: there is no value called cod", run.stdout)
        self.assertIn("→ Did you mean code?", run.stdout)
        work = codebode("work", environment={"CODEBODE_TEMPLATES_PATH": str(self.folder)})
        self.assertEqual(work.returncode, 78)
        self.assertIn("nl/login_code/sms.txt:1:1: there is no value called cod", work.stderr)

    def test_a_program_gets_json_with_a_replacement_that_mends_the_text(self):
        self.change("nl/notice_password_changed/sms.txt", "Was jij", "’s Nachts? Was jij")
        report = json.loads(self.check("--json").stdout)
        self.assertEqual(
            {key: report[key] for key in ("messages", "languages", "errors", "warnings")},
            {"messages": 18, "languages": 2, "errors": 0, "warnings": 1})
        finding, = report["findings"]
        self.assertEqual((finding["severity"], finding["rule"], finding["text"]), ("warning", "sms-character", "’"))
        change = finding["replacement"]
        file = self.folder / finding["file"]
        lines = file.read_text(encoding="utf-8").split("\n")
        line, start = lines[change["line"] - 1], change["column"] - 1
        lines[change["line"] - 1] = line[:start] + change["text"] + line[start + change["length"]:]
        file.write_text("\n".join(lines), encoding="utf-8")
        self.assertEqual(json.loads(self.check("--json").stdout)["findings"], [])

    def test_a_folder_without_texts_and_one_that_is_not_there_are_told_by_name(self):
        shutil.rmtree(self.folder)
        self.assertIn(f"{self.folder}: error: the folder cannot be read", self.check().stdout)
        self.folder.mkdir()
        run = self.check()
        self.assertEqual(run.returncode, 65)
        self.assertIn(f"{self.folder}: error: there is no template", run.stdout)

    def test_a_million_nested_sections_end_with_a_finding(self):
        (self.folder / "nl/footer.txt").write_text("{{#name}}" * 1_000_000, encoding="utf-8")
        run = self.check()
        self.assertEqual(run.returncode, 65)
        self.assertIn("nl/footer.txt: error: the file is larger than 64 kB [size]", run.stdout)

    def test_an_unreadable_configuration_ends_with_78(self):
        self.assertEqual(codebode("templates", "check", "--config", "nowhere.yaml").returncode, 78)


class Render(unittest.TestCase):
    def render(self, *arguments, **more):
        run = codebode("templates", "render", *arguments, **more)
        self.assertEqual((run.returncode, run.stderr), (0, ""), run.stdout)
        return run.stdout

    def test_every_message_is_shown_with_values_of_its_own(self):
        for message in MESSAGES:
            with self.subTest(message):
                text = self.render(message)
                self.assertIn("Caren", text)
                self.assertNotIn("{{", text)
        self.assertTrue(self.render("login_code").endswith("\n\n@caren.example #483920\n"))

    def test_the_language_is_the_one_asked_for_and_dutch_where_there_is_no_text(self):
        self.assertIn("is your login code", self.render("login_code", "--locale", "en-GB"))
        self.assertIn("is je inlogcode", self.render("login_code", "--locale", "fr"))
        job = "templates/samples/login_code.sms.json"
        self.assertIn("is your login code", self.render("login_code", "--job", job, "--locale", "en"))

    def test_a_whole_mail_is_one_that_mail_programs_read(self):
        for message in sorted(set(MESSAGES) - WITHOUT_MAIL):
            with self.subTest(message):
                # The time of day stands in some; a minute may end between two calls, but not twice.
                before = {part: self.render(message, "--part", part).rstrip() for part in ("text", "html")}
                mail = email.message_from_string(
                    self.render(message, "--part", "eml"), policy=email.policy.default)
                self.assertEqual(mail.defects, [])
                self.assertEqual(mail.get_content_type(), "multipart/alternative")
                self.assertEqual(mail["To"].addresses[0].addr_spec, "sam@example.org")
                self.assertTrue(mail["Subject"] and mail["Date"].datetime)
                text, html = mail.iter_parts()
                for part, content in (("text", text), ("html", html)):
                    after = self.render(message, "--part", part).rstrip()
                    self.assertIn(content.get_content().rstrip(), (before[part], after))

    def test_a_program_gets_what_an_sms_costs(self):
        answer = json.loads(self.render("login_code", "--json"))
        self.assertEqual((answer["encoding"], answer["segments"], answer["part"]), ("gsm7", 1, "sms"))
        self.assertEqual(answer["units"], len(answer["text"]))
        answer = json.loads(self.render("login_code", "--part", "html", "--json"))
        self.assertEqual(answer["subject"], "Je inlogcode voor Caren")

    def test_each_sample_job_is_one_that_the_contract_takes_and_is_shown(self):
        schema = Draft202012Validator(read_json("docs/schema/job.schema.json"))
        samples = sorted((ROOT / "templates/samples").glob("*.json"))
        self.assertEqual({sample.name.split(".")[0] for sample in samples}, set(MESSAGES))
        for sample in samples:
            with self.subTest(sample.name):
                job = filled(json.loads(sample.read_text(encoding="utf-8")))
                self.assertEqual([error.message for error in schema.iter_errors(job)], [])
                message = sample.name.split(".")[0]
                for part in ["sms"] * (message not in WITHOUT_SMS) + ["text", "html", "eml"] * (
                        message not in WITHOUT_MAIL and "email" in job["recipient"]):
                    shown = self.render(message, "--job", str(sample), "--part", part)
                    self.assertTrue(part != "sms" or job.get("code", "") in shown)

    def test_what_cannot_be_shown_is_refused_with_the_reason(self):
        for arguments, code, reason in [
            (["logincode"], 64, "did you mean login_code?"),
            (["login_code", "--part", "pdf"], 64, "'sms', 'text', 'html' or 'eml'"),
            (["login_code", "--locale", "in het Nederlands"], 65, "--locale"),
            (["confirm_phone_link", "--part", "sms"], 65, "never goes by sms"),
            (["login_code", "--job", "templates/samples/confirm_phone_code.json"], 65, "for confirm_phone_code"),
            (["login_code", "--job", "nowhere.json"], 65, "cannot be read"),
        ]:
            with self.subTest(arguments):
                run = codebode("templates", "render", *arguments)
                self.assertEqual(run.returncode, code)
                self.assertIn(reason, run.stderr)
        job = {**read_json("templates/samples/login_code.sms.json"), "code": "12"}
        run = codebode("templates", "render", "login_code", "--job", "-", stdin=json.dumps(job))
        self.assertEqual(run.returncode, 65)
        self.assertIn("code", run.stderr)


if __name__ == "__main__":
    unittest.main()
