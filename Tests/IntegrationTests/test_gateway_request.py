"""`codebode config check --gateway NAME`: ops see what a gateway would get, and never a secret."""
import base64
import json
import shutil
import tempfile
import unittest
from pathlib import Path

import yaml
from support.places import ROOT
from support.worker import codebode

GATEWAYS = {path.stem: yaml.safe_load(path.read_text()) for path in (ROOT / "config/gateways").glob("*.yaml")}
MASK = "•••"
SECRET = "p4ss/w0rd+"  # with signs that a form and a path escape


def check(name, *arguments, **settings):
    return codebode("config", "check", "--gateway", name, *arguments, **settings)


def given(name):
    """Settings with all that the gateway's file asks for."""
    key = name.replace("-", "_")
    secrets = {f"gateways_{key}_{secret}": SECRET for secret in GATEWAYS[name].get("credentials", [])}
    address = {} if "url" in GATEWAYS[name] else {f"gateways_{key}_url": "https://own.example/base"}
    return secrets | address


def as_text(request):
    head = [f"{request['method']} {request['url']}"]
    head += [f"{header['name']}: {header['value']}" for header in request["headers"]]
    return "\n".join(head) + "\n\n" + request["body"] + "\n\n"


class GatewayRequest(unittest.TestCase):
    def config(self):
        """The file of a copy of the configuration."""
        folder = tempfile.TemporaryDirectory(prefix="codebode-test-")
        self.addCleanup(folder.cleanup)
        shutil.copytree(ROOT / "config", Path(folder.name) / "config")
        return Path(folder.name) / "config/codebode.yaml"

    def test_every_file_shows_its_request_without_any_setting(self):
        for name, file in GATEWAYS.items():
            with self.subTest(name):
                done = check(name, "--json")
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                shown = json.loads(done.stdout)
                request = shown["request"]
                self.assertEqual(shown["gateway"], name)
                self.assertEqual(request["method"], "POST")
                self.assertTrue(request["url"].startswith(file.get("url", f"https://{MASK}") + "/"), request["url"])
                self.assertGreater(len(request["body"]), len(shown["message"]["text"]) - 1)
                names = [header["name"].lower() for header in request["headers"]]
                self.assertEqual(len(names), len(set(names)))
                self.assertLessEqual({"content-type", "user-agent", "accept"}, set(names))
                missing = ([] if "url" in file else ["url"]) + file.get("credentials", [])
                self.assertEqual(shown["missing"], missing)
                whole = json.dumps(request, ensure_ascii=False)
                self.assertEqual(MASK in whole, bool(missing), whole)

    def test_a_person_sees_the_same_and_what_is_still_to_be_given(self):
        for name in GATEWAYS:
            with self.subTest(name):
                shown = json.loads(check(name, "--json").stdout)
                requests = [shown[kind] for kind in ("token_request", "request") if kind in shown]
                bare = check(name).stdout
                self.assertTrue(bare.startswith("".join(map(as_text, requests))), bare)
                for secret in GATEWAYS[name].get("credentials", []):
                    variable = f"CODEBODE_GATEWAYS_{name}_{secret}".upper().replace("-", "_")
                    self.assertIn(f"set {variable}\n", bare)
                whole = check(name, **given(name))
                self.assertEqual(whole.returncode, 0, whole.stderr)
                self.assertTrue(whole.stdout.endswith("All that the gateway's file asks for is given.\n"), whole.stdout)

    def test_no_secret_is_shown_in_any_form(self):
        forms = [SECRET, SECRET.replace("/", "%2F").replace("+", "%2B"), base64.b64encode(SECRET.encode()).decode()[:8]]
        for name in GATEWAYS:
            for arguments in ([], ["--json"]):
                with self.subTest(name=name, arguments=arguments):
                    done = check(name, *arguments, **given(name))
                    self.assertEqual(done.returncode, 0, done.stderr)
                    for form in forms:
                        self.assertNotIn(form, done.stdout + done.stderr)

    def test_the_address_for_receipts_is_shown_once_they_are_taken(self):
        secret = "geheim-0123456789"
        telling = {name: file for name, file in GATEWAYS.items() if "request" in file.get("receipts", {})}
        self.assertGreater(len(telling), 5)
        for name, file in telling.items():
            with self.subTest(name):
                key = f"gateways_{name.replace('-', '_')}_{file['receipts']['signature']['secret']}"
                settings = {"web_public_url": "https://dlr.caren.example", key: secret}
                done = check(name, **settings)
                self.assertEqual(done.returncode, 0, done.stderr)
                address = f"https://dlr.caren.example/receipts/{name}"
                shown = done.stdout.replace("%3A", ":").replace("%2F", "/")
                self.assertIn(address + (f"/{MASK}" if file["receipts"]["signature"]["scheme"] == "none" else ""), shown)
                self.assertNotIn(secret, done.stdout)
                for given in settings:
                    self.assertNotIn("/receipts/", check(name, **{given: settings[given]}).stdout)

    def test_a_login_is_readable_but_for_its_secrets(self):
        self.assertIn(f"\nAuthorization: Basic base64({MASK}:{MASK})\n", check("twilio").stdout)
        self.assertIn(f"/Accounts/{MASK}/Messages.json\n", check("twilio").stdout)

    def test_the_request_for_an_access_token_is_shown_too(self):
        shown = json.loads(check("kpn", "--json").stdout)
        self.assertEqual(
            shown["token_request"]["body"], f"grant_type=client_credentials&client_id={MASK}&client_secret={MASK}")
        self.assertIn({"name": "Authorization", "value": f"Bearer {MASK}"}, shown["request"]["headers"])
        self.assertNotIn("token_request", json.loads(check("cm", "--json").stdout))

    def test_the_address_of_the_settings_comes_first(self):
        done = check("cm", gateways_cm_url="https://gw.cmtelecom.com")
        self.assertTrue(done.stdout.startswith("POST https://gw.cmtelecom.com/v1.0/message\n"), done.stdout)
        self.assertTrue(check("infobip", gateways_infobip_url="https://own.example").stdout.startswith(
            "POST https://own.example/sms/3/messages\n"))

    def test_a_gateways_own_file_need_not_be_in_use(self):
        config = self.config()
        shutil.copy(config.parent / "gateways/sandbox.yaml", config.parent / "gateways/acme-nl.yaml")
        done = check("acme-nl", "--config", config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("/sms/messages\n", done.stdout)

    def test_mistakes_are_named(self):
        config = self.config()
        file = config.parent / "gateways/cm.yaml"
        file.write_text(file.read_text().replace("path: /v1.0", "pth: /v1.0"))
        for arguments, settings, code, said in (
            (["twillio"], {}, 78, "did you mean twilio?"),
            (["../codebode"], {}, 64, "--gateway takes the name"),
            (["cm", "--config", config], {}, 78, "gateways/cm.yaml:5:1: pth: unknown key; did you mean path?"),
            (["cm", "--config", "/nowhere.yaml"], {}, 78, "/nowhere.yaml"),
            (["cm"], {"gateways_cm_tokn": SECRET}, 78, "gateways.cm.tokn: the gateway takes no such secret; did you"),
            (["cm"], {"gateways_cm_token": "å"}, 78, "gateways.cm.token is empty or holds control characters"),
            (["cm"], {"gateways_cm_url": "http://gw.example"}, 78, "gateways.cm.url is plain http"),
            (["cm"], {"sms_sender": "x" * 12}, 78, "sms.sender"),
        ):
            with self.subTest(arguments=arguments, **settings):
                done = check(*arguments, **settings)
                self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
                self.assertIn(said, done.stderr)
                self.assertNotIn(SECRET, done.stderr)

    def test_help_teaches(self):
        text = codebode("config", "check", "--help").stdout
        for part in ("--gateway <gateway>", "config check --gateway twilio", "vendor's manual", MASK):
            self.assertIn(part, text)


if __name__ == "__main__":
    unittest.main()
