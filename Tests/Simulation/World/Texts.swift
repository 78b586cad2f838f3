import Foundation
import Jobs
import Messages
import TestSupport

/// The templates that are shipped, read once.
enum Texts {
    static let renderer = Result {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../templates").path
        let address = try required(EmailAddress("inloggen@caren.example"))
        return Renderer(
            templates: try TemplateSet(directory: folder),
            brand: try Brand(name: "Caren", domain: try required(HostName("caren.example")), supportPhone: nil),
            sender: try required(Sender(address: address, name: "Caren")))
    }
}
