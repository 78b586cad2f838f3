package import Admission
import Jobs

/// Notes stand among the shared rows, under names of their own, and leave by the same broom. They are written with the
/// group that is due: a note costs no commit of its own while jobs come in.
extension SQLiteStore: NoteBoard {
    package func post(_ body: [UInt8], of worker: String) async throws(StoreError) {
        try await step { store, now throws(StoreError) in
            try store.source.writeNote(body, of: worker, keepUntil: now + PostedNote.life)
        }
    }

    package func takeDown(_ worker: String) async throws(StoreError) {
        try await step { store, _ throws(StoreError) in try store.source.removeNote(of: worker) }
    }

    package func notes() async throws(StoreError) -> [PostedNote] {
        try await step { store, now throws(StoreError) in
            try store.source.notes().compactMap { note in
                // The clock may have been set back since.
                let age = max(.zero, now - (note.keepUntil - PostedNote.life))
                return age > PostedNote.life ? nil : PostedNote(worker: note.worker, body: note.body, age: age)
            }
        }
    }
}
