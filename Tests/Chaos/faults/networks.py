"""What the network does between a worker and what it speaks to. Between others all is well."""
import time

from judge.conditions import Holdup

from . import fault

RETRANSMISSIONS = 2  # the kernel tries again at most so much later, in lengths of the disturbance


def disturbance(ports, percent):
    def run(stage, dice, number):
        begin = time.time()
        end = stage.network.disturb(f"fault{number}", ports(stage, dice), percent)
        yield
        end()
        now = time.time()
        stage.conditions.holdups.append(Holdup(begin, now + RETRANSMISSIONS * (now - begin)))
    return run


def _house_and_door(stage, dice):
    house = dice.choice(stage.houses)
    return house, dice.choice(house.doors)


def to_broker(stage, dice):
    _, door = _house_and_door(stage, dice)
    return [node.doors[door] for node in stage.cluster.nodes]


def to_gateway(stage, dice):
    _, door = _house_and_door(stage, dice)
    return [stage.gateway.ports[door]]


def to_redis(stage, dice):
    return stage.redis.ports


def to_all(stage, dice):
    _, door = _house_and_door(stage, dice)
    return [*to_broker(stage, dice), stage.gateway.ports[door], stage.relay.ports[door]]


for name, needs, ports, percent, seconds in (
    ("network cut to the broker", "the network", to_broker, 100, (4, 12)),
    ("network cut to the gateway", "the network", to_gateway, 100, (4, 10)),
    ("network cut to Redis", "Redis", to_redis, 100, (3, 8)),
    ("packets lost", "the network", to_all, 25, (5, 12)),
):
    fault(name, needs, seconds, ground="namespace")(disturbance(ports, percent))
