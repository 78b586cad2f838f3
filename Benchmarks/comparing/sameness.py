"""Whether all contenders say the same: one message of each, beside Codebode's."""
import contextlib
import difflib
import email
import email.policy
import http.server
import json
import threading

from aiosmtpd.controller import Controller
from delivering.stage import jobs
from support.places import free_port
from support.waiting import until

from . import contenders
from .peaks import Unmeasured, has_ended
from .sinks import Sink


def different(stage, kit, chosen, mailers):
    """Returns who cannot be compared, and why; by name. The floor's text is a fixed one."""
    found = {}
    for by, names in (("sms", chosen), ("email", mailers)):
        if not names:
            continue
        wanted = None
        for name in ["codebode", *sorted(set(names) - {"codebode", "floor"})]:
            try:
                got = said(stage, kit, contenders.BY_NAME[name], by)
            except (Unmeasured, AssertionError) as failure:
                found[name] = str(failure)
                continue
            wanted = wanted or got
            if got != wanted:
                found[name] = "\n".join(["its message is not Codebode's:", *difflib.unified_diff(wanted, got, lineterm="", n=0)])
    return found


def said(stage, kit, contender, by):
    messages = []
    stage.fill(jobs([7], by), contender.task)
    with (gateway if by == "sms" else relay)(messages) as sink:
        with contender.run(stage, kit, contenders.Errand(sink, by, 8)) as process:
            until(lambda: messages or has_ended(process), lambda: f"sends nothing: {process.log[-500:]}", 60)
    return [line for name, text in messages[0].items() for line in f"{name}: {text}".splitlines()]


@contextlib.contextmanager
def gateway(messages):
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            messages.append({key: body[key] for key in ("to", "from", "text")})
            answer = b'{"id":"1","status":"accepted"}'
            self.send_response(202)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Sink(server.server_port, lambda: len(messages))
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def relay(messages):
    class Take:
        async def handle_DATA(self, _server, _session, envelope):
            messages.append(content(envelope.content))
            return "250 OK"

    server = Controller(Take(), hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield Sink(server.port, lambda: len(messages), "smtp")
    finally:
        server.stop()


def content(mail):
    message = email.message_from_bytes(mail, policy=email.policy.default)
    parts = {part.get_content_type(): part.get_content().replace("\r\n", "\n").strip() for part in message.iter_parts()}
    return {**{name: message[name] for name in ("From", "To", "Subject")}, **parts}
