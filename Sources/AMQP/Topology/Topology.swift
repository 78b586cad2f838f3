/// The exchanges, queues and bindings that must stand in the broker. All of them are durable.
package struct Topology: Sendable, Equatable {
    package struct Exchange: Sendable, Equatable {
        package enum Kind: String, Sendable {
            case direct, fanout, headers, topic
        }

        package let name: String
        package let kind: Kind
        package let arguments: [String: FieldValue]

        package init(_ name: String, _ kind: Kind, arguments: [String: FieldValue] = [:]) {
            self.name = name
            self.kind = kind
            self.arguments = arguments
        }
    }

    package struct Queue: Sendable, Equatable {
        package let name: String
        package let arguments: [String: FieldValue]

        package init(_ name: String, arguments: [String: FieldValue] = [:]) {
            self.name = name
            self.arguments = arguments
        }
    }

    package struct Binding: Sendable, Equatable {
        package let exchange: String
        package let queue: String
        package let routingKey: String
        package let arguments: [String: FieldValue]

        package init(
            _ exchange: String, to queue: String, routingKey: String, arguments: [String: FieldValue] = [:]
        ) {
            self.exchange = exchange
            self.queue = queue
            self.routingKey = routingKey
            self.arguments = arguments
        }
    }

    package let exchanges: [Exchange]
    package let queues: [Queue]
    package let bindings: [Binding]

    package init(exchanges: [Exchange], queues: [Queue], bindings: [Binding]) {
        self.exchanges = exchanges
        self.queues = queues
        self.bindings = bindings
    }
}
