"""What befalls RabbitMQ."""
import time

from support.waiting import until
from support.worker import codebode

from . import fault

HELD = "confirm_phone"
QUEUE = f"codebode.{HELD}"


@fault("broker killed", "the broker", (1, 4))
def all_killed(stage, dice, _):
    for node in stage.cluster.nodes:
        node.kill()
    yield
    stage.cluster.start_nodes()


@fault("cluster leader killed", "the broker", (3, 15), ground="nodes")
def leader_killed(stage, dice, _):
    stage.cluster.leader(dice.choice(stage.houses).name).kill()
    yield
    stage.cluster.start_nodes()


@fault("memory alarm", "the broker", (4, 10))
def memory_alarm(stage, dice, _):
    for node in stage.cluster.nodes:
        node.ctl("set_vm_memory_high_watermark", "absolute", "1MiB")
    yield
    for node in stage.cluster.nodes:
        node.ctl("set_vm_memory_high_watermark", "0.6")


@fault("connections closed by the administrator", "the broker", (0, 0))
def closed(stage, dice, _):
    stage.cluster.ctl("close_all_connections", "--vhost", dice.choice(stage.houses).name, "chaos")
    yield


@fault("consumer queue deleted", "the broker", (2, 5))
def deleted(stage, dice, _):
    """When no job of the kind is left to end: what an administrator throws away with a queue nobody can bring back."""
    house = dice.choice(stage.houses)
    house.publisher.held.add(HELD)
    try:
        until(lambda: _is_clear(stage, house), "the queue is empty", 240)
        stage.cluster.ctl("delete_queue", "--vhost", house.name, QUEUE)
        yield
        declared = codebode("topology", "declare", amqp_url=stage.cluster.first_url(house.name))
        if declared.returncode != 0:
            raise RuntimeError(f"topology declare: {declared.stderr}")
        time.sleep(1)  # an older Ra writes the name of a new queue half a second late; a kill before that loses it
    finally:
        house.publisher.held.discard(HELD)


def _is_clear(stage, house):
    """No job of the kind is left to end."""
    open_jobs = [job for job in stage.ledger.open_jobs() if job.house == house.name and job.kind == HELD]
    return not open_jobs and QUEUE not in stage.cluster.depths(house.name)
