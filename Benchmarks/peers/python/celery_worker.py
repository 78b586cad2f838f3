"""Login codes as Celery tasks, with requests and smtplib."""
import os
import smtplib
import threading

import requests
from celery import Celery
from kombu import Exchange, Queue
from message import HEADERS, mail, sms

app = Celery("codes", broker=os.environ["AMQP_URL"])
app.conf.update(
    task_queues=[
        # The queue is there; that it is a quorum queue, Celery has to know.
        Queue("codebode.send_code", Exchange("codebode.jobs", "direct", no_declare=True), "send_code", no_declare=True,
              queue_arguments={"x-queue-type": "quorum"})
    ],
    task_acks_late=True,
    task_ignore_result=True,
    worker_enable_remote_control=False,
    # Queues for delays, which nothing here uses, come with quorum queues; these are the lighter ones.
    broker_native_delayed_delivery_queue_type="classic",
)

# One for the process, as many connections as there are tasks at once.
_session = requests.Session()
_adapter = requests.adapters.HTTPAdapter(pool_maxsize=int(os.environ["IN_FLIGHT"]))
_session.mount("http://", _adapter)
_session.mount("https://", _adapter)
_local = threading.local()


@app.task
def send_code(job):
    if job["channel"] == "sms":
        answer = _session.post(os.environ["GATEWAY_URL"], data=sms(job), headers=HEADERS, timeout=10)
        answer.raise_for_status()
        return answer.json()["id"]
    if not hasattr(_local, "relay"):
        host, port = os.environ["RELAY"].split(":")
        _local.relay = smtplib.SMTP(host, int(port), timeout=10)
    _local.relay.send_message(mail(job))
