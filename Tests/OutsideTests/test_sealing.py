"""What we seal others open, what others seal we open, and every example seals: with libraries that are none of ours."""
import json
import secrets
import shutil
import subprocess
import tempfile
import unittest

from files import ROOT, codebode, filled, read_json
from jwcrypto import jwe, jwk
from sealing import KEY, open_, opened, sealed

KID, SECRET = KEY.split(":")
TEXTS = ["{}", '{"name":"Zoë, ❤ 😀"}', json.dumps(filled(read_json("examples/send_code.json"))), "x" * 16384]
EXAMPLES = {
    "python": ["/usr/bin/python3", "seal.py"],
    "php": ["php", "seal.php"],
    "ruby": ["ruby", "seal.rb"],
    "node": ["node", "seal.mjs"],
    "java": ["java", "Seal.java"],
}


def joserfc(what, texts):
    lines = "".join(json.dumps([what, KEY, text]) + "\n" for text in texts)
    command = [ROOT / ".build/vendor-sdks/bin/python", ROOT / "Tests/OutsideTests/sdks/seal.py"]
    run = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=60, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def jwcrypto_sealed(text, key=SECRET, **header):
    token = jwe.JWE(text.encode(), json.dumps({"alg": "dir", "enc": "A256GCM", "kid": KID, **header}))
    token.add_recipient(jwk.JWK(kty="oct", k=key))
    return token.serialize(compact=True)


def jose(*arguments, stdin):
    run = subprocess.run(["jose", *arguments], input=stdin, capture_output=True, text=True, timeout=60, check=True)
    return run.stdout


