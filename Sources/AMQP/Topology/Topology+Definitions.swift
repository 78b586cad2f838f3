extension Topology {
    /// For `load_definitions` and `rabbitmqctl import_definitions`: the same text for the same topology, in its order.
    package func definitions(vhost: String = "/") -> String {
        let sections: [(String, [JSON])] = [
            ("vhosts", [["name": .string(vhost)]]),
            ("exchanges", exchanges.map { $0.definition(vhost: vhost) }),
            ("queues", queues.map { $0.definition(vhost: vhost) }),
            ("bindings", bindings.map { $0.definition(vhost: vhost) }),
        ]
        let lines = sections.map { name, items in
            let body = items.map { "\n    \($0.text)" }.joined(separator: ",")
            return "  \"\(name)\": [\(body)\(items.isEmpty ? "" : "\n  ")]"
        }
        return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
    }
}

extension Topology.Exchange {
    fileprivate func definition(vhost: String) -> JSON {
        [
            "name": .string(name), "vhost": .string(vhost), "type": .string(kind.rawValue), "durable": .bool(true),
            "auto_delete": .bool(false), "internal": .bool(false), "arguments": JSON(arguments),
        ]
    }
}

extension Topology.Queue {
    fileprivate func definition(vhost: String) -> JSON {
        [
            "name": .string(name), "vhost": .string(vhost), "durable": .bool(true), "auto_delete": .bool(false),
            "arguments": JSON(arguments),
        ]
    }
}

extension Topology.Binding {
    fileprivate func definition(vhost: String) -> JSON {
        [
            "source": .string(exchange), "vhost": .string(vhost), "destination": .string(queue),
            "destination_type": "queue", "routing_key": .string(routingKey), "arguments": JSON(arguments),
        ]
    }
}
