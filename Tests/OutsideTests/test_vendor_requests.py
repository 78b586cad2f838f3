"""Our request to each gateway is the one that the vendor's own library sends, but for what we mean to do otherwise.

A gateway is one entry in VENDORS, and one function in sdks/send.py.
"""
import base64
import json
import subprocess
import threading
import unittest
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from files import ROOT, codebode, read_yaml

PYTHON = ROOT / ".build/vendor-sdks/bin/python"
SEND = ROOT / "Tests/OutsideTests/sdks/send.py"
MASK = "•••"
# What the way to the server adds, and what names the program itself; not what the vendor is asked.
TRANSPORT = {"host", "user-agent", "connection", "accept-encoding", "content-length", "x-meant-for"}


@dataclass(frozen=True)
class Vendor:
    """Where our request differs from the library's: each field with the reason, and no other field may."""

    ours: dict = field(default_factory=dict)
    theirs: dict = field(default_factory=dict)
    both: dict = field(default_factory=dict)  # in both, with other values
    answer: tuple | None = None  # status and body that satisfy the library, if there is no table of answers


CHARSET = "JSON is UTF-8 by itself (RFC 8259); the vendor takes it with and without"
VENDORS = {
    "bird": Vendor(
        theirs={f"header bird-{name}": "the library speaks of itself" for name in (
            "surface", "version", "lang", "os", "arch", "enrichment")},
    ),
    "cm": Vendor(
        ours={
            "header x-cm-producttoken": "CM recommends the header, where a log of bodies does not have it",
            "body.messages.msg[0].minimumNumberOfMessageParts": "we know how many parts it is",
            "body.messages.msg[0].maximumNumberOfMessageParts": "we know how many parts it is",
            "body.messages.msg[0].validity": "the library has none; a code must not come late",
        },
        theirs={
            "body.messages.authentication.producttoken": "ours is in the header",
            "body.messages.msg[0].customGrouping3": "the library speaks of itself",
            "header x-cm-sdk": "the library speaks of itself",
        },
        both={
            "body.messages.msg[0].body.type": "AUTO and auto are the same; CM's pages have the small letters",
            "body.messages.msg[0].reference": "CM takes 32 letters and digits: our id becomes such a name",
        },
    ),
    "infobip": Vendor(both={"url host": "each account has its own"}),
    "messagebird": Vendor(
        ours={"body.recipients[0]": "a list, as the vendor's libraries for PHP and Go have it"},
        theirs={"body.recipients": "a text with commas; the vendor takes both"},
        both={"header content-type": CHARSET},
    ),
    "sinch": Vendor(
        both={"body.expire_at": "the same moment; ours has milliseconds, as Sinch's pages show it"},
        answer=(201, {
            "id": "x", "type": "mt_text", "to": ["31612345678"], "from": "Caren", "body": "x", "canceled": False,
        }),
    ),
    "twilio": Vendor(theirs={
        "header x-twilio-client": "the library speaks of itself",
        "header accept-charset": "the answer is JSON, and so UTF-8",
    }),
    "vonage-messages": Vendor(),
    "vonage-sms": Vendor(),
}
# Those whose vendors have no library for Python, or who are no vendors.
WITHOUT_LIBRARY = {"jasmin", "kannel", "kpn", "sandbox", "spryng"}
FILES = {path.stem for path in (ROOT / "config/gateways").glob("*.yaml")}


class Recorder(ThreadingHTTPServer):
    """Keeps the one request that it gets, and answers it as the vendor would."""

    def __init__(self, status, body):
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.body = status, body.encode()
        self.requests = []


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.requests.append((self.command, self.path, list(self.headers.items()), body))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_):
        pass


def leaves(value, path):
    """Every value in a JSON document by its place: body.to[0].number"""
    if isinstance(value, dict):
        return {place: leaf for key, part in value.items() for place, leaf in leaves(part, f"{path}.{key}").items()}
    if isinstance(value, list):
        return {
            place: leaf for index, part in enumerate(value) for place, leaf in leaves(part, f"{path}[{index}]").items()}
    return {path: value}