class Sealing(unittest.TestCase):
    maxDiff = 2000

    def test_joserfc_opens_what_we_seal(self):
        self.assertEqual(joserfc("open", map(sealed, TEXTS)), TEXTS)

    def test_we_open_what_joserfc_seals(self):
        self.assertEqual([opened(token) for token in joserfc("seal", TEXTS)], TEXTS)

    def test_jwcrypto_and_we_open_one_another(self):
        for text in TEXTS:
            token = jwe.JWE()
            token.deserialize(sealed(text), jwk.JWK(kty="oct", k=SECRET))
            self.assertEqual(token.payload.decode(), text)
            self.assertEqual(opened(jwcrypto_sealed(text)), text)

    def test_the_jose_program_and_we_open_one_another(self):
        key = json.dumps({"kty": "oct", "alg": "A256GCM", "k": SECRET})
        protected = json.dumps({"protected": {"alg": "dir", "enc": "A256GCM", "kid": KID}})
        for text in TEXTS:
            self.assertEqual(jose("jwe", "dec", "-i", sealed(text), "-k-", "-O-", stdin=key), text)
            token = jose("jwe", "enc", "-i", protected, "-I-", "-k", self.kept(key), "-c", "-o-", stdin=text)
            self.assertEqual(opened(token.strip()), text)

    def kept(self, text):
        file = tempfile.NamedTemporaryFile("w", suffix=".jwk")
        self.addCleanup(file.close)
        file.write(text)
        file.flush()
        return file.name

    def test_what_a_library_would_do_otherwise_is_refused(self):
        """Each is a good token of its kind, and opens elsewhere."""
        short = jwcrypto_sealed("{}")[:-2]
        others = {
            "zip": jwcrypto_sealed("{}", zip="DEF"),
            "typ": jwcrypto_sealed("{}", typ="JOSE"),
            "enc": jwcrypto_sealed("{}", key=SECRET[:21] + "A", enc="A128GCM"),
            "other kid": jwcrypto_sealed("{}", kid="2026-10"),
            "other key": jwcrypto_sealed("{}", key=jwk.JWK.generate(kty="oct", size=256).export(as_dict=True)["k"]),
            "wrapped": jwcrypto_sealed("{}", alg="A256KW"),
            "short tag": short,
            "padding": jwcrypto_sealed("{}") + "=",
        }
        for name, token in others.items():
            with self.subTest(name):
                run = open_(token)
                self.assertEqual((run.returncode, run.stdout), (65, ""))
                self.assertTrue(run.stderr.startswith("codebode: -: "), run.stderr)
        self.assertEqual(joserfc("open", [others["other key"], short])[0]["refused"], "DecodeError")

    def test_several_keys_open_at_once_and_the_first_seals(self):
        old = jwcrypto_sealed("{}")
        new = "2026-12:" + "00" * 32
        self.assertEqual(opened(old, key=f"{new},{KEY}"), "{}")
        self.assertEqual(open_(old, key=new).returncode, 65)
        run = codebode("seal", "seal", "-", "--json", stdin="{}", environment={"CODEBODE_SEAL_KEYS": f"{new},{KEY}"})
        self.assertEqual(json.loads(run.stdout)["id"], "2026-12")

    def test_a_new_key_is_one_that_seals_and_opens(self):
        run = codebode("seal", "keygen", "--id", "mine")
        self.assertEqual(run.returncode, 0, run.stderr)
        key = run.stdout.strip()
        self.assertTrue(key.startswith("mine:"))
        self.assertEqual(opened(sealed("{}", key), key), "{}")
        answer = json.loads(codebode("seal", "keygen", "--json").stdout)
        self.assertRegex(answer["id"], r"^\d{4}-\d\d-\d\d$")
        self.assertEqual(answer["setting"].partition(":")[0], answer["id"])
        self.assertNotEqual(answer["setting"], key)

    def test_mistakes_are_named_and_no_key_is_shown(self):
        cases = [
            (["seal", "keygen", "--id", "a b"], {}, 64, "--id takes 1 to 64 characters"),
            (["seal", "seal", "-"], {}, 78, "seal.keys: there is no key; codebode seal keygen makes one"),
            (["seal", "seal", "-", "--id", "x"], {"CODEBODE_SEAL_KEYS": KEY}, 78, f"known are {KID}"),
            (["seal", "seal", "/no/such"], {"CODEBODE_SEAL_KEYS": KEY}, 65, "/no/such: the file cannot be read"),
            (["seal", "open", "-"], {"CODEBODE_SEAL_KEYS": KEY}, 65, "this is no sealed job"),
            (["seal", "seal", "-"], {"CODEBODE_SEAL_KEYS": KEY + "A"}, 78, f"the key {KID} is not 32 bytes"),
            (["seal", "seal", "-"], {"CODEBODE_SEAL_KEYS_FILE": "/no/such"}, 78, "the file cannot be read"),
        ]
        for arguments, environment, code, text in cases:
            with self.subTest(arguments):
                run = codebode(*arguments, environment=environment)
                self.assertEqual(run.returncode, code, run.stderr)
                self.assertIn(text, run.stderr)
                self.assertNotIn(SECRET, run.stdout + run.stderr)
        long = codebode("seal", "seal", "-", stdin="x" * 16385, environment={"CODEBODE_SEAL_KEYS": KEY})
        self.assertEqual((long.returncode, "16 KiB" in long.stderr), (65, True))

    def test_config_check_shows_ids_only(self):
        for arguments in (["config", "check"], ["config", "check", "--json"]):
            run = codebode(*arguments, environment={"CODEBODE_SEAL_KEYS": KEY, "CODEBODE_SEAL_REQUIRED": "true"})
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertIn(KID, run.stdout)
            self.assertNotIn(SECRET, run.stdout + run.stderr)


def add_examples():
    for language, command in EXAMPLES.items():
        @unittest.skipUnless(shutil.which(command[0]), f"{language} is not installed")
        def seals(self, command=command):
            job = {**filled(read_json("examples/send_code_email.json")), "account": secrets.token_hex(8)}
            run = subprocess.run(
                command, cwd=ROOT / "examples", input=json.dumps(job), capture_output=True, text=True, timeout=60,
                env={"PATH": "/usr/bin:/bin", "SEAL_KEY": KEY},
            )
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(json.loads(opened(run.stdout.strip())), job)
            again = subprocess.run(
                command, cwd=ROOT / "examples", input=json.dumps(job), capture_output=True, text=True, timeout=60,
                env={"PATH": "/usr/bin:/bin", "SEAL_KEY": KEY},
            )
            self.assertNotEqual(again.stdout, run.stdout, "no initialisation vector is used twice")

        setattr(Sealing, f"test_the_{language}_example_seals", seals)


add_examples()

if __name__ == "__main__":
    unittest.main()
