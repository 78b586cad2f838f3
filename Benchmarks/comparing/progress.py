"""How far it is: on a terminal one line that changes, in a pipe a line for each thing that is done."""
import sys
import time

WIDTH = 24


class Progress:
    def __init__(self, total):
        self.total = total
        self.done = 0
        self.begun = None
        self.spent = 0
        self.is_terminal = sys.stderr.isatty()

    def begin(self, work, contender):
        self.begun, self.what = time.monotonic(), (work, contender)
        if self.is_terminal:
            filled = round(self.done / self.total * WIDTH)
            bar = "█" * filled + "·" * (WIDTH - filled)
            self.say(f"[{bar}] {self.done}/{self.total} {work}: {contender}{self.left()}")

    def end(self, figure):
        self.done += 1
        self.spent += time.monotonic() - self.begun
        if not self.is_terminal:
            work, contender = self.what
            word = "FAULT" if figure["faults"] else "well"
            print(f"{self.done}/{self.total} {work}: {contender}: {word}{self.left()}", file=sys.stderr, flush=True)

    def say(self, text):
        if self.is_terminal:
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)

    def left(self):
        """By what all that is done took, one with another."""
        if not self.done:
            return ""
        seconds = self.spent / self.done * (self.total - self.done)
        return f", about {seconds / 60:.0f} min left" if seconds >= 90 else f", about {seconds:.0f} s left"
