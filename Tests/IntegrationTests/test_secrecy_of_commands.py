"""No command tells a secret: not of the jobs that it speaks of, not of the settings that it read."""
import json
import subprocess
import unittest

import pika

from support import jobs
from support.places import PROGRAM
from support.post import DEAD
from support.roads import echo
from support.sealing import seal
from support.secret_scene import SecretScene
from support.waiting import until
from support.worker import codebode


# The first makes a key; the others show a message to somebody who asked for it.
APART = {("seal", "keygen"), ("seal", "open"), ("templates", "render"), ("templates", "preview"), ("sandbox",)}


class EveryCommand(SecretScene):
    """What a person sees who knows the number, and what a colleague sees over the shoulder."""

    def test_no_command_tells_a_secret(self):
        self.start()
        job, mail = self.publish(jobs.login_code()), self.publish(jobs.login_code_mail())
        for one in (job, mail):
            self.sent(one)
        self.set_aside()
        ran = set()
        for arguments in self.calls(job, mail):
            ran.add(self.run_command(*arguments))
        self.assertEqual(self.commands() - ran, APART)
        self.check_secrecy()

    def calls(self, job, mail):
        """The words of each call."""
        file, bad = (self.keys.folder / name for name in ("job.json", "bad.json"))
        file.write_text(json.dumps(jobs.login_code(to=job["recipient"]["phone"])))
        bad.write_text(json.dumps({**job, job["code"]: job["recipient"]["phone"], "account": ""}))
        self.secrets += jobs.secrets_of(json.loads(file.read_text()))
        number, address = job["recipient"]["phone"], mail["recipient"]["email"]
        gateways = sorted(one.stem for one in (self.config.parent / "gateways").iterdir())
        letters = [job["id"] for job in self.letters]
        for words in (
            ["config", "check"], *(["config", "check", "--gateway", name] for name in gateways), ["doctor"], ["status"],
            ["topology", "print"], ["topology", "declare"], ["templates", "check"], ["seal", "seal", file],
            ["limits", "show", "--phone", number], ["limits", "show", "--phone", f"06{number[4:]}"],
            ["limits", "show", "--phone", number + "x"], ["limits", "show", "--email", address],
            ["limits", "show", "--email", address.replace("@", "@@")], ["limits", "show", "--job", job["id"]],
            ["limits", "show", "--account", job["account"]], ["limits", "reset", "--phone", number, "--yes"],
            ["limits", "reset", "--email", address, "--yes"], ["send", file, "--wait"], ["send", bad],
            ["dead", "list"], *(["dead", "show", letter] for letter in letters), ["dead", "replay"],
            ["dead", "replay", "--yes"], ["dead", "purge"], ["dead", "purge", "--yes"],
        ):
            yield words
            yield [*words, "--json"]
        for words in ([], ["work"], ["send"], ["config", "check"], ["seal", "seal"]):
            yield [*words, "--help"]

    def set_aside(self):
        """A job in clear, one that is sealed, and what is none."""
        self.letters = [jobs.login_code(), jobs.login_code_mail(), jobs.phone_link()]
        plain, closed, link = self.letters
        for job, body, kind in (
            (plain, json.dumps(plain).encode(), "application/json"),
            (link, json.dumps(link).encode(), "application/json"),
            (closed, seal(closed, self.seal_key), "application/jose"),
        ):
            self.secrets += jobs.secrets_of(job)
            self.post.channel.basic_publish("codebode.dead", job["kind"], body, properties(job["id"], kind))
        self.post.channel.basic_publish(
            "codebode.dead", "send_code", echo(plain), properties(plain["recipient"]["phone"], "application/json"))
        until(lambda: self.post.depth(DEAD) == 4, "they lie there")

    def run_command(self, *words):
        """Keeps what it said; returns its name."""
        known = max((name for name in self.commands() if tuple(words[:len(name)]) == name), key=len, default=())
        config = ["--config", self.config] if known and words[-1] != "--help" and known != ("topology", "print") else []
        done = codebode(*words, *config, **self.settings)
        self.assertIn(done.returncode, (0, 64, 65, 69), f"{words}: {done.stderr}")
        self.said[f"{words}"] = done.stdout + done.stderr
        return known

    def commands(self):
        """Every command that there is, as the program tells."""
        def leaves(command, name):
            inner = [one for one in command.get("subcommands", []) if one["commandName"] != "help"]
            return [leaf for one in inner for leaf in leaves(one, (*name, one["commandName"]))] or [name]

        told = subprocess.run([PROGRAM, "--experimental-dump-help"], capture_output=True, check=True).stdout
        return set(leaves(json.loads(told)["command"], ()))

    def test_a_wrong_setting_is_not_repeated_where_it_is_a_secret(self):
        """A secret that is cut, or has a letter too many, is as good as whole."""
        kept = self.keys.held
        hidden = f"{jobs.word()}-{jobs.word()}"
        self.secrets.append(("a password", hidden))
        for number, wrong in enumerate((
            {"amqp_url": kept["amqp_url"].replace("amqp://", "amqp:/")},
            {"amqp_url": f"amqp://guest:{hidden}@@127.0.0.1:x/%2F"}, {"amqp_url": hidden},
            {"amqp_url": f"amqp://guest:{hidden}@broker.example/%2F"},
            {"store_hash_key": kept["store_hash_key"][:-1]}, {"store_url": f"redis://:{hidden}@redis.example/0"},
            {"store_url": f"redis:/:{hidden}@127.0.0.1/x"}, {"store_url": hidden},
            {"seal_keys": kept["seal_keys"] + "x"}, {"seal_keys": kept["seal_keys"].partition(":")[2]},
            {"seal_keys": f"{kept['seal_keys']},{kept['seal_keys']}"},
            {"mail_relays": f"smtp://jan:{hidden}@relay.example?tls=none"}, {"mail_relays": f"smtp:/jan:{hidden}@x"},
            {"mail_relays": f"smtp://jan:{hidden}"}, {"mail_relays": f"smtp://jan:{hidden}%zz@x?tls=required"},
            {"mail_dkim_key": kept["mail_dkim_key"].replace("-----BEGIN", "----BEGIN")},
            {"mail_dkim_key": kept["mail_dkim_key"].replace("\nMC4", "\nMC5")},
            {"gateways_sandbox_token": f"{hidden}\r\nX: y"}, {"gateways_sandbox_tokn": hidden},
            {"gateways_sandbox_receipt_secret": f"{hidden} /"},
            {"gateways_sandbox_url": f"ftp://jan:{hidden}@x"}, {"gateways_sandbox_url": f"http://jan:{hidden}@[x"},
        )):
            with self.subTest(wrong):
                done = codebode("config", "check", "--config", self.config, **wrong)
                self.said[f"of setting {number}"] = done.stdout + done.stderr
                self.assertIn(done.returncode, (78, 0), done.stderr)


def properties(job_id, content_type):
    return pika.BasicProperties(message_id=job_id, content_type=content_type, delivery_mode=2)


if __name__ == "__main__":
    unittest.main()
