"""The AsyncAPI document and the broker's definitions tell the same story."""
import re
import unittest

from files import ROOT, read_json, read_yaml

DOCUMENT = read_yaml("docs/asyncapi.yaml")
DEFINITIONS = read_json("config/definitions.json")
INBOUND = ["send_code", "confirm_phone", "security_notice", "signals"]
DELAYS = {"1s": 1000, "5s": 5000, "15s": 15000, "60s": 60000}


def every_ref(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from every_ref(value)
    elif isinstance(node, list):
        for value in node:
            yield from every_ref(value)


def resolved(pointer):
    """The node that a pointer of the document names, through further pointers on its way."""
    node = DOCUMENT
    for part in pointer.removeprefix("#/").split("/"):
        node = node[part]
        if isinstance(node, dict) and set(node) == {"$ref"}:
            node = resolved(node["$ref"])
    return node


def bound(which):
    """Each exchange (or queue) of the document by its name."""
    bindings = [channel.get("bindings", {}).get("amqp", {}) for channel in DOCUMENT["channels"].values()]
    return {binding[which]["name"]: binding[which] for binding in bindings if which in binding}


def defined(which):
    return {entry["name"]: entry for entry in DEFINITIONS[which]}


class AsyncAPI(unittest.TestCase):
    def test_has_the_shape_of_asyncapi_3(self):
        self.assertEqual(DOCUMENT["asyncapi"], "3.0.0")
        self.assertTrue({"title", "version"} <= set(DOCUMENT["info"]))
        known = {"asyncapi", "id", "info", "servers", "defaultContentType", "channels", "operations", "components"}
        self.assertEqual(set(DOCUMENT) - known, set())
        for name, channel in DOCUMENT["channels"].items():
            with self.subTest(channel=name):
                self.assertIn("address", channel)
                self.assertTrue(channel["messages"])
        for name, operation in DOCUMENT["operations"].items():
            with self.subTest(operation=name):
                self.assertIn(operation["action"], ("send", "receive"))
                self.assertRegex(operation["channel"]["$ref"], "^#/channels/")

    def test_every_reference_leads_somewhere(self):
        references = list(every_ref(DOCUMENT))
        self.assertGreater(len(references), 40)
        for reference in references:
            with self.subTest(reference):
                if reference.startswith("#/"):
                    self.assertTrue(resolved(reference))
                else:
                    self.assertTrue((ROOT / "docs" / reference).is_file())

    def test_an_operation_speaks_only_of_messages_of_its_own_channel(self):
        for name, operation in DOCUMENT["operations"].items():
            for message in operation.get("messages", []):
                with self.subTest(operation=name):
                    self.assertTrue(message["$ref"].startswith(operation["channel"]["$ref"] + "/messages/"))

    def test_its_messages_are_those_of_the_schemas(self):
        files = {reference for reference in every_ref(DOCUMENT) if not reference.startswith("#")}
        self.assertEqual(files, {f"./schema/{name}.schema.json" for name in ("job", "outcome", "signal")})
        kinds = read_json("docs/schema/job.schema.json")["properties"]["kind"]["enum"]
        messages = DOCUMENT["components"]["messages"].values()
        self.assertEqual({message["name"] for message in messages}, {*kinds, "outcome", "signal"})

    def test_names_the_headers_that_travel_with_a_job(self):
        headers = DOCUMENT["components"]["messageTraits"]["job"]["headers"]["properties"]
        self.assertEqual(headers["codebode-attempt"]["type"], "integer")
        self.assertEqual(headers["codebode-remembered"]["type"], "string")
        self.assertTrue({"traceparent", "message_id", "reply_to", "correlation_id"} <= set(headers))

    def test_has_exactly_the_exchanges_that_the_broker_gets(self):
        ours, theirs = bound("exchange"), defined("exchanges")
        self.assertEqual(set(ours), set(theirs))
        for name, exchange in ours.items():
            with self.subTest(name):
                self.assertEqual(exchange["type"], theirs[name]["type"])
                self.assertEqual(exchange["durable"], theirs[name]["durable"])
                self.assertEqual(exchange["vhost"], theirs[name]["vhost"])

    def test_has_exactly_the_queues_that_the_broker_gets(self):
        ours, theirs = bound("queue"), defined("queues")
        self.assertEqual(set(ours), set(theirs))
        for name, queue in ours.items():
            with self.subTest(name):
                self.assertEqual(queue["durable"], theirs[name]["durable"])
                self.assertEqual(queue["vhost"], theirs[name]["vhost"])


class Definitions(unittest.TestCase):
    def test_every_queue_is_a_durable_quorum_queue(self):
        for name, queue in defined("queues").items():
            with self.subTest(name):
                self.assertEqual(queue["arguments"]["x-queue-type"], "quorum")
                self.assertTrue(queue["durable"])

    def test_every_kind_and_signals_have_a_queue_that_dead_letters_at_least_once(self):
        for kind in INBOUND:
            with self.subTest(kind):
                arguments = defined("queues")[f"codebode.{kind}"]["arguments"]
                self.assertEqual(arguments["x-dead-letter-exchange"], "codebode.dead")
                self.assertEqual(arguments["x-dead-letter-strategy"], "at-least-once")
                self.assertEqual(arguments["x-overflow"], "reject-publish")
                self.assertEqual(arguments["x-delivery-limit"], 20)

    def test_every_delay_returns_jobs_to_where_they_came_from(self):
        for delay, milliseconds in DELAYS.items():
            with self.subTest(delay):
                arguments = defined("queues")[f"codebode.retry.{delay}"]["arguments"]
                self.assertEqual(arguments["x-message-ttl"], milliseconds)
                self.assertEqual(arguments["x-dead-letter-exchange"], "codebode.jobs")
                self.assertNotIn("x-dead-letter-routing-key", arguments)
                self.assertEqual(arguments["x-dead-letter-strategy"], "at-least-once")
                self.assertEqual(arguments["x-overflow"], "reject-publish")

    def test_every_queue_is_bound_once_to_its_exchange(self):
        expected = {("codebode.jobs", f"codebode.{kind}", kind) for kind in INBOUND}
        expected |= {(f"codebode.retry.{delay}", f"codebode.retry.{delay}", "") for delay in DELAYS}
        expected |= {("codebode.dead", "codebode.dead", "")}
        bindings = [(one["source"], one["destination"], one["routing_key"]) for one in DEFINITIONS["bindings"]]
        self.assertEqual(sorted(bindings), sorted(expected))

    def test_hold_no_users(self):
        self.assertNotIn("users", DEFINITIONS)
        self.assertNotRegex((ROOT / "config" / "definitions.json").read_text(), re.compile("password", re.IGNORECASE))


if __name__ == "__main__":
    unittest.main()
