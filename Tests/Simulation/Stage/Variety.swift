/// What a number is drawn for.
enum Variety: Int {
    case scenario, episode, latency, order, request, publishing, spread, answer, receipt, restart, returning
}
