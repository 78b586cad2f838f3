"""The bench that the tests stand on: the program, a private broker, and gateways and relays that record the wire."""
