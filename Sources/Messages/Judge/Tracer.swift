import Jobs
import Mustache

/// Renders a text by the engine itself and follows every word back to where it was written.
///
/// Before each word and each value of a template it puts a mark, a character for private use that templates may not hold.
/// Sections, partials and layouts are then the engine's business, and a line that held nothing but tags still does.
struct Tracer {
    /// What a mark stands for.
    private struct Place {
        var origin = TracedText.Origin()
        /// Behind the tag, where it is one.
        var end: Int32 = 0
    }

    private var files: [TracedFile] = []
    private var places: [Place] = []
    private let library: MustacheLibrary
    private let text: MustacheTemplate
    private let template: SoundTemplate

    init(_ template: SoundTemplate) throws(TemplateFinding) {
        self.template = template
        var (files, places) = ([TracedFile](), [Place]())
        var partials: [String: MustacheTemplate] = [:]
        for (name, partial) in template.partials.drawn(in: template.template) {
            let marked = Self.mark(partial, partial.file.bytes[...], &files, &places)
            partials[name] = try partial.compiled(marked)
        }
        text = try template.template.compiled(
            Self.mark(template.template, template.template.body, &files, &places))
        library = MustacheLibrary(templates: partials)
        self.files = files
        self.places = places
    }

    func render(_ values: MessageValues, _ shape: MessageShape) -> TracedText {
        var traced = TracedText(template.name, template.part, template.language, files: files)
        var place = Place()
        var origin = place.origin
        for scalar in text.render(SkeletonContext(shape: shape), library: library).unicodeScalars {
            if let mark = Self.mark(scalar) {
                place = mark < places.count ? places[mark] : Place()
                origin = place.origin
            } else if let gap = Skeleton.Gap(marker: scalar) {
                fill(gap, values, at: place.origin, into: &traced)
                origin.offset = place.end
            } else {
                traced.append(scalar, from: origin)
                origin.offset += Int32(UTF8.width(scalar))
            }
        }
        return traced
    }

    private func fill(
        _ gap: Skeleton.Gap, _ values: MessageValues, at place: TracedText.Origin, into traced: inout TracedText
    ) {
        var origin = place
        var bytes: [UInt8] = []
        switch gap {
        case .value(let variable):
            template.part.markup.append(values.text(of: variable), of: variable, to: &bytes)
            origin.variable = variable
        case .digit(let index):
            template.part.markup.append(values.digit(index), to: &bytes)
            origin.variable = .code
        }
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars { traced.append(scalar, from: origin) }
    }
}

extension Tracer {
    /// Marks are numbered from here; the last says that there were too many to tell.
    private static let first: UInt32 = 0xF0000
    private static let count = 0xFFFD

    private static func mark(_ scalar: Unicode.Scalar) -> Int? {
        (first...first + UInt32(count)).contains(scalar.value) ? Int(scalar.value - first) : nil
    }

    private static func mark(
        _ template: Template, _ bytes: ArraySlice<UInt8>, _ files: inout [TracedFile],
        _ places: inout [Place]
    ) -> String {
        let file = Int32(files.count)
        files.append(TracedFile(template.file))
        var marked: [UInt8] = []
        marked.reserveCapacity(bytes.count * 2)
        func mark(_ offset: Int, to end: Int) {
            let number = first + UInt32(places.count)
            if places.count < count {
                places.append(Place(origin: TracedText.Origin(file: file, offset: Int32(offset)), end: Int32(end)))
            }
            if let scalar = Unicode.Scalar(number), let mark = UTF8.encode(scalar) { marked.append(contentsOf: mark) }
        }
        var tags = template.tags[...]
        var isWord = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if let tag = tags.first, tag.offset == index {
                if tag.kind == .variable { mark(index, to: tag.end) }
                marked.append(contentsOf: bytes[index..<tag.end])
                index = tag.end
                isWord = false
                tags.removeFirst()
                continue
            }
            let isBlank = bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\n")
            if !isBlank, !isWord { mark(index, to: index) }
            isWord = !isBlank
            marked.append(bytes[index])
            index += 1
        }
        return String(decoding: marked, as: UTF8.self)
    }
}
