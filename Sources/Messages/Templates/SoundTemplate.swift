/// One text that nothing is wrong with, nor with the partials that it draws in.
struct SoundTemplate {
    let language: Language
    let name: MessageName
    let part: MessagePart
    let template: Template
    let partials: PartialLibrary
}
