"""The search for secrets (`support/secrecy.py`) finds them in every form, or the tests that rely on it say nothing."""
import base64
import html
import json
import quopri
import unittest
import urllib.parse

from support import jobs
from support.secrecy import leaks


class Search(unittest.TestCase):
    NUMBER, ADDRESS = "+31612345678", "jan/jösé+\"x\"@caren.example"

    def planted(self, text):
        plain = text.encode()
        return [
            plain, plain.upper(), plain[::-1], plain.hex().encode(), plain.hex().upper().encode(),
            text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("utf-16"), b"," + plain + b",",
            json.dumps(text).encode(), json.dumps(text, ensure_ascii=False).encode(), json.dumps([text]).encode(),
            json.dumps(text).replace("/", "\\/").encode(), json.dumps(list(plain)).encode(),
            "".join(f"\\u{ord(letter):04x}" for letter in text).encode(), urllib.parse.quote(text).encode(),
            urllib.parse.quote(text, safe="").encode(), urllib.parse.quote_plus(text).encode(),
            urllib.parse.urlencode({"to": text}).encode(), "".join(f"%{byte:02x}" for byte in plain).encode(),
            quopri.encodestring(plain, quotetabs=True), "".join(f"={byte:02X}" for byte in plain).encode(),
            "".join(f"&#{ord(letter)};" for letter in text).encode(), html.escape(text).encode(),
            *(encode(b"-" * shift + plain + b"~" * more) for shift in range(4) for more in range(3)
              for encode in (base64.b64encode, base64.urlsafe_b64encode)),
        ]

    def test_it_finds_each_form(self):
        for text, job in ((self.NUMBER, {"phone": self.NUMBER}), (self.ADDRESS, {"email": self.ADDRESS})):
            secrets = jobs.secrets_of({"recipient": job})
            for planted in self.planted(text):
                with self.subTest(planted):
                    self.assertTrue(leaks(b"before " + planted + b" after", secrets))

    def test_it_finds_a_number_however_it_is_written(self):
        secrets = jobs.secrets_of({"recipient": {"phone": self.NUMBER}})
        for text in ("0612345678", "0031612345678", "31612345678", "+31 6-12345678", "06-12345678", "06 12 34 56 78",
                     "(0) 612345678", "+31 6 1234 5678", "612345678"):
            with self.subTest(text):
                self.assertTrue(leaks(b"to " + text.encode() + b".", secrets))

    def test_it_finds_bytes(self):
        key = bytes(range(200, 232))
        for planted in (
            key, key.hex().encode(), base64.b64encode(b"-" + key), base64.urlsafe_b64encode(key), key[::-1],
        ):
            self.assertTrue(leaks(b"{" + planted + b"}", [("key", key)]), planted)

    def test_it_finds_nothing_where_nothing_is(self):
        secrets = jobs.secrets_of({"recipient": {"phone": self.NUMBER, "email": self.ADDRESS}})
        self.assertEqual(leaks(b"+31612345679 +3161234567 0612345 jan@caren.example " * 9, secrets), [])


if __name__ == "__main__":
    unittest.main()
