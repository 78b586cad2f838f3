"""Waiting for something to become true, never for time to pass."""
import time


def until(check, what, seconds=20):
    """Returns the first truthy answer of `check`; fails when there is none within `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        answer = check()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"within {seconds} s: {what() if callable(what) else what}")
        time.sleep(0.02)
