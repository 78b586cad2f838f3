/// What a number is drawn for.
enum Variety: Int {
    case scenario, episode, latency, order, request
    case spread = 6, answer, receipt, restart
}
