"""Judges receipts by the vendors' own libraries: {name: [vendor, method, {part: value}]} in, {name: verdict} out.

Runs in the environment of scripts/vendor-sdks. A verdict is true for a receipt that the library takes.
"""
import contextlib
import datetime
import json
import sys
import unittest.mock
from urllib.parse import parse_qsl, urlsplit

from bird import WebhookVerificationError
from bird.resources.webhooks import _verify_and_parse
from messagebird.error import ValidationError
from messagebird.request_validator import RequestValidator as MessageBirdValidator
from sinch.domains.sms.sinch_events.v1.sms_sinch_event import SmsSinchEvent
from twilio.request_validator import SIGNATURE_SETTINGS_HEADER, get_signature_algorithm
from twilio.request_validator import RequestValidator as TwilioValidator
from vonage_http_client.auth import Auth
from vonage_jwt import VonageVerifyJwtError, verify_signature


@contextlib.contextmanager
def clock(seconds):
    """The libraries' clocks stand at this second."""

    class Standing(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(seconds, tz)

    with unittest.mock.patch("time.time", lambda: seconds), unittest.mock.patch("jwt.api_jwt.datetime", Standing):
        yield


def twilio(receipt, _):
    form = {}
    for name, value in parse_qsl(receipt["body"], keep_blank_values=True):
        form.setdefault(name, []).append(value)

    class Form(dict):
        def getall(self, name):
            return self[name]

    headers = receipt["headers"]
    return TwilioValidator(receipt["secret"]).validate(
        receipt["url"], Form(form), headers.get("X-Twilio-Signature", ""),
        get_signature_algorithm(headers.get(SIGNATURE_SETTINGS_HEADER)))


def bird(receipt, _):
    try:
        _verify_and_parse(receipt["body"], receipt["headers"], receipt["secret"], 300)
    except WebhookVerificationError:
        return False
    return True


def messagebird(receipt, _):
    try:
        MessageBirdValidator(receipt["secret"]).validate_signature(
            receipt["headers"].get("MessageBird-Signature-JWT", ""), receipt["url"], receipt["body"].encode())
    except ValidationError:
        return False
    return True


def vonage_sms(receipt, method):
    # The library's form of the method without HMAC cannot be asked for.
    query = urlsplit(receipt["url"]).query
    parameters = dict(parse_qsl(query)) if query else json.loads(receipt["body"])
    auth = Auth(api_key="abcd1234", signature_secret=receipt["secret"], signature_method=method or "sha256")
    return auth.check_signature(parameters)


def vonage_messages(receipt, _):
    token = receipt["headers"].get("Authorization", "").removeprefix("Bearer ")
    try:
        return verify_signature(token, receipt["secret"])
    except VonageVerifyJwtError:
        return False


def sinch(receipt, _):
    return SmsSinchEvent(receipt["secret"]).validate_authentication_header(receipt["headers"], receipt["body"])


LIBRARIES = {
    "bird": bird, "messagebird": messagebird, "sinch": sinch, "twilio": twilio,
    "vonage-messages": vonage_messages, "vonage-sms": vonage_sms,
}

verdicts = {}
for name, (vendor, method, receipt) in json.load(sys.stdin).items():
    with clock(receipt["now"]):
        verdicts[name] = LIBRARIES[vendor](receipt, method)
json.dump(verdicts, sys.stdout)
