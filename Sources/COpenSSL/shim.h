// OpenSSL 3; only what Swift cannot make of its macros is written here.
#pragma once
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

static const uint64_t codebode_no_renegotiation = SSL_OP_NO_RENEGOTIATION;

static inline int codebode_mac_init_sha256(EVP_MAC_CTX *context, const unsigned char *key, size_t size) {
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end()};
    return EVP_MAC_init(context, key, size, parameters);
}
