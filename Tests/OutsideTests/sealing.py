"""A key to seal with, and the program that was built for the tests to open what was sealed."""
import base64
import secrets

from files import codebode

KEY = "2026-11:" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")


def open_(sealed, key=KEY):
    """Runs `codebode seal open`; `sealed`: text or bytes."""
    text = sealed.decode("ascii") if isinstance(sealed, bytes) else sealed
    return codebode("seal", "open", "-", stdin=text, environment={"CODEBODE_SEAL_KEYS": key})


def opened(sealed, key=KEY):
    run = open_(sealed, key)
    assert run.returncode == 0, run.stderr
    return run.stdout.removesuffix("\n")


def sealed(text, key=KEY):
    run = codebode("seal", "seal", "-", stdin=text, environment={"CODEBODE_SEAL_KEYS": key})
    assert run.returncode == 0, run.stderr
    return run.stdout.removesuffix("\n")
