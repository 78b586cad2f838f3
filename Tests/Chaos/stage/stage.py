"""All of it together: starts what a run needs, and ends it."""
import subprocess
import time

from judge.conditions import Conditions
from judge.ledger import Ledger
from support.places import PROGRAM

from .cluster import Cluster
from .far_side import Gateway, Relay
from .house import House
from .network import Network
from .ports import fresh_port
from .stores import Disk, RedisPair

HOUSES = ("sqlite", "redis")


class Stage:
    def __init__(self, folder, seed, nodes, workers):
        self.ledger = Ledger()
        self.conditions = Conditions(drop=("confirm_phone",))
        self.network = Network()
        self.kept = []
        self.houses = []
        doors = workers * len(HOUSES)
        self.gateway = self._keep(Gateway(self.ledger, self._ports(doors), f"gateway {seed}"))
        self.relay = self._keep(Relay(self.ledger, self._ports(doors), f"relay {seed}"))
        self.disk = self._keep(Disk(folder, self.network.can_be_cut))
        self.redis = self._keep(RedisPair(folder, self._ports(2)))
        self.cluster = self._keep(Cluster(folder, nodes, HOUSES, doors))
        self._folder, self._workers = folder, workers

    @property
    def grounds(self):
        return {None, *(["namespace"] if self.network.can_be_cut else []),
                *(["nodes"] if len(self.cluster.nodes) > 1 else [])}

    def start(self, tell):
        self.gateway.start()
        self.relay.start()
        self.redis.start()
        tell("brokers")
        self.cluster.start()
        tell("workers")
        ways = list(zip(self.gateway.ports, self.relay.ports))
        for index, (name, store) in enumerate(zip(HOUSES, (self.disk, self.redis))):
            doors = range(index * self._workers, (index + 1) * self._workers)
            house = self._keep(House(name, self._folder, store, self.cluster, doors, ways, self.conditions))
            self.houses.append(house)
            house.start_all()

    def begin(self, traffic, rate, seconds):
        """`traffic` by house. Returns the moment of the first job."""
        for house in self.houses:
            requests = traffic[house.name].requests(rate / len(self.houses), seconds)
            house.employ(self.cluster, requests, self.ledger)
        origin = time.time()
        for house in self.houses:
            house.publisher.begin(origin)
        return origin

    def to_publish(self):
        return sum(house.publisher.waiting for house in self.houses)

    def left(self):
        """Queues of each house in which something lies that somebody still has to deal with."""
        return {house.name: depths for house in self.houses if (depths := self.cluster.depths(house.name))}

    def dismiss(self):
        """Asks all workers to leave, and the backend when it has heard the last outcome."""
        for house in self.houses:
            house.close()
        for house in self.houses:
            house.publisher.close()
            house.listener.close()

    def mistakes(self):
        """What nothing that was done to them explains."""
        found = [end for house in self.houses for end in house.bad_ends]
        found += self.gateway.mistakes + self.relay.mistakes
        found += [f"the publisher of {house.name}: {house.publisher.error!r}" for house in self.houses
                  if house.publisher.error]
        found += [f"left in the queues of {house}: {depths}" for house, depths in self.left().items()]
        return found

    def versions(self):
        def said(*command):
            return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False).stdout.strip()

        processor = next((line.partition(":")[2].strip() for line in said("lscpu").splitlines()
                          if line.startswith("Model name")), "unknown")
        return {
            "machine": f"{processor}, {said('nproc')} cores", "system": f"{said('uname', '-sr')}",
            "codebode": said(PROGRAM, "--version").partition(" (")[0], "RabbitMQ": self.cluster.version(),
            "Redis": said("redis-server", "--version").split("v=")[-1].split()[0],
        }

    def close(self):
        for thing in reversed(self.kept):
            thing.close()

    def _keep(self, thing):
        self.kept.append(thing)
        return thing

    @staticmethod
    def _ports(count):
        return [fresh_port() for _ in range(count)]
