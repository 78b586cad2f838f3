// Seals a job so that only the workers can read it. Needs nothing but Node.
//
//     SEAL_KEY=KID:KEY node seal.mjs < job.json
import { createCipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const base64url = (bytes) => Buffer.from(bytes).toString('base64url');

/** `key`: KID:KEY, as `codebode seal keygen` makes it. The result is published as application/jose. */
export function seal(job, key) {
  const [kid, secret] = key.split(':');
  const header = base64url(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid }));
  const iv = randomBytes(12); // never twice with one key
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(secret, 'base64url'), iv).setAAD(Buffer.from(header));
  const text = Buffer.concat([cipher.update(JSON.stringify(job)), cipher.final()]);
  return `${header}..${[iv, text, cipher.getAuthTag()].map(base64url).join('.')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(seal(JSON.parse(readFileSync(0, 'utf8')), process.env.SEAL_KEY));
}
