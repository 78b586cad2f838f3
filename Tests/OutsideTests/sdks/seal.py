"""Seals and opens with joserfc: [what, KID:KEY, text] in a line in, the result in a line out, or {"refused": why}.

Runs in the environment of scripts/vendor-sdks.
"""
import base64
import json
import sys

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

for line in sys.stdin:
    what, key, text = json.loads(line)
    kid, _, secret = key.partition(":")
    jwk = OctKey.import_key(base64.urlsafe_b64decode(secret + "="), {"kid": kid})
    try:
        if what == "seal":
            header = {"alg": "dir", "enc": "A256GCM", "kid": kid}
            print(json.dumps(jwe.encrypt_compact(header, text.encode(), jwk)))
        else:
            print(json.dumps(jwe.decrypt_compact(text, jwk, algorithms=["dir", "A256GCM"]).plaintext.decode()))
    except (JoseError, ValueError) as error:
        print(json.dumps({"refused": type(error).__name__}))
