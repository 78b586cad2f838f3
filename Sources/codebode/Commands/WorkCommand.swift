import ArgumentParser

struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Take jobs from the queues and deliver them.",
        discussion: """
            Runs until SIGTERM or SIGINT: it then takes no more jobs, ends those it has, and leaves. A second signal \
            ends it at once; jobs that had not ended go to another worker. Start as many as are needed.

            Changed settings, gateways and texts are used from the next job on, all or none of them; SIGHUP reads them \
            at once. The log says what is wrong with them, and what waits for a restart.
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Make missing exchanges and queues first; without it they must be there.")
    var declare = false

    func run() async throws {
        ProcessGuard.apply()
        let settings = try await common.settings()
        Log.bootstrap(settings.log)
        try await Assembly(settings).work(declaring: declare)
    }
}