def fields(method, url, headers, body):
    """A request as a flat table, so that each difference has a name."""
    headers = {name.lower(): value for name, value in headers}
    parts = urlsplit(url)
    table = {"method": method, "url host": f"{parts.scheme}://{parts.netloc}", "url path": parts.path}
    table |= {f"query {name}": value for name, value in parse_qsl(parts.query, keep_blank_values=True)}
    table |= {f"header {name}": value for name, value in headers.items() if name not in TRANSPORT}
    if headers["content-type"].startswith("application/json"):
        return table | leaves(json.loads(body), "body")
    pairs = parse_qsl(body, keep_blank_values=True, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs), "a field stands in the form twice"
    return table | {f"body.{name}": value for name, value in pairs}


def our_request(name):
    """What `codebode config check` shows of it, and the message that it is for."""
    shown = codebode("config", "check", "--gateway", name, "--json")
    assert shown.returncode == 0, shown.stderr
    shown = json.loads(shown.stdout)
    request = shown["request"]
    headers = [(header["name"], header["value"]) for header in request["headers"]]
    return shown["message"], fields(request["method"], request["url"], headers, request["body"])


def their_request(name, message):
    """What the vendor's library sends for the same message."""
    with Recorder(*answer(name)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        run = subprocess.run(
            [PYTHON, SEND, name, address], input=json.dumps(message), capture_output=True, text=True, timeout=60)
        server.shutdown()
    assert run.returncode == 0, run.stderr
    ((method, path, headers, body),) = server.requests
    meant = dict(headers).get("X-Meant-For", address)
    return fields(method, meant + masked(path), [(name, masked(value)) for name, value in headers], masked(body))


def answer(name):
    if VENDORS[name].answer:
        status, body = VENDORS[name].answer
        return status, json.dumps(body)
    success = read_yaml(f"Tests/GatewaysTests/Answers/{name}.yaml")["success"]
    return success["status"], success["body"]


def masked(text):
    """The secrets that sdks/send.py uses, as `codebode config check` shows secrets."""
    kind, _, login = text.partition("Basic ")
    if login:
        text = f"{kind}Basic base64({base64.b64decode(login).decode()})"
    return text.replace("bk_eu1_secret", MASK).replace("secret", MASK)


class VendorRequests(unittest.TestCase):
    maxDiff = None

    def test_every_gateway_is_held_against_its_vendors_library_or_has_none(self):
        self.assertEqual(FILES - set(VENDORS) - WITHOUT_LIBRARY, set())
        self.assertEqual(set(VENDORS) & WITHOUT_LIBRARY, set())

    def test_each_request_differs_only_where_it_is_meant_to(self):
        self.assertTrue(PYTHON.exists(), "scripts/vendor-sdks installs the libraries")
        for name in sorted(FILES & set(VENDORS)):
            with self.subTest(name):
                vendor = VENDORS[name]
                message, ours = our_request(name)
                theirs = their_request(name, message)
                self.assertGreater(len(ours), 8)
                self.assertEqual(without(ours, theirs), sorted(vendor.ours), "only in our request")
                self.assertEqual(without(theirs, ours), sorted(vendor.theirs), "only in the library's request")
                differing = {place: (ours[place], theirs[place]) for place in ours.keys() & theirs.keys()
                             if ours[place] != theirs[place]}
                self.assertEqual(sorted(differing), sorted(vendor.both), differing)

    def test_every_difference_has_a_reason(self):
        for name, vendor in VENDORS.items():
            for place, reason in (vendor.ours | vendor.theirs | vendor.both).items():
                with self.subTest(name=name, place=place):
                    self.assertGreater(len(reason), 10)


def without(table, other):
    return sorted(table.keys() - other.keys())


if __name__ == "__main__":
    unittest.main()
