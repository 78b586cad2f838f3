"""The clock of a house's machine is set, and set right again."""
from . import fault


def jump(offset):
    def run(stage, dice, _):
        house = dice.choice(stage.houses)
        house.set_clock(round(offset * dice.uniform(0.5, 1)))
        yield
        house.set_clock(0)
    return run


for name, offset in {
    "clock 20 s forward": 20, "clock 20 s back": -20, "clock 2 h forward": 7200, "clock 2 h back": -7200,
}.items():
    fault(name, "the clock", (3, 7))(jump(offset))
