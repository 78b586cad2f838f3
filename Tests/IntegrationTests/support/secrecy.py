"""Looks for secrets in bytes, also in the forms in which they slip through."""
import base64
import html
import json
import quopri
import urllib.parse

SHORTEST = 6  # bytes of a secret, and of each of its forms


def forms(secret):
    """Every way in which `secret`, text or bytes, may stand in a file: name of the form and its bytes."""
    plain = secret if isinstance(secret, bytes) else secret.encode()
    yield "plain", plain
    yield "reversed", plain[::-1]
    yield "hex", plain.hex().encode()
    yield "HEX", plain.hex().upper().encode()
    yield "percent", "".join(f"%{byte:02X}" for byte in plain).encode()
    yield "percent, small", "".join(f"%{byte:02x}" for byte in plain).encode()
    yield "query", urllib.parse.quote_plus(plain, safe="").encode()
    yield "path", urllib.parse.quote(plain).encode()
    yield "part of a path", urllib.parse.quote(plain, safe="").encode()
    yield "quoted-printable", quopri.encodestring(plain, quotetabs=True)
    yield "quoted-printable, all", "".join(f"={byte:02X}" for byte in plain).encode()
    yield "JSON bytes", ",".join(str(byte) for byte in plain).encode()
    yield "Swift bytes", ", ".join(str(byte) for byte in plain).encode()
    yield from based(plain)
    if isinstance(secret, str):
        yield "UTF-16", secret.encode("utf-16-le")
        yield "UTF-16 big", secret.encode("utf-16-be")
        for form, text in (("JSON", json.dumps(secret)), ("JSON, in UTF-8", json.dumps(secret, ensure_ascii=False))):
            yield form, text[1:-1].encode()
            yield form + ", slashes too", text[1:-1].replace("/", "\\/").encode()
        yield "JSON, all escaped", "".join(f"\\u{ord(character):04x}" for character in secret).encode()
        yield "HTML", html.escape(secret).encode()
        yield "HTML, all", "".join(f"&#{ord(character)};" for character in secret).encode()


def based(plain):
    """Inside a longer text the groups of three bytes may begin at any of three places."""
    for shift in range(3):
        start, end = (3 - shift) % 3, len(plain) - (len(plain) + shift) % 3
        whole = plain[start:end]
        if len(whole) >= 6:
            yield f"base64 at {shift}", base64.b64encode(whole)
            yield f"base64url at {shift}", base64.urlsafe_b64encode(whole)


def spellings(number):
    """The shortest texts of which one stands in every way to write a Dutch number: `0031612345678` holds the second."""
    yield "phone", number
    if number.startswith("+31") and len(number) == 12:
        rest = number[3:]
        yield "phone without its country", rest
        yield "phone in pairs", " ".join([rest[0], *(rest[at:at + 2] for at in range(1, 9, 2))])
        yield "phone in groups", " ".join([rest[0], rest[1:5], rest[5:]])
        yield "phone with a dash", f"{rest[0]}-{rest[1:]}"


def leaks(content, secrets):
    """`secrets`: label and text, or bytes, as of `jobs.secrets_of`. What of them stands in `content`, and how."""
    lowered = content.lower()
    # A needle is looked for only where its first bytes occur: with hundreds of jobs all else would take minutes.
    starts, lowered_starts = beginnings(content), beginnings(lowered)
    found = set()
    for label, secret in secrets:
        needles = {needle: form for form, needle in reversed(list(forms(secret)))}  # of two that are equal, the first
        for needle, form in needles.items():
            if needle[:SHORTEST] in starts and needle in content:
                found.add(f"{label} ({form})")
            elif form == "plain" and needle.lower()[:SHORTEST] in lowered_starts and needle.lower() in lowered:
                found.add(f"{label} ({form})")
    return sorted(found)


def beginnings(content):
    return {content[at:at + SHORTEST] for at in range(len(content))}
