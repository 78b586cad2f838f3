"""Somebody who has read everything that a deployment stores and tells, and guesses.

Whoever it was written to, he has their number, address and code among his guesses: the ten thousand million other pairs
would only take him longer.
"""
import base64
import hashlib
import hmac
import re
import sqlite3

WINDOW = 8  # bytes of a hash by which it is known again, whatever it was cut to
HEX = re.compile(rb"[0-9a-fA-F]{16,}")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}")
PLAIN = (hashlib.sha256, hashlib.sha1, hashlib.md5, hashlib.sha512)


class Thief:
    """`loot`: name of a place, and the bytes that lay there."""

    def __init__(self, loot, keys=()):
        self.keys = [b"", *keys]
        self.values = set()
        for content in loot.values():
            self.values |= hashes_in(content)

    def named(self, guesses):
        """Those of the `guesses` of which a hash lies in the loot; each is a label, and texts that may be hashed."""
        return {label for label, texts in guesses for text in texts if self.knows(text.encode())}

    def knows(self, text):
        if any(function(text).digest()[:WINDOW] in self.values for function in PLAIN):
            return True
        return any(hmac.digest(key, text, "sha256")[:WINDOW] in self.values for key in self.keys)


def hashes_in(content):
    """The beginnings of all that could be a hash: bytes as they are, in hex, in base64."""
    found = {content[at:at + WINDOW] for at in range(len(content) - WINDOW + 1)}
    for run in HEX.findall(content):
        for start in range(len(run) - 2 * WINDOW + 1):
            found.add(bytes.fromhex(run[start:start + 2 * WINDOW].decode()))
    for run in BASE64.findall(content):
        plain = run.replace(b"-", b"+").replace(b"_", b"/")
        for shift in range(4):
            part = plain[shift:]
            bytes_ = base64.b64decode(part[:len(part) // 4 * 4])
            found |= {bytes_[at:at + WINDOW] for at in range(len(bytes_) - WINDOW + 1)}
    return found


def rows_in(file):
    """Every value of every table, as the thief's own SQLite reads them."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        tables = [name for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = [row for table in tables for row in database.execute(f'SELECT * FROM "{table}"')]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)


def of_recipient(job):
    """What a hash of a recipient can be made of: as people write it, and as our own source says (`CounterKeys`)."""
    recipient, account = job["recipient"], job["account"]
    texts = []
    if number := recipient.get("phone"):
        spelt = [number, number[1:], f"0{number[3:]}", f"00{number[1:]}", number[3:]]
        texts += spelt + [f"recipient {one}" for one in spelt] + [f"{account}{number}", f"{job['id']}{number}"]
    if address := recipient.get("email"):
        spelt = [address, address.upper(), address.partition("@")[0], recipient["name"]]
        texts += spelt + [f"recipient {one}" for one in spelt] + [f"{account}{address}", f"{job['id']}{address}"]
    return texts


def of_code(job):
    code = job["code"]
    return [code, f"code {code}", f"{code}\n", f"{job['id']}{code}", f"{job['id']}:{code}", f"{job['account']}{code}"]
