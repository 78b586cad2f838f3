/// How one SMS gateway wants to be spoken to, as its file in `config/gateways/` says.
package struct GatewayDefinition: Sendable {
    /// The file's name without ending; how the gateway is called in config, outcomes and logs.
    package let name: String
    /// The base address; nil where only config can know it, as with an address of one's own account.
    let url: BaseURL?
    /// Whether plain HTTP to another machine is meant.
    let allowsPlaintext: Bool
    let path: TextTemplate
    let method: RequestMethod
    let headers: [(name: String, value: TextTemplate)]
    let basic: BasicAuthorization?
    let oauth2: OAuth2Rule?
    /// Names of the secrets that config must supply.
    package let credentials: [String]
    let number: NumberForm
    let body: BodyDefinition
    /// A text that holds one of these is not handed in.
    let forbidden: [String]
    let validity: ValidityRule?
    let encoding: EncodingNames?
    let reference: ReferenceRule
    let success: SuccessRule
    /// Where an answer names the message.
    let id: IDPlace?
    let answers: AnswerRules
    package let throttle: ThrottleRule?
}
