import Mustache

/// The files of one message in one language, each as a skeleton of every shape.
struct MessageTemplates: Sendable {
    let language: Language
    private let skeletons: [MessageShape: [MessagePart: Skeleton]]

    init(
        _ message: MessageName, language: Language, parts: [MessagePart: MustacheTemplate],
        libraries: [Markup: MustacheLibrary]
    ) {
        self.language = language
        var skeletons: [MessageShape: [MessagePart: Skeleton]] = [:]
        for shape in MessageShape.all(of: message) {
            let context = SkeletonContext(shape: shape)
            for (part, template) in parts {
                let text = template.render(context, library: libraries[part.markup])
                skeletons[shape, default: [:]][part] = Skeleton(text)
            }
        }
        self.skeletons = skeletons
    }

    /// - Returns: UTF-8; `nil` for a part or a shape that the message does not have.
    func render(_ part: MessagePart, _ shape: MessageShape, with values: MessageValues) -> [UInt8]? {
        skeletons[shape]?[part]?.filled(from: values, as: part.markup)
    }
}
