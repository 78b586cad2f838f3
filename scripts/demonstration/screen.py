"""What the demonstration looks like: messages as their readers see them, plain text in a pipe."""
import os
import shutil
import sys
import textwrap
import time

ROUND = dict(
    top="╭╮", bottom="╰╯", tail=("│╭", "╰╯"), cross="├┤", side="│", line="─", well="✓", wrong="✗", to="→", back="←")
PLAIN = dict(
    top="..", bottom="''", tail=("|,", "`'"), cross="++", side="|", line="-", well="ok", wrong="WRONG", to="->",
    back="<-")
TYPEWRITER = str.maketrans({"“": '"', "”": '"', "…": "..."})
COLOURS = dict(bold="1", dim="2", red="31", green="32", cyan="36")


class Screen:
    def __init__(self, out=sys.stdout):
        self.out = out
        self.is_terminal = out.isatty() and os.environ.get("TERM") != "dumb"
        self.has_colour = self.is_terminal and "NO_COLOR" not in os.environ
        self.signs = ROUND if (out.encoding or "").lower().replace("-", "") == "utf8" else PLAIN
        self.width = max(50, min(shutil.get_terminal_size((100, 24)).columns, 100))
        out.reconfigure(errors="replace")

    def say(self, text="", colour=None):
        if self.signs is PLAIN:
            text = text.translate(TYPEWRITER)
        print(self.paint(text, colour), file=self.out, flush=True)

    def paint(self, text, colour):
        return f"\033[{COLOURS[colour]}m{text}\033[0m" if colour and text and self.has_colour else text

    def wrapped(self, text, indent, colour=None, first=None):
        lead = " " * indent
        lines = textwrap.wrap(
            text, self.width, initial_indent=lead if first is None else first, subsequent_indent=lead,
            break_on_hyphens=False)
        self.say("\n".join(self.paint(line, colour) for line in lines))

    def heading(self, text):
        line = self.signs["line"]
        self.say()
        self.say(f"{line * 2} {text} ".ljust(self.width, line), "bold")

    def verdict(self, is_well, text):
        sign = self.signs["well" if is_well else "wrong"]
        lead = f"  {sign} "
        self.wrapped(text, len(lead), "green" if is_well else "red", first=lead)

    # Progress

    def progress(self, text, since):
        """One line that counts the seconds on a terminal; nothing in a pipe until it is done."""
        if self.is_terminal:
            print(f"\r\033[K{text}: {time.monotonic() - since:.0f} s", end="", file=self.out, flush=True)

    def progress_done(self, text, since):
        start = "\r\033[K" if self.is_terminal else ""
        self.say(f"{start}{text}: {time.monotonic() - since:.1f} s")

    def progress_cut(self):
        if self.is_terminal:
            print("\r\033[K", end="", file=self.out, flush=True)

    # Messages

    def message(self, message):
        if message["kind"] == "sms":
            self._bubble(message)
        else:
            self._mail(message)

    def _bubble(self, sms):
        parts = "1 part" if sms["segments"] == 1 else f"{sms['segments']} parts"
        self.say(f"      SMS from {clean(sms['from'])} to {clean(sms['to'])}, {parts}", "dim")
        lines = fold(sms["text"].rstrip("\n"), 44)
        width = max(map(len, lines))
        signs, side = self.signs, self.signs["side"]
        line = signs["line"]
        self.say(f"      {signs['top'][0]}{line * (width + 2)}{signs['top'][1]}", "cyan")
        for text in lines:
            self._framed(side, text, width)
        tail, end = signs["tail"]
        self.say(f"      {tail}{line * (width + 1)}{signs['bottom'][1]}", "cyan")
        self.say(f"      {end}", "cyan")

    def _mail(self, mail):
        width = min(72, self.width - 10)
        signs, side, line = self.signs, self.signs["side"], self.signs["line"]
        self.say(f"      {signs['top'][0]}{line * (width + 2)}{signs['top'][1]}", "cyan")
        for name in ("From", "To", "Subject"):
            for text in fold(f"{name + ':':9}{mail.get(name.lower()) or ''}", width):
                self._framed(side, text, width, "bold" if name == "Subject" else None)
        self.say(f"      {signs['cross'][0]}{line * (width + 2)}{signs['cross'][1]}", "cyan")
        for text in fold(mail["text"].strip("\n"), width):
            self._framed(side, text, width)
        self.say(f"      {signs['bottom'][0]}{line * (width + 2)}{signs['bottom'][1]}", "cyan")

    def _framed(self, side, text, width, colour=None):
        side = self.paint(side, "cyan")
        self.say(f"      {side} {self.paint(text, colour)}{' ' * (width - len(text))} {side}")


def clean(text):
    """Nothing in a message may drive the terminal."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def fold(text, width):
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        lines += textwrap.wrap(clean(line), width, break_on_hyphens=False) or [""]
    return lines
