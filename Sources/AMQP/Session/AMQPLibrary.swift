import CRabbitMQ

/// The librabbitmq that is loaded.
package enum AMQPLibrary {
    package static var version: String { String(cString: amqp_version()) }
}
