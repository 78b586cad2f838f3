// OpenSSL 3; only what Swift cannot make of its macros is written here.
#pragma once
#define OPENSSL_SUPPRESS_DEPRECATED // SHA256_Init and the like: see HMACSHA256
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

static const uint64_t codebode_no_renegotiation = SSL_OP_NO_RENEGOTIATION;
