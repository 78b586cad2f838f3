// Publishes one login code and waits for its outcome. Needs amqplib (npm install amqplib).
import { randomInt, randomUUID } from 'node:crypto';
import amqp from 'amqplib';
import { seal } from './seal.mjs';

const now = Date.now();
const job = {
  version: 1,
  id: randomUUID(),
  kind: 'send_code',
  account: 'patient-1001',
  purpose: 'login',
  issued_at: new Date(now).toISOString(),
  expires_at: new Date(now + 600_000).toISOString(),
  recipient: { phone: '+31612345678', email: 'jan.jansen@example.org' },
  code: String(randomInt(1_000_000)).padStart(6, '0'),
};

const connection = await amqp.connect(process.env.AMQP_URL ?? 'amqp://guest:guest@127.0.0.1:5672/%2F');
const channel = await connection.createConfirmChannel();
const { queue: replyTo } = await channel.assertQueue('', { exclusive: true });
const outcome = new Promise((resolve) => {
  channel.consume(
    replyTo,
    (reply) => {
      if (reply?.properties.correlationId === job.id) resolve(JSON.parse(reply.content));
    },
    { noAck: true },
  );
});

const key = process.env.SEAL_KEY; // KID:KEY; without one the job can be read wherever it waits
let returned = false;
channel.on('return', () => {
  returned = true;
});
channel.publish('codebode.jobs', job.kind, Buffer.from(key ? seal(job, key) : JSON.stringify(job)), {
  mandatory: true,
  persistent: true,
  contentType: key ? 'application/jose' : 'application/json',
  messageId: job.id,
  replyTo,
  correlationId: job.id,
});
try {
  await channel.waitForConfirms();
} catch {
  console.error('the broker did not take the job: publish it again, with the same id');
  process.exit(1);
}
if (returned) {
  console.error('no queue takes this kind of job: is the topology declared?');
  process.exit(1);
}

const patience = setTimeout(() => {
  console.error('no outcome within 30 s; it still comes to the exchange codebode.outcomes');
  process.exit(1);
}, 30_000);
console.log(JSON.stringify(await outcome, null, 2));
clearTimeout(patience);
await connection.close();
