<?php
// Seals a job so that only the workers can read it. Needs nothing but PHP's own OpenSSL.
//
//     SEAL_KEY=KID:KEY php seal.php < job.json

function base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

// $key: KID:KEY, as `codebode seal keygen` makes it. The result is published as application/jose.
function seal(array $job, string $key): string
{
    [$kid, $secret] = explode(':', $key);
    $header = base64url(json_encode(['alg' => 'dir', 'enc' => 'A256GCM', 'kid' => $kid]));
    $iv = random_bytes(12); // never twice with one key
    $secret = base64_decode(strtr($secret, '-_', '+/'));
    $text = openssl_encrypt(json_encode($job), 'aes-256-gcm', $secret, OPENSSL_RAW_DATA, $iv, $tag, $header);
    return "$header.." . implode('.', array_map('base64url', [$iv, $text, $tag]));
}

if (realpath($argv[0]) === __FILE__) {
    echo seal(json_decode(stream_get_contents(STDIN), true), getenv('SEAL_KEY')), "\n";
}
