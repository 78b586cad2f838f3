"""The backend of the soak, in processes of its own: one publishes at a steady rate, one hears what became of it."""
import multiprocessing
import time
from datetime import datetime, timezone

import pika

from support.post import connect

OUTCOMES = "soak.outcomes"
LIFE = 600


def moment(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds")


def job(number, due):
    """Each tenth by mail. The id tells when it was due, in microseconds."""
    mail = number % 10 == 9
    recipient = {"email": f"p{number}@soak.example"} if mail else {"phone": f"+3161{number % 10_000_000:07d}"}
    return (
        f'{{"version":1,"id":"soak-{number}-{due * 1e6:.0f}","kind":"send_code","account":"account-{number}",'
        f'"issued_at":"{moment(due)}","expires_at":"{moment(due + LIFE)}",'
        f'"recipient":{{"{"email" if mail else "phone"}":"{next(iter(recipient.values()))}"}},"code":"{number:08d}"}}')


def publish(url, count, rate):
    """Open loop: a job is due when its moment comes, however far the others are. One in twenty is published again."""
    connection = connect(url)
    channel = connection.channel()
    properties = pika.BasicProperties(content_type="application/json", delivery_mode=2)
    begin = time.time()
    for number in range(count):
        due = begin + number / rate
        if due > time.time():
            connection.process_data_events(time_limit=max(0, due - time.time()))
        body = job(number, due)
        for _ in range(2 if number % 20 == 7 else 1):
            channel.basic_publish("codebode.jobs", "send_code", body, properties)
    connection.close()


def listen(url, interval, samples):
    """Puts into `samples`, each `interval`: jobs told by then, outcomes by type, and the latencies since the last."""
    connection = connect(url)
    channel = connection.channel()
    channel.basic_qos(prefetch_count=2000)
    seen, types, late, last = set(), {}, [], None

    def note(_, method, properties, body):
        nonlocal last
        # The id leads the event, so that reading it all can be spared: "soak-12-1800000000000000.sent".
        event = body.split(b'"id":"', 1)[1].split(b'"', 1)[0].decode()
        name, _, type = event.partition(".")
        _, number, due = name.split("-")
        if number not in seen:
            seen.add(number)
            types[type] = types.get(type, 0) + 1
            late.append(time.time() - int(due) / 1e6)
        last = method.delivery_tag

    channel.basic_consume(OUTCOMES, note)
    while True:
        end = time.time() + interval
        while time.time() < end:
            connection.process_data_events(time_limit=min(0.2, max(0, end - time.time())))
            if last:
                channel.basic_ack(last, multiple=True)
                last = None
        samples.put((time.time(), len(seen), dict(types), sorted(late)))
        late.clear()


def start(action, *arguments):
    process = multiprocessing.get_context("fork").Process(target=action, args=arguments, daemon=True)
    process.start()
    return process
