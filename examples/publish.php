<?php
// Publishes one login code and waits for its outcome. Needs php-amqplib (Debian: php-amqplib).
require is_file(__DIR__ . '/vendor/autoload.php') ? __DIR__ . '/vendor/autoload.php' : 'PhpAmqpLib/autoload.php';

require __DIR__ . '/seal.php';

use PhpAmqpLib\Connection\AMQPSSLConnection;
use PhpAmqpLib\Connection\AMQPStreamConnection;
use PhpAmqpLib\Exception\AMQPTimeoutException;
use PhpAmqpLib\Message\AMQPMessage;

$now = new DateTimeImmutable('now', new DateTimeZone('UTC'));
$job = [
    'version' => 1,
    'id' => bin2hex(random_bytes(16)),
    'kind' => 'send_code',
    'account' => 'patient-1001',
    'purpose' => 'login',
    'issued_at' => $now->format(DATE_RFC3339),
    'expires_at' => $now->modify('+10 minutes')->format(DATE_RFC3339),
    'recipient' => ['phone' => '+31612345678', 'email' => 'jan.jansen@example.org'],
    'code' => sprintf('%06d', random_int(0, 999999)),
];

$url = parse_url(getenv('AMQP_URL') ?: 'amqp://guest:guest@127.0.0.1:5672/%2F');
$usesTLS = $url['scheme'] === 'amqps';
$place = [
    $url['host'],
    $url['port'] ?? ($usesTLS ? 5671 : 5672),
    rawurldecode($url['user'] ?? 'guest'),
    rawurldecode($url['pass'] ?? 'guest'),
    rawurldecode(substr($url['path'] ?? '/%2F', 1)),
];
$connection = $usesTLS
    ? new AMQPSSLConnection(...$place, ssl_options: ['verify_peer' => true, 'verify_peer_name' => true])
    : new AMQPStreamConnection(...$place);
$channel = $connection->channel();
$channel->confirm_select();
[$replyTo] = $channel->queue_declare('', false, false, true);

$refused = null;
$channel->set_return_listener(function () use (&$refused) {
    $refused = 'no queue takes this kind of job: is the topology declared?';
});
$channel->set_nack_handler(function () use (&$refused) {
    $refused = 'the broker did not take the job: publish it again, with the same id';
});
$key = getenv('SEAL_KEY'); // KID:KEY; without one the job can be read wherever it waits
$message = new AMQPMessage($key ? seal($job, $key) : json_encode($job), [
    'content_type' => $key ? 'application/jose' : 'application/json',
    'delivery_mode' => AMQPMessage::DELIVERY_MODE_PERSISTENT,
    'message_id' => $job['id'],
    'reply_to' => $replyTo,
    'correlation_id' => $job['id'],
]);
$channel->basic_publish($message, 'codebode.jobs', $job['kind'], true); // true: mandatory
$channel->wait_for_pending_acks_returns(30);
if ($refused !== null) {
    fwrite(STDERR, "$refused\n");
    exit(1);
}

$outcome = null;
$channel->basic_consume($replyTo, '', false, true, true, false, function (AMQPMessage $reply) use (&$outcome, $job) {
    if ($reply->get('correlation_id') === $job['id']) {
        $outcome = json_decode($reply->getBody());
    }
});
$end = microtime(true) + 30;
try {
    while ($outcome === null && ($left = $end - microtime(true)) > 0) {
        $channel->wait(null, false, $left);
    }
} catch (AMQPTimeoutException) {
}
if ($outcome === null) {
    fwrite(STDERR, "no outcome within 30 s; it still comes to the exchange codebode.outcomes\n");
    exit(1);
}
echo json_encode($outcome, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES), "\n";
$connection->close();
