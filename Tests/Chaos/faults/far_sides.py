"""What gateways and relays do."""
from stage.far_side import Mood

from . import fault

MOODS = {
    "gateway slow": ("slow", 0.5), "gateway answers 500": ("error", 0.5), "gateway answers 429": ("throttling", 0.6),
    "gateway cuts after the body": ("cutting", 0.5), "gateway answers twice": ("answering twice", 0.7),
    "gateway refuses": ("refusing", 0.3),
}


def mood(what, share):
    def run(stage, dice, _):
        stage.gateway.mood = Mood(what, share)
        yield
        stage.gateway.mood = Mood()
    return run


for name, (what, share) in MOODS.items():
    fault(name, "the gateway", (3, 8))(mood(what, share))


@fault("gateway down", "the gateway", (3, 8))
def down(stage, dice, _):
    stage.gateway.down()
    yield
    stage.gateway.up()


@fault("relay greylists", "the relay", (4, 9))
def greylisting(stage, dice, _):
    stage.relay.mood = Mood("greylisting", 0.7)
    yield
    stage.relay.mood = Mood()


@fault("relay cuts after the data", "the relay", (4, 9))
def cutting(stage, dice, _):
    stage.relay.mood = Mood("cutting the mail", 0.5)
    yield
    stage.relay.mood = Mood()
