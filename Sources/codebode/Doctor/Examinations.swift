extension [Examination] {
    /// All of them, each after those that it needs.
    static let all: [Examination] = [
        Examination(
            name: "settings", category: .configuration, question: "Can the configuration be used?", needs: [],
            limit: nil, look: ConfigurationExamination.settings),
        Examination(
            name: "secrets", category: .configuration, question: "May others read files that hold secrets?",
            look: SecretExamination.look),
        Examination(
            name: "seals", category: .configuration,
            question: "Can sealed jobs be opened, and must jobs be sealed?", look: ConfigurationExamination.seals),
        Examination(
            name: "templates", category: .configuration, question: "May the texts go out?",
            limit: nil, look: ConfigurationExamination.templates),
        Examination(
            name: "files", category: .machine, question: "May enough files be open for worker.concurrency?",
            look: MachineExamination.files),
        Examination(
            name: "zone", category: .machine, question: "Is Dutch time known?", look: MachineExamination.zone),
        Examination(
            name: "libraries", category: .machine, question: "Which C libraries are loaded?",
            look: MachineExamination.libraries),
        Examination(
            name: "clock", category: .machine, question: "Is the clock right?", look: ClockExamination.look),
        Examination(
            name: "broker", category: .broker, question: "Does RabbitMQ let us in?",
            look: BrokerExamination.login),
        Examination(
            name: "queues", category: .broker, question: "Are exchanges and queues there, and as they should be?",
            needs: ["broker"], look: QueueExamination.topology),
        Examination(
            name: "permissions", category: .broker, question: "May we take jobs and tell outcomes?",
            needs: ["broker"], look: BrokerExamination.permissions),
        Examination(
            name: "consumers", category: .broker, question: "Does a worker take from each queue?",
            needs: ["broker"], look: QueueExamination.consumers),
        Examination(
            name: "dead", category: .broker, question: "Do dead letters wait?", needs: ["broker"],
            look: QueueExamination.dead),
        Examination(
            name: "store", category: .store, question: "Can the store be reached and written to?",
            look: StoreExamination.look),
        Examination(
            name: "space", category: .store, question: "Is there room for the store?",
            needs: ["store"], look: StoreExamination.space),
        Examination(
            name: "gateways", category: .ways, question: "Can each SMS gateway be reached?",
            look: WayExamination.gateways),
        Examination(
            name: "relays", category: .ways, question: "Does each mail relay take us?",
            look: WayExamination.relays),
    ]
}
