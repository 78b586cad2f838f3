"""Looks for secrets in bytes, also in the forms in which they slip through."""
import base64

SHORTEST = 6  # bytes of a secret, and of each of its forms


def forms(text):
    """Every way in which `text` may stand in a file: name of the form and its bytes."""
    plain = text.encode()
    yield "plain", plain
    yield "reversed", plain[::-1]
    yield "hex", plain.hex().encode()
    yield "HEX", plain.hex().upper().encode()
    yield "UTF-16", text.encode("utf-16-le")
    yield "UTF-16 big", text.encode("utf-16-be")
    yield "percent", "".join(f"%{byte:02X}" for byte in plain).encode()
    yield "query", text.replace("+", "%2B").replace("@", "%40").replace(" ", "+").encode()
    yield "JSON bytes", ",".join(str(byte) for byte in plain).encode()
    yield "Swift bytes", ", ".join(str(byte) for byte in plain).encode()
    # Inside a longer text the groups of three bytes may begin at any of three places.
    for shift in range(3):
        start, end = (3 - shift) % 3, len(plain) - (len(plain) + shift) % 3
        whole = plain[start:end]
        if len(whole) >= 6:
            yield f"base64 at {shift}", base64.b64encode(whole)
            yield f"base64url at {shift}", base64.urlsafe_b64encode(whole)


def leaks(content, secrets):
    """`secrets`: label and text, as of `jobs.secrets_of`. What of them stands in `content`, and how."""
    lowered = content.lower()
    # A needle is looked for only where its first bytes occur: with hundreds of jobs all else would take minutes.
    starts = {content[at:at + SHORTEST] for at in range(len(content))}
    lowered_starts = {lowered[at:at + SHORTEST] for at in range(len(lowered))}
    found = set()
    for label, text in secrets:
        for form, needle in forms(text):
            if needle[:SHORTEST] in starts and needle in content:
                found.add(f"{label} ({form})")
            elif form == "plain" and needle.lower()[:SHORTEST] in lowered_starts and needle.lower() in lowered:
                found.add(f"{label} ({form})")
    return sorted(found)
