"""Every way in which a job can end, as something that sends a job down it: for SMS and for mail.

A road publishes on the stage it is given, and returns the job that has to end so.
"""
from . import jobs
from .gateway import BUSY, DROP, REFUSED, Reply
from .relay import Refusal
from .sealing import new_key, seal

ROADS = []  # outcome, reason (None for `sent`), channel, function
# Where a worker lets nothing pass in clear, this is the only way to end.
WITHOUT_SEAL = []


def road(outcome, reason, channel, into=ROADS):
    def keep(function):
        into.append((outcome, reason, channel, function))
        return function

    return keep


def both(outcome, reason, into=ROADS):
    """The function gets what makes a login code for the channel."""
    def keep(function):
        for channel, make in (("sms", jobs.login_code), ("email", jobs.login_code_mail)):
            road(outcome, reason, channel, into)(lambda scene, make=make: function(scene, make))
        return function

    return keep


def busy(scene, job):
    scene.gateway.plan(job["recipient"].get("phone"), *[BUSY] * 40)
    address = job["recipient"].get("email")
    scene.relay.plan(address, *[Refusal("DATA", f"451 4.3.0 {address} not now: {job['code']}")] * 40)


@both("sent", None)
def sent(scene, make):
    return scene.publish(make())


@road("sent", None, "sms")
def number_is_confirmed(scene):
    return scene.publish(jobs.phone_code())


@road("sent", None, "email")
def number_is_to_be_confirmed(scene):
    return scene.publish(jobs.phone_link())


@road("sent", None, "email")
def notice(scene):
    return scene.publish(jobs.notice())


@road("sent", None, "sms")
def notice_by_sms(scene):
    return scene.publish(jobs.notice("phone_changed", "sms"))


@road("sent", None, "email")
def changes_over(scene):
    job = jobs.with_recipient(jobs.login_code(fallback=True), email=jobs.email())
    scene.gateway.plan(job["recipient"]["phone"], REFUSED)
    return scene.publish(job)


@both("sent", None)
def with_the_secret_of_the_app(scene, make):
    return sealed(scene, make(code=None, totp={"secret": jobs.base32()}))


@both("sent", None)
def tried_again(scene, make):
    job = make()
    scene.gateway.plan(job["recipient"].get("phone"), BUSY, DROP)
    scene.relay.plan(job["recipient"].get("email"), Refusal("DATA", f"451 4.7.1 {job['code']}"), Refusal("DROP"))
    return scene.publish(job)


@road("sent", None, "sms")
def taken_under_the_number_as_its_name(scene):
    job = jobs.login_code()
    answer = echo(job).replace(f'"status":"{job["code"]}"'.encode(), b'"status":"accepted"')
    scene.gateway.plan(job["recipient"]["phone"], Reply(202, answer))
    return scene.publish(job)


@road("sent", None, "email")
def taken_with_words(scene):
    job = jobs.login_code_mail()
    address = job["recipient"]["email"]
    scene.relay.plan(address, Refusal("DATA", f"250 2.0.0 Ok {address}: code{job['code']}x queued"))
    return scene.publish(job)


@both("rejected", "invalid")
def unknown_field(scene, make):
    return scene.publish(make(surname=jobs.name()))


@both("rejected", "invalid")
def secret_in_clear(scene, make):
    return scene.publish(make(code=None, totp={"secret": jobs.base32()}))


@road("rejected", "invalid", "sms")
def no_number(scene):
    return scene.publish(jobs.login_code(to=jobs.phone()[:-2]))


@road("rejected", "invalid", "sms")
def no_code(scene):
    return scene.publish(jobs.phone_code(code=f"geheim-{jobs.word()}"))


@road("rejected", "invalid", "sms")
def field_that_is_a_secret(scene):
    job = jobs.login_code()
    return scene.publish({**job, job["code"]: job["recipient"]["phone"]})


@road("rejected", "invalid", "email")
def no_address(scene):
    return scene.publish(jobs.login_code_mail(to=f"{jobs.email()}\r\nBcc: {jobs.email()}"))


@road("rejected", "invalid", "email")
def address_of_letters_beyond_ascii(scene):
    return scene.publish(jobs.login_code_mail(to=f"jösé.{jobs.email()}"))


