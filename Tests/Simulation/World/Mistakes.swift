package import Admission
package import TestSupport
package import Worker

/// What a test breaks on purpose, to see that the ledger finds it.
package struct Mistakes {
    package typealias Meddling = (SimulatedStore.Step, Arrival, inout MemoryTransaction) -> Void

    /// Just before a step of the store, in the same transaction.
    package var before: Meddling?
    /// Just after it.
    package var after: Meddling?
    /// By which the worker goes, instead of the scenario's.
    package var workerRules: ((AdmissionRules) -> AdmissionRules)?
    /// By which the store goes.
    package var storeRules: ((AdmissionRules) -> AdmissionRules)?
    package var clocks: ((Clockwork) -> Clockwork)?
    /// A worker believes that the broker has a message as soon as it was written.
    package var goesOnWithoutConfirm = false
    /// A copy whose life is over is dropped from its delay queue instead of coming back.
    package var dropsExpiredCopies = false
    /// An acknowledgement of a lost connection settles whatever has that tag now.
    package var ignoresEpochs = false

    package init() {}
}
