"""Ports of this run: each is given out once."""
from support.places import free_port

_given = set()


def fresh_port():
    while (port := free_port()) in _given:
        pass
    _given.add(port)
    return port
