import HTTPTypes
import Hummingbird

/// Lets in who may come in, and gives every answer the headers that keep a page harmless.
struct SandboxGate: RouterMiddleware {
    typealias Context = SandboxContext

    /// Of our own page: nothing from elsewhere, no inline script or style.
    static let pagePolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    let names: HostNames

    func handle(
        _ request: Request, context: SandboxContext, next: (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        var response = try await answer(request, context, next)
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.cacheControl] = response.headers[.cacheControl] ?? "no-store"
        response.headers[.contentSecurityPolicy] = response.headers[.contentSecurityPolicy] ?? Self.pagePolicy
        return response
    }

    private func answer(
        _ request: Request, _ context: SandboxContext, _ next: (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        let authority = request.head.authority
        guard names.include(authority) else { return try Problem.wrongHost.response() }
        let reads = request.method == .get || request.method == .head
        guard reads || HostNames.isSameSite(origin: request.headers[.origin], authority: authority) else {
            return try Problem.otherOrigin.response()
        }
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return try problem.response()
        } catch let error as BodyError {
            return try Problem(error).response()
        } catch let error as HTTPError where error.status == .notFound {
            return try Problem.notFound.response()
        }
    }
}
