"""Seals jobs as a backend does, by a library that is not ours."""
import base64
import json
import secrets

from jwcrypto import jwe, jwk


def new_key(kid):
    return f"{kid}:" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")


def seal(job, key):
    """`key`: KID:KEY; `job`: a dictionary, or bytes."""
    kid, _, secret = key.partition(":")
    text = json.dumps(job).encode() if isinstance(job, dict) else job
    sealed = jwe.JWE(text, json.dumps({"alg": "dir", "enc": "A256GCM", "kid": kid}))
    sealed.add_recipient(jwk.JWK(kty="oct", k=secret))
    return sealed.serialize(compact=True).encode()
