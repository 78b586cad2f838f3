import AMQP
import Testing

struct TopologyDefinitionsTests {
    @Test("definitions are the same text for the same topology, with arguments in order of name")
    func text() {
        let topology = Topology(
            exchanges: [.init("jobs", .direct)],
            queues: [
                .init("a", arguments: ["x-queue-type": "quorum", "x-delivery-limit": 20, "x": .list([true, .null])])
            ],
            bindings: [.init("jobs", to: "a", routingKey: "k\"\\\u{1}é")]
        )
        #expect(
            topology.definitions() == """
                {
                  "vhosts": [
                    {"name": "/"}
                  ],
                  "exchanges": [
                    {"name": "jobs", "vhost": "/", "type": "direct", "durable": true, "auto_delete": false, \
                "internal": false, "arguments": {}}
                  ],
                  "queues": [
                    {"name": "a", "vhost": "/", "durable": true, "auto_delete": false, "arguments": \
                {"x": [true, null], "x-delivery-limit": 20, "x-queue-type": "quorum"}}
                  ],
                  "bindings": [
                    {"source": "jobs", "vhost": "/", "destination": "a", "destination_type": "queue", \
                "routing_key": "k\\"\\\\\\u0001é", "arguments": {}}
                  ]
                }

                """
        )
    }

    @Test("an empty topology is still valid JSON")
    func empty() {
        let text = Topology(exchanges: [], queues: [], bindings: []).definitions()
        #expect(text.contains("\"queues\": [],"))
        #expect(text.hasSuffix("\"bindings\": []\n}\n"))
    }
}
