"""The receipts that the Swift tests take and refuse are taken and refused by the vendors' own libraries, too."""
import json
import subprocess
import unittest

from files import ROOT, read_json

PYTHON = ROOT / ".build/vendor-sdks/bin/python"
VERIFY = ROOT / "Tests/OutsideTests/sdks/verify.py"
VECTORS = read_json("Tests/OutsideTests/receipts.json")
# No library of the vendor signs so: KPN has none, and Vonage's has forgotten the method without HMAC.
WITHOUT_LIBRARY = {"kpn", "vonage-sms/md5hash"}


class Signatures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        asked = {}
        for name, vector in VECTORS.items():
            if name in WITHOUT_LIBRARY:
                continue
            vendor, _, variant = name.partition("/")
            method = variant if variant in ("md5", "sha1", "sha512") else None
            changes = {"": {}, **vector["refused"], **vector["stricter"]}
            for change, parts in changes.items():
                asked[f"{name}: {change}"] = [vendor, method, vector["receipt"] | parts]
        run = subprocess.run(
            [PYTHON, "-W", "ignore", VERIFY], input=json.dumps(asked), capture_output=True, text=True, timeout=120)
        assert run.returncode == 0, run.stderr
        cls.verdicts = json.loads(run.stdout)

    def verdict(self, name, change):
        return self.verdicts[f"{name}: {change}"]

    def with_library(self):
        return {name: vector for name, vector in VECTORS.items() if name not in WITHOUT_LIBRARY}.items()

    def test_every_vendor_with_a_library_is_asked(self):
        vendors = {name.partition("/")[0] for name, _ in self.with_library()}
        self.assertEqual(vendors, {"bird", "messagebird", "sinch", "twilio", "vonage-messages", "vonage-sms"})

    def test_the_genuine_receipt_is_taken(self):
        for name, _ in self.with_library():
            with self.subTest(name):
                self.assertTrue(self.verdict(name, ""))

    def test_what_is_forged_is_refused(self):
        for name, vector in self.with_library():
            for change in vector["refused"]:
                with self.subTest(name, change=change):
                    self.assertFalse(self.verdict(name, change))

    def test_what_only_we_refuse_is_taken_by_the_library(self):
        for name, vector in self.with_library():
            for change in vector["stricter"]:
                with self.subTest(name, change=change):
                    self.assertTrue(self.verdict(name, change))
