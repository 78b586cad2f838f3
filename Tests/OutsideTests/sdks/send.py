"""Sends one message with a vendor's own library, as a program of that vendor's customer would.

    send.py NAME ADDRESS <message.json

ADDRESS is a server on this machine, which gets what was meant for the vendor; the header X-Meant-For says where it was
to go. Each function here is one vendor; its options are those that our own request has, where the library knows them.
"""
import json
import os
import sys
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

NAME, ADDRESS = sys.argv[1:]
os.environ["BIRD_CLIENT_ENRICHMENT"] = "0"


class Redirect(HTTPAdapter):
    """For the libraries on top of `requests`: another place for the same request."""

    def send(self, request, **options):
        meant = urlsplit(request.url)
        request.headers["X-Meant-For"] = f"{meant.scheme}://{meant.netloc}"
        request.url = ADDRESS + request.url.removeprefix(f"{meant.scheme}://{meant.netloc}")
        return super().send(request, **options)


requests.Session.get_adapter = lambda session, url: Redirect()


def digits(message):
    return message["to"].removeprefix("+")


def bird(message):
    import httpx
    from bird import Bird

    class Elsewhere(httpx.HTTPTransport):
        def handle_request(self, request):
            request.headers["X-Meant-For"] = f"{request.url.scheme}://{request.url.host}"
            request.url = httpx.URL(ADDRESS + request.url.raw_path.decode())
            return super().handle_request(request)

    client = Bird(api_key="bk_eu1_secret", http_client=httpx.Client(transport=Elsewhere()))
    client.sms.send(
        to=message["to"], from_=message["sender"], text=message["text"], category="authentication",
        metadata={"ref": message["id"]}, smart_encoding=False, options={"idempotency_key": message["id"]})


def cm(message):
    from cm_text.text_client import TextClient

    TextClient(apikey="secret").SendSingleMessage(
        message=message["text"], from_=message["sender"], to=["00" + digits(message)], reference=message["id"])


def infobip(message):
    from infobip_api_client import ApiClient, Configuration, SmsApi
    from infobip_api_client.models import (
        SmsDestination, SmsMessage, SmsMessageContent, SmsMessageOptions, SmsRequest, SmsTextContent, SmsWebhooks,
        ValidityPeriod, ValidityPeriodTimeUnit)

    period = ValidityPeriod(amount=message["life_s"], time_unit=ValidityPeriodTimeUnit.SECONDS)
    SmsApi(ApiClient(Configuration(host=ADDRESS, api_key="secret"))).send_sms_messages(SmsRequest(messages=[SmsMessage(
        sender=message["sender"], destinations=[SmsDestination(to=digits(message), message_id=message["id"])],
        content=SmsMessageContent(SmsTextContent(text=message["text"])),
        options=SmsMessageOptions(validity_period=period), webhooks=SmsWebhooks(callback_data=message["id"]))]))


def messagebird(message):
    from messagebird import Client

    Client("secret").message_create(message["sender"], [digits(message)], message["text"], {
        "type": "sms", "datacoding": "plain", "reference": message["id"], "validity": message["life_s"]})


def sinch(message):
    from datetime import datetime, timedelta

    from sinch import SinchClient

    SinchClient(service_plan_id="secret", sms_api_token="secret", sms_region="eu").sms.batches.send_sms(
        to=[digits(message)], from_=message["sender"], body=message["text"], client_reference=message["id"],
        expire_at=datetime.fromisoformat(message["now"]) + timedelta(seconds=message["life_s"]))


def twilio(message):
    from twilio.rest import Client

    Client("secret", "secret", account_sid="secret").messages.create(
        to=message["to"], from_=message["sender"], body=message["text"], validity_period=message["life_s"])


def vonage_messages(message):
    from vonage_http_client import Auth, HttpClient
    from vonage_messages import Messages
    from vonage_messages.models import Sms, SmsOptions

    Messages(HttpClient(Auth(api_key="secret", api_secret="secret"))).send(Sms(
        to=digits(message), from_=message["sender"], text=message["text"], ttl=message["life_s"],
        client_ref=message["id"], sms=SmsOptions(encoding_type="text")))


def vonage_sms(message):
    from vonage_http_client import Auth, HttpClient
    from vonage_sms import Sms, SmsMessage

    Sms(HttpClient(Auth(api_key="secret", api_secret="secret"))).send(SmsMessage(
        to=digits(message), from_=message["sender"], text=message["text"], type="text",
        ttl=message["life_s"] * 1000, client_ref=message["id"]))


globals()[NAME.replace("-", "_")](json.load(sys.stdin))
