import AMQP
import Admission
import Foundation
import Jobs
import Testing

@testable import codebode

@Suite("What stands in RabbitMQ")
struct CodebodeTopologyTests {
    private let topology = CodebodeTopology.all

    @Test("config/definitions.json is what topology print prints")
    func file() throws {
        let path = SettingsSample.repository + "/config/definitions.json"
        let file = try String(contentsOfFile: path, encoding: .utf8)
        #expect(file == topology.definitions() + "\n")
    }

    @Test("a queue for each kind of job, by its routing key", arguments: JobKind.allCases)
    func kind(kind: JobKind) throws {
        let queue = try #require(topology.queues.first { $0.name == CodebodeTopology.queue(kind) })
        #expect(queue.arguments["x-dead-letter-exchange"] == .string(CodebodeTopology.dead))
        let bindings = topology.bindings.filter { $0.queue == queue.name }
        #expect(bindings == [.init(CodebodeTopology.jobs, to: queue.name, routingKey: kind.rawValue)])
    }

    @Test("a queue for signals, with the arguments of the jobs' queues")
    func signals() throws {
        let queue = try #require(topology.queues.first { $0.name == "codebode.signals" })
        let jobs = try #require(topology.queues.first { $0.name == CodebodeTopology.queue(.sendCode) })
        #expect(queue.arguments == jobs.arguments)
        let bindings = topology.bindings.filter { $0.queue == queue.name }
        #expect(bindings == [.init(CodebodeTopology.jobs, to: queue.name, routingKey: "signals")])
    }

    @Test("a copy waits its delay out and comes back under its own routing key", arguments: RetryDelay.allCases)
    func retry(delay: RetryDelay) throws {
        let name = CodebodeTopology.retry(delay)
        #expect(topology.exchanges.contains(.init(name, .fanout)))
        let queue = try #require(topology.queues.first { $0.name == name })
        #expect(queue.arguments["x-message-ttl"] == .integer(delay.duration.wholeMilliseconds))
        #expect(queue.arguments["x-dead-letter-exchange"] == .string(CodebodeTopology.jobs))
        #expect(queue.arguments["x-dead-letter-routing-key"] == nil)
        #expect(topology.bindings.filter { $0.queue == name } == [.init(name, to: name, routingKey: "")])
    }

    @Test("no queue may drop what it was given")
    func safe() {
        for queue in topology.queues {
            #expect(queue.arguments["x-queue-type"] == "quorum")
            let isDead = queue.name == CodebodeTopology.dead
            #expect(queue.arguments["x-overflow"] == (isDead ? nil : "reject-publish"))
            #expect(queue.arguments["x-dead-letter-strategy"] == (isDead ? nil : "at-least-once"))
        }
    }

    @Test("every binding is between two that are declared")
    func whole() {
        for binding in topology.bindings {
            #expect(topology.exchanges.contains { $0.name == binding.exchange })
            #expect(topology.queues.contains { $0.name == binding.queue })
        }
        #expect(Set(topology.queues.map(\.name)).count == topology.queues.count)
    }
}
