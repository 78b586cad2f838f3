/// What waits in a queue: messages that are ready, not those handed out and unsettled.
package struct QueueDepth: Sendable, Equatable {
    package let messages: Int
    package let consumers: Int

    package init(messages: Int, consumers: Int) {
        self.messages = messages
        self.consumers = consumers
    }
}
