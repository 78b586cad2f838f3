// OpenSSL 3's crypto library.
#pragma once
#define OPENSSL_SUPPRESS_DEPRECATED // SHA256_Init and the like: see HMACSHA256
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
