#!/usr/bin/env python3
"""Publishes one login code and waits for its outcome. Needs pika (Debian: python3-pika)."""
import json
import os
import secrets
import sys
import uuid
from datetime import datetime, timedelta, timezone

import pika

key = os.environ.get("SEAL_KEY")  # KID:KEY; without one the job can be read wherever it waits
now = datetime.now(timezone.utc)
job = {
    "version": 1,
    "id": str(uuid.uuid4()),
    "kind": "send_code",
    "account": "patient-1001",
    "purpose": "login",
    "issued_at": now.isoformat(timespec="seconds"),
    "expires_at": (now + timedelta(minutes=10)).isoformat(timespec="seconds"),
    "recipient": {"phone": "+31612345678", "email": "jan.jansen@example.org"},
    "code": f"{secrets.randbelow(10**6):06d}",
}

url = os.environ.get("AMQP_URL", "amqp://guest:guest@127.0.0.1:5672/%2F")
connection = pika.BlockingConnection(pika.URLParameters(url))
channel = connection.channel()
channel.confirm_delivery()
body, content_type = json.dumps(job).encode(), "application/json"
if key:
    from seal import seal  # needs jwcrypto

    body, content_type = seal(job, key).encode(), "application/jose"
reply_to = channel.queue_declare("", exclusive=True).method.queue

try:
    channel.basic_publish(
        "codebode.jobs",
        job["kind"],
        body,
        pika.BasicProperties(
            content_type=content_type,
            delivery_mode=2,  # persistent
            message_id=job["id"],
            reply_to=reply_to,
            correlation_id=job["id"],
        ),
        mandatory=True,
    )
except pika.exceptions.UnroutableError:
    sys.exit("no queue takes this kind of job: is the topology declared?")
except pika.exceptions.NackError:
    sys.exit("the broker did not take the job: publish it again, with the same id")

for _, properties, body in channel.consume(reply_to, auto_ack=True, inactivity_timeout=30):
    if body is None:
        sys.exit("no outcome within 30 s; it still comes to the exchange codebode.outcomes")
    if properties.correlation_id == job["id"]:
        print(json.dumps(json.loads(body), indent=2))
        break
connection.close()