@both("rejected", "expired")
def expired(scene, make):
    return scene.publish(make(issued_at=jobs.moment(-600), expires_at=jobs.moment(-5)))


@both("rejected", "too_late")
def too_late(scene, make):
    return scene.publish(make(issued_at=jobs.moment(-500), expires_at=jobs.moment(25)))


@both("rejected", "issued_in_future")
def issued_in_future(scene, make):
    return scene.publish(make(issued_at=jobs.moment(200)))


@both("rejected", "lifetime_too_long")
def lifetime_too_long(scene, make):
    return scene.publish(make(life=86_400))


@both("rejected", "duplicate")
def duplicate(scene, make):
    job = make()
    scene.sent(scene.publish(job))
    other = {**job, "code": jobs.code()}
    return scene.publish(other)


@both("rejected", "superseded")
def superseded(scene, make):
    newer = make()
    scene.sent(scene.publish(newer))
    return scene.publish(make(account=newer["account"], issued_at=jobs.moment(-60)))


@both("rejected", "rate_limited")
def rate_limited(scene, make):
    first = make()
    scene.sent(scene.publish(first))
    return scene.publish({**make(), "recipient": first["recipient"]})


@road("rejected", "destination_not_allowed", "sms")
def destination_not_allowed(scene):
    return scene.publish(jobs.login_code(to="+442071234567"))


@road("rejected", "link_not_allowed", "email")
def link_not_allowed(scene):
    return scene.publish(jobs.phone_link(link=f"https://{jobs.word()}.example/?sleutel={jobs.word()}"))


@both("rejected", "seal_invalid")
def seal_invalid(scene, make):
    return sealed(scene, make(), new_key("2026-11"))


@both("rejected", "seal_required", WITHOUT_SEAL)
def seal_required(scene, make):
    return scene.publish(make())


@road("failed", "refused", "sms")
def refused_by_gateway(scene):
    job = jobs.login_code()
    scene.gateway.plan(job["recipient"]["phone"], Reply(400, echo(job)))
    return scene.publish(job)


@road("failed", "refused", "email")
def refused_by_relay(scene):
    job = jobs.login_code_mail()
    address = job["recipient"]["email"]
    words = f"550 5.1.1 <{address}> {address.partition('@')[0]} is unknown, code {job['code']}x said no"
    scene.relay.plan(address, Refusal("RCPT", words))
    return scene.publish(job)


@road("failed", "refused", "email")
def refused_with_the_mail(scene):
    job = jobs.login_code_mail()
    address = job["recipient"]["email"]
    words = f"554 5.7.1 spam: code={job['code']}. {job['recipient']['name']} at {address.upper()}"
    scene.relay.plan(address, Refusal("DATA", words))
    return scene.publish(job)


@both("failed", "exhausted")
def exhausted(scene, make):
    job = make(life=32)
    busy(scene, job)
    return scene.publish(job)


@road("failed", "exhausted", "sms")
def credentials_are_refused(scene):
    job = jobs.login_code(life=32)
    scene.gateway.plan(job["recipient"]["phone"], *[Reply(401, echo(job))] * 9)
    return scene.publish(job)


@road("failed", "unknown", "sms")
def perhaps_taken(scene):
    job = jobs.phone_code()
    scene.gateway.plan(job["recipient"]["phone"], DROP)
    return scene.publish(job)


@road("failed", "unknown", "sms")
def answer_that_says_nothing(scene):
    job = jobs.phone_code()
    scene.gateway.plan(job["recipient"]["phone"], Reply(500, echo(job)))
    return scene.publish(job)


@road("failed", "unknown", "email")
def mail_perhaps_taken(scene):
    job = jobs.phone_link()
    scene.relay.plan(job["recipient"]["email"], Refusal("DROP"))
    return scene.publish(job)


def sealed(scene, job, key=None):
    scene.secrets += jobs.secrets_of(job)
    body = seal(job, key or scene.seal_key)
    scene.post.publish(body, job["kind"], content_type="application/jose", message_id=job["id"])
    return job


def echo(job):
    """A gateway's answer that says the secrets of the job wherever it can."""
    number, code = job["recipient"]["phone"], job["code"]
    return (f'{{"id":"{number}","status":"{code}","error":{{"code":"{code}","message":"{number} {code}",'
            f'"number":"0{number[3:]}"}}}}').encode()
