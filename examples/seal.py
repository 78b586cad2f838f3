"""Seals a job so that only the workers can read it. Needs jwcrypto (Debian: python3-jwcrypto).

    SEAL_KEY=KID:KEY python3 seal.py < job.json
"""
import json
import os
import sys

from jwcrypto import jwe, jwk


def seal(job, key):
    """`key`: KID:KEY, as `codebode seal keygen` makes it. The result is published as application/jose."""
    kid, _, secret = key.partition(":")
    header = {"alg": "dir", "enc": "A256GCM", "kid": kid}
    sealed = jwe.JWE(json.dumps(job).encode(), json.dumps(header))
    sealed.add_recipient(jwk.JWK(kty="oct", k=secret))
    return sealed.serialize(compact=True)


if __name__ == "__main__":
    print(seal(json.load(sys.stdin), os.environ["SEAL_KEY"]))
