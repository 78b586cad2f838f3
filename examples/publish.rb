#!/usr/bin/env ruby
# Publishes one login code and waits for its outcome. Needs bunny (Debian: ruby-bunny).
require 'bunny'
require 'json'
require 'securerandom'
require 'time'
require 'timeout'
require_relative 'seal'

now = Time.now.utc
job = {
  version: 1,
  id: SecureRandom.uuid,
  kind: 'send_code',
  account: 'patient-1001',
  purpose: 'login',
  issued_at: now.iso8601,
  expires_at: (now + 600).iso8601,
  recipient: { phone: '+31612345678', email: 'jan.jansen@example.org' },
  code: format('%06d', SecureRandom.random_number(1_000_000))
}

url = ENV.fetch('AMQP_URL', 'amqp://guest:guest@127.0.0.1:5672/%2F')
connection = Bunny.new(url, verify_peer: true) # by itself amqps:// would trust every certificate
connection.start
channel = connection.create_channel
channel.confirm_select
replies = channel.queue('', exclusive: true)
outcomes = Queue.new
replies.subscribe { |_, properties, body| outcomes << body if properties.correlation_id == job[:id] }

key = ENV.fetch('SEAL_KEY', nil) # KID:KEY; without one the job can be read wherever it waits
returned = false
jobs = channel.exchange('codebode.jobs', passive: true)
jobs.on_return { returned = true }
jobs.publish(
  key ? seal(job, key) : JSON.generate(job),
  routing_key: job[:kind],
  mandatory: true,
  persistent: true,
  content_type: key ? 'application/jose' : 'application/json',
  message_id: job[:id],
  reply_to: replies.name,
  correlation_id: job[:id]
)
confirmed = channel.wait_for_confirms
abort 'no queue takes this kind of job: is the topology declared?' if returned
abort 'the broker did not take the job: publish it again, with the same id' unless confirmed

begin
  outcome = Timeout.timeout(30) { outcomes.pop }
rescue Timeout::Error
  abort 'no outcome within 30 s; it still comes to the exchange codebode.outcomes'
end
puts JSON.pretty_generate(JSON.parse(outcome))
connection.close
