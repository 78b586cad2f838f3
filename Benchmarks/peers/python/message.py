"""The text of a login code, for both Python workers."""
import json
from datetime import datetime, timezone
from email.message import EmailMessage
from email.utils import formataddr, formatdate
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, select_autoescape

SENDER = "noreply@caren.example"
HEADERS = {"Authorization": "Bearer sandbox", "Content-Type": "application/json"}

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december")

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(["html.j2"]))
_sms = _templates.get_template("sms.txt.j2")
_mail_text = _templates.get_template("mail.txt.j2")
_mail_html = _templates.get_template("mail.html.j2")


def sms(job):
    """The body of the request to the gateway."""
    left = _left(job)
    return json.dumps({
        "to": job["recipient"]["phone"], "from": "Caren", "text": _sms.render(_values(job, left)),
        "reference": job["id"], "validity_s": int(left),
    })


def mail(job):
    values, address = _values(job, _left(job)), job["recipient"]["email"]
    message = EmailMessage()
    message["Date"] = formatdate(localtime=True)
    message["From"] = formataddr(("Caren", SENDER))
    message["To"] = formataddr((job["recipient"]["name"], address))
    message["Subject"] = "Je inlogcode voor Caren"
    message["Message-ID"] = f"<{job['id']}@caren.example>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_mail_text.render(values), cte="quoted-printable")
    message.add_alternative(_mail_html.render(values), subtype="html", cte="quoted-printable")
    return message


def _left(job):
    return (datetime.fromisoformat(job["expires_at"]) - datetime.now(timezone.utc)).total_seconds()


def _values(job, left):
    minutes = int(left // 60)
    return {
        "name": job["recipient"].get("name"), "code": job["code"], "sequence": job["sequence"],
        "remaining": "1 minuut" if minutes == 1 else f"{minutes} minuten", "until": _until(job),
    }


def _until(job):
    """`14.05 uur`, with the day before it if that is another."""
    end = datetime.fromisoformat(job["expires_at"]).astimezone(_AMSTERDAM)
    other_day = end.date() != datetime.now(_AMSTERDAM).date()
    return (f"{end.day} {_MONTHS[end.month - 1]} om " if other_day else "") + f"{end:%H.%M} uur"
