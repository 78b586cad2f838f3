"""RabbitMQ of one node or three, each with a door of its own for every worker, so that one worker's way can be cut."""
import json
import os
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from support.places import DEFINITIONS, ROOT
from support.waiting import until

from .ports import fresh_port
from .publisher import OUTCOMES

# As docker-compose.yml's broker has them.
SETTINGS = (ROOT / "config/advanced.config").read_text(encoding="utf-8")
SBIN = next((folder for folder in map(Path, ("/usr/lib/rabbitmq/bin", "/usr/sbin"))
             if (folder / "rabbitmq-server").exists()), None)
LOCAL = "-kernel inet_dist_use_interface {127,0,0,1}"


class Node:
    def __init__(self, cluster, number, doors):
        self.folder = cluster.folder / f"node-{number}"
        self.folder.mkdir()
        self.name = f"chaos{number}@localhost"
        self.port, self.distribution = fresh_port(), fresh_port()
        self.doors = [fresh_port() for _ in range(doors)]
        self.process = None
        self._environment = cluster.environment | {
            "RABBITMQ_NODENAME": self.name, "RABBITMQ_DIST_PORT": str(self.distribution),
            "RABBITMQ_MNESIA_BASE": f"{self.folder}/data", "RABBITMQ_LOG_BASE": f"{self.folder}/log",
            "RABBITMQ_SCHEMA_DIR": f"{self.folder}/schema", "RABBITMQ_GENERATED_CONFIG_DIR": f"{self.folder}/generated",
            "RABBITMQ_CONFIG_FILE": f"{self.folder}/rabbitmq.conf", "RABBITMQ_PID_FILE": f"{self.folder}/node.pid",
            "RABBITMQ_ADVANCED_CONFIG_FILE": f"{self.folder}/advanced.config", "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{self.folder}/enabled_plugins",
        }
        listeners = [f"listeners.tcp.{index} = 127.0.0.1:{port}" for index, port in enumerate([self.port, *self.doors])]
        (self.folder / "rabbitmq.conf").write_text("\n".join(listeners) + "\n")
        (self.folder / "enabled_plugins").write_text("[].\n")
        (self.folder / "advanced.config").write_text(SETTINGS)

    def start(self):
        with open(self.folder / "console.log", "ab") as log:
            self.process = subprocess.Popen(
                [SBIN / "rabbitmq-server"], cwd=self.folder, env=self._environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True)

    def until_up(self):
        until(self.speaks, lambda: f"{self.name} does not speak AMQP: {self.log[-1500:]}", 120)

    def speaks(self):
        """Whether it begins a handshake (a frame of type 1)."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 2) as probe:
                probe.sendall(b"AMQP\x00\x00\x09\x01")
                probe.settimeout(2)
                return probe.recv(1) == b"\x01"
        except OSError:
            return False

    def kill(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)

    def ctl(self, *arguments):
        run = subprocess.run(
            [SBIN / "rabbitmqctl", "--quiet", "-n", self.name, *map(str, arguments)], cwd=self.folder,
            env=self._environment, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
        if run.returncode != 0:
            raise RuntimeError(f"rabbitmqctl {arguments[0]}: {run.stderr.strip() or run.stdout.strip()}")
        return run.stdout

    @property
    def log(self):
        return (self.folder / "console.log").read_text(errors="replace")


class Cluster:
    """`houses` are its virtual hosts; its data outlive `kill`."""

    def __init__(self, folder, count, houses, doors):
        self.folder, self.houses = Path(folder) / "rabbitmq", houses
        self.folder.mkdir()
        self.names = fresh_port()  # of epmd, Erlang's name service
        home = self.folder / "home"
        home.mkdir()
        (home / ".erlang.cookie").write_text("codebodechaos")
        (home / ".erlang.cookie").chmod(0o400)
        self.environment = {
            "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin", "HOME": str(home), "LANG": "C.UTF-8",
            "ERL_EPMD_PORT": str(self.names), "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": f"+S 1:1 +sbwt none {LOCAL}", "RABBITMQ_CTL_ERL_ARGS": LOCAL,
        }
        self.nodes = [Node(self, number, doors) for number in range(count)]
        self._epmd = None

    def start(self):
        self._epmd = subprocess.Popen(
            ["epmd"], env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        self.start_nodes()
        first, *others = self.nodes
        for node in others:
            node.ctl("stop_app")
            node.ctl("join_cluster", first.name)
            node.ctl("start_app")
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(self._definitions(), file)
            file.flush()
            first.ctl("import_definitions", file.name)
        for node in self.nodes:
            # Older Ra writes the names of new quorum queues half a second late; a kill before that loses the queue.
            node.ctl("eval", "[dets:sync(Table) || Table <- dets:all()].")

    def start_nodes(self):
        missing = [node for node in self.nodes if node.process is None or node.process.poll() is not None]
        for node in missing:
            node.start()
        for node in missing:
            node.until_up()

    def url(self, house, door):
        """Of a worker's own doors to every node."""
        return ",".join(f"amqp://guest:guest@127.0.0.1:{node.doors[door]}/{house}" for node in self.nodes)

    def first_url(self, house):
        """Of a node that runs if there is one, for those who take one only."""
        node = next(self.running(), self.nodes[0])
        return f"amqp://guest:guest@127.0.0.1:{node.port}/{house}"

    def leader(self, house, queue="codebode.send_code"):
        """The node that leads the queue."""
        for line in self.ctl("list_queues", "--vhost", house, "name", "leader").splitlines():
            name, _, leader = line.partition("\t")
            if name == queue:
                return next((node for node in self.nodes if node.name == leader.strip()), self.nodes[0])
        return self.nodes[0]

    def running(self):
        return (node for node in self.nodes if node.process.poll() is None)

    def ctl(self, *arguments):
        node = next(self.running(), None)
        if node is None:
            raise RuntimeError("no broker runs")
        return node.ctl(*arguments)

    def depths(self, house):
        """Queues in which messages lie, or are held by somebody; the outcomes' is not looked at."""
        lines = self.ctl("list_queues", "--vhost", house, "name", "messages").splitlines()
        counts = {name: int(count) for name, count in (line.split("\t") for line in lines) if count.isdigit()}
        return {name: count for name, count in counts.items() if count and name != OUTCOMES}

    def version(self):
        return self.ctl("version").strip()

    def close(self):
        for node in self.nodes:
            node.kill()
        if self._epmd:
            self._epmd.kill()
            self._epmd.wait(20)

    def _definitions(self):
        """The product's topology in each house, and a durable queue for the outcomes: no listener, no lost outcome."""
        product = json.loads(DEFINITIONS.read_text())
        whole = {"vhosts": [{"name": house} for house in self.houses], "permissions": [
            {"user": "guest", "vhost": house, "configure": ".*", "write": ".*", "read": ".*"} for house in self.houses]}
        queue = {"name": OUTCOMES, "durable": True, "auto_delete": False, "arguments": {"x-queue-type": "quorum"}}
        binding = {"source": "codebode.outcomes", "destination": OUTCOMES, "destination_type": "queue",
                   "routing_key": "#", "arguments": {}}
        product["queues"].append(queue)
        product["bindings"].append(binding)
        for part in ("exchanges", "queues", "bindings"):
            whole[part] = [{**one, "vhost": house} for house in self.houses for one in product[part]]
        return whole
