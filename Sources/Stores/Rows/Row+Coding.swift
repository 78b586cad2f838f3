import Admission
import Jobs

/// Rows as bytes. The first byte is the format; a row of a later one is not guessed at.
extension Row {
    private static let format: UInt8 = 2

    var encoded: [UInt8] {
        switch self {
        case .job(let record):
            var writer = RowWriter(format: Self.format, size: 1_024)
            writer.write(record)
            return writer.bytes
        case .subject(let subject):
            var writer = RowWriter(format: Self.format, size: 128)
            writer.write(subject.newest.text)
            writer.write(subject.order)
            writer.write(subject.open.count)
            for id in subject.open { writer.write(id.text) }
            writer.write(subject.keepUntil.microseconds)
            return writer.bytes
        case .counters(let counters, let keepUntil):
            var writer = RowWriter(format: Self.format, size: 128)
            writer.write(counters)
            writer.write(keepUntil.microseconds)
            return writer.bytes
        case .message(let id, let keepUntil):
            var writer = RowWriter(format: Self.format, size: 96)
            writer.write(id.text)
            writer.write(keepUntil.microseconds)
            return writer.bytes
        }
    }

    init(_ bytes: [UInt8], of key: RowKey) throws(StoreError) {
        guard bytes.first == Self.format else { throw RowReader.unreadable }
        var reader = RowReader(bytes, from: 1)
        switch key {
        case .job(let id):
            self = .job(try reader.record(id))
        case .subject:
            let newest = try reader.id()
            let order = try reader.order()
            var open: [JobID] = []
            for _ in 0..<(try reader.count()) { open.append(try reader.id()) }
            self = .subject(
                Subject(newest: newest, order: order, open: open, keepUntil: try reader.timestamp()))
        case .counters:
            self = .counters(try reader.numbers(), keepUntil: try reader.timestamp())
        case .message:
            self = .message(try reader.id(), keepUntil: try reader.timestamp())
        }
        try reader.end()
    }
}

extension RowWriter {
    fileprivate mutating func write(_ order: JobOrder) {
        write(order.issuedAt.microseconds)
        write(order.sequence)
    }

    fileprivate mutating func write(_ record: JobRecord) {
        write(record.fingerprint)
        write(record.subject)
        write(record.order)
        write(record.attempts)
        write(record.maybeSent)
        write(record.isDetoured)
        write(record.provider)
        write(record.answer?.rawValue)
        write(record.allowances.count)
        for allowance in record.allowances {
            write(allowance.key)
            write(allowance.taken)
        }
        write(record.conversion != nil)
        if let conversion = record.conversion {
            write(conversion.region)
            write(conversion.admittedAt.microseconds)
            write(conversion.isVerified)
        }
        write(record.delivery != nil)
        if let delivery = record.delivery {
            write(delivery.isDelivered)
            write(delivery.at.microseconds)
        }
        write(record.rescue)
        write(record.keepUntil.microseconds)
        switch record.state {
        case .claimed(let hold): write("claimed", hold)
        case .sending(let hold): write("sending", hold)
        case .waiting: write("waiting")
        case .ended(let event):
            write("ended")
            write(event.id)
            write(event.routingKey)
            write(event.body)
        }
    }

    private mutating func write(_ rescue: JobRecord.Rescue?) {
        switch rescue {
        case nil: write("none")
        case .over: write("over")
        case .running(let hold): write("running", hold)
        }
    }

    private mutating func write(_ state: String, _ hold: JobRecord.Hold) {
        write(state)
        write(Int64(bitPattern: hold.token))
        write(hold.until.microseconds)
    }
}

extension RowReader {
    fileprivate mutating func id() throws(StoreError) -> JobID {
        guard let id = JobID(try text()) else { throw Self.unreadable }
        return id
    }

    fileprivate mutating func timestamp() throws(StoreError) -> Timestamp {
        Timestamp(microseconds: try moment())
    }

    fileprivate mutating func order() throws(StoreError) -> JobOrder {
        let issuedAt = try timestamp()
        return JobOrder(issuedAt: issuedAt, sequence: Int(truncatingIfNeeded: try number()))
    }

    fileprivate mutating func record(_ id: JobID) throws(StoreError) -> JobRecord {
        let fingerprint = try text()
        let subject = try text()
        let order = try order()
        let attempts = try tally()
        let maybeSent = try tally()
        let isDetoured = try bool()
        let provider = try optionalText()
        let answer = try optionalText().flatMap(AnswerClass.init(rawValue:))
        var allowances: [JobRecord.Allowance] = []
        for _ in 0..<(try count()) {
            let key = try text()
            allowances.append(JobRecord.Allowance(key: key, taken: try numbers()))
        }
        let conversion = try conversion()
        let delivery = try delivery()
        let rescue = try rescue()
        let keepUntil = try timestamp()
        return JobRecord(
            id: id, fingerprint: fingerprint, subject: subject, order: order, state: try state(), attempts: attempts,
            maybeSent: maybeSent, isDetoured: isDetoured, provider: provider, answer: answer, allowances: allowances,
            conversion: conversion, delivery: delivery, rescue: rescue,
            keepUntil: keepUntil)
    }

    private mutating func delivery() throws(StoreError) -> JobRecord.Delivery? {
        guard try bool() else { return nil }
        let isDelivered = try bool()
        return JobRecord.Delivery(isDelivered: isDelivered, at: try timestamp())
    }

    private mutating func conversion() throws(StoreError) -> JobRecord.Conversion? {
        guard try bool() else { return nil }
        let region = try text()
        let admittedAt = try timestamp()
        return JobRecord.Conversion(region: region, admittedAt: admittedAt, isVerified: try bool())
    }

    private mutating func rescue() throws(StoreError) -> JobRecord.Rescue? {
        switch try text() {
        case "none": return nil
        case "over": return .over
        case "running": return .running(try hold())
        default: throw Self.unreadable
        }
    }

    private mutating func state() throws(StoreError) -> JobRecord.State {
        switch try text() {
        case "claimed": return .claimed(try hold())
        case "sending": return .sending(try hold())
        case "waiting": return .waiting
        case "ended":
            let id = try text()
            let routingKey = try text()
            return .ended(OutcomeEvent(id: id, routingKey: routingKey, body: try bytes()))
        default: throw Self.unreadable
        }
    }

    private mutating func hold() throws(StoreError) -> JobRecord.Hold {
        let token = UInt64(bitPattern: try number())
        return JobRecord.Hold(token: token, until: try timestamp())
    }
}
