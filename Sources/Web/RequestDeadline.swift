import NIOCore
import NIOHTTPTypes

/// Ends a connection whose request is not whole in time, however busily it trickles in (slowloris).
///
/// The time runs from the first moment of a connection, and from the first byte of each later request.
final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let limit: TimeAmount
    private var alarm: Scheduled<Void>?

    init(_ limit: TimeAmount) {
        self.limit = limit
    }

    func handlerAdded(context: ChannelHandlerContext) {
        begin(context.channel)
        do {
            // In front of the decoder, which says nothing of a head that is not whole.
            try context.pipeline.syncOperations.addHandler(FirstByte(self), position: .first)
        } catch {
            context.close(promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .end = unwrapInboundIn(data) { end() }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func begin(_ channel: any Channel) {
        guard alarm == nil else { return }
        alarm = channel.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
    }

    private func end() {
        alarm?.cancel()
        alarm = nil
    }

    private final class FirstByte: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let deadline: RequestDeadline

        init(_ deadline: RequestDeadline) {
            self.deadline = deadline
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            deadline.begin(context.channel)
            context.fireChannelRead(data)
        }
    }
}
