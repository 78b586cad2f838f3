"""What happens at a care portal in a day: every message that it sends, and every request that is refused.

People and numbers are made up. Each scene has people of its own, so that no limit but the one it is about comes in.
"""
import secrets
from datetime import timedelta

from .stage import Again, Rejected, Sent


def play(stage):
    for scene in (
        code_by_sms, code_by_mail, new_phone,
        password_changed, phone_changed, phone_removed, totp_enabled, totp_disabled, two_factor_disabled,
        in_english, too_late, repeated, too_many, overtaken, misspelt,
    ):
        scene(stage)


def new_code():
    return f"{secrets.randbelow(10**6):06}"


def code_by_sms(stage):
    stage.scene("A login code by SMS", "Jan logs in. He has confirmed his phone number, so his code goes there.")
    code = new_code()
    job = stage.job(
        "send_code", "jan", {"phone": "06 12345601", "email": "jan@example.org"}, code=code, sequence=1)
    words = (f"{code} is je inlogcode", "Nog 9 minuten geldig", f"@caren.example #{code}")
    stage.play(job, Sent("sms", "+31612345601", words))


def code_by_mail(stage):
    stage.scene("A login code by e-mail", "Petra has set up neither phone nor app, so her code comes by e-mail.")
    code = new_code()
    job = stage.job("send_code", "petra", {"email": "petra@example.org", "name": "Petra de Vries"}, code=code)
    stage.play(job, Sent("email", "petra@example.org", ("Hallo Petra de Vries", code), "Je inlogcode voor Caren"))


def new_phone(stage):
    stage.scene(
        "A new phone number, in two steps",
        "Maria enters a new number. First comes an e-mail, so that nobody else can do this for her.")
    link = f"https://caren.example/telefoon/bevestigen?t={secrets.token_hex(12)}"
    maria = {"email": "maria@example.org", "name": "Maria Bakker"}
    job = stage.job(
        "confirm_phone", "maria", maria, life=timedelta(hours=2), purpose="phone", step="link", link=link,
        new_phone="+31612340078")
    stage.play(job, Sent("email", "maria@example.org", ("eindigt op 78", link), "Nieuw telefoonnummer bevestigen"))
    stage.aside("She opens the link, and the code that proves the number goes to the new phone.")
    code = new_code()
    job = stage.job("confirm_phone", "maria", {"phone": "+31612340078"}, purpose="phone", step="code", code=code)
    stage.play(job, Sent("sms", "+31612340078", (f"{code} is je code om dit nummer te bevestigen",)))


def notice(stage, account, name, event, subject, words, phone=None):
    email = f"{account}@example.org"
    recipient = {"phone": phone} if phone else {"email": email, "name": name}
    job = stage.job("security_notice", account, recipient, life=timedelta(days=1), purpose="security", event=event)
    expected = Sent("sms", phone, words) if phone else Sent("email", email, words, subject)
    stage.play(job, expected)


def password_changed(stage):
    stage.scene("Notice: password changed", "Ahmed has a new password. If it was not him, he should know at once.")
    notice(
        stage, "ahmed", "Ahmed Yilmaz", "password_changed", "Je wachtwoord is gewijzigd",
        ("Hallo Ahmed Yilmaz", "Het wachtwoord van je account bij Caren is gewijzigd"))


def phone_changed(stage):
    stage.scene("Notice: phone changed", "Sanne's codes go to a new number from now on. She is told by e-mail…")
    words = ("Het telefoonnummer van je account bij Caren is gewijzigd",)
    notice(stage, "sanne", "Sanne Visser", "phone_changed", "Je telefoonnummer is gewijzigd", words)
    stage.aside("…and on the old phone, in case somebody else reads her mail.")
    words = ("Je telefoonnummer voor Caren is gewijzigd",)
    notice(stage, "sanne", "Sanne Visser", "phone_changed", None, words, phone="+31612345602")


def phone_removed(stage):
    stage.scene("Notice: phone removed", "Kees has taken his number off his account.")
    notice(
        stage, "kees", "Kees Smit", "phone_removed", "Je telefoonnummer is verwijderd",
        ("Je krijgt geen sms-codes meer",))


def totp_enabled(stage):
    stage.scene("Notice: authenticator app set up", "Noor takes her codes from an app from now on.")
    notice(
        stage, "noor", "Noor Meijer", "totp_enabled", "Authenticator-app ingesteld",
        ("Er is een authenticator-app ingesteld",))


def totp_disabled(stage):
    stage.scene("Notice: authenticator app removed", "Bram's new phone has no app yet; he has removed the old one.")
    notice(
        stage, "bram", "Bram Mulder", "totp_disabled", "Authenticator-app uitgezet",
        ("De authenticator-app voor je account bij Caren is uitgezet",))


def two_factor_disabled(stage):
    stage.scene("Notice: two-factor disabled", "Lotte logs in with her password alone from now on.")
    notice(
        stage, "lotte", "Lotte Bos", "two_factor_disabled", "Inloggen met een extra code is uitgezet",
        ("Je account is nu minder goed beveiligd",))


def in_english(stage):
    stage.scene("In English", "Emma has set the portal to English.")
    code = new_code()
    job = stage.job("send_code", "emma", {"phone": "+31612345603"}, code=code, locale="en-GB")
    stage.play(job, Sent("sms", "+31612345603", (f"{code} is your login code for Caren", "Valid for 9 minutes")))


def too_late(stage):
    stage.scene("Refused: expired", "The portal hung for a while; Tom's code was dead before it was published.")
    job = stage.job(
        "send_code", "tom", {"phone": "+31612345604"}, code=new_code(), age=timedelta(minutes=11))
    stage.play(job, Rejected("expired"))


def repeated(stage):
    stage.scene("The same request twice", "Iris asks for a code.")
    code = new_code()
    job = stage.job("send_code", "iris", {"phone": "+31612345605"}, code=code)
    first = stage.play(job, Sent("sms", "+31612345605", (code,)))
    stage.aside("The portal did not hear that its request had arrived, so it publishes it again, as it should.")
    stage.play(job, Again(first))
    stage.aside("A fault in the portal: another code under an id that was used before.")
    stage.play(job | {"code": f"{(int(code) + 1) % 10**6:06}"}, Rejected("duplicate", other_than=first))


def too_many(stage):
    stage.scene("Refused: over the limit", "Daan asks for a code…")
    code = new_code()
    daan = {"phone": "+31612345606"}
    stage.play(stage.job("send_code", "daan", daan, code=code), Sent("sms", "+31612345606", (code,)))
    stage.aside("…and, impatient, for another one within half a minute.")
    stage.play(stage.job("send_code", "daan", daan, code=new_code()), Rejected("rate_limited", tells_when=True))


def overtaken(stage):
    stage.scene("Refused: superseded", "Els asked twice, and her second request was the faster one.")
    code = new_code()
    els = {"phone": "+31612345607"}
    older = stage.job("send_code", "els", els, code=new_code(), sequence=1, age=timedelta(seconds=40))
    newer = stage.job("send_code", "els", els, code=code, sequence=2)
    stage.play(newer, Sent("sms", "+31612345607", (code, "nr. 2")))
    stage.aside("Now the first request comes in. Its code no longer works, so nobody should get to see it.")
    stage.play(older, Rejected("superseded"))


def misspelt(stage):
    stage.scene("Refused: an unknown field", "A new version of the portal writes “chanel” for “channel”.")
    wim = {"phone": "+31612345608", "email": "wim@example.org"}
    job = stage.job("send_code", "wim", wim, code=new_code(), chanel="email")
    stage.play(job, Rejected("invalid", field="chanel"))
