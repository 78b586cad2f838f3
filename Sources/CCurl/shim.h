// libcurl without its variadics, which Swift cannot call, and with the names of its codes, which are only in its header.
#pragma once
#define CURL_DISABLE_TYPECHECK  // its macros expect literal calls; these wrappers are the type check
#include <curl/curl.h>

static inline CURLcode codebode_easy_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

// libcurl copies the string, but for CURLOPT_ERRORBUFFER, which it writes to.
static inline CURLcode codebode_easy_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode codebode_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode codebode_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode codebode_easy_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

// CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION, CURLOPT_READFUNCTION
typedef size_t (*codebode_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode codebode_easy_set_data_callback(
    CURL *easy, CURLoption option, codebode_data_callback callback, void *context
) {
    CURLoption context_option = option == CURLOPT_WRITEFUNCTION    ? CURLOPT_WRITEDATA
                                : option == CURLOPT_HEADERFUNCTION ? CURLOPT_HEADERDATA
                                                                   : CURLOPT_READDATA;
    CURLcode code = curl_easy_setopt(easy, option, callback);
    return code ? code : curl_easy_setopt(easy, context_option, context);
}

static inline CURLcode codebode_easy_set_prereq(CURL *easy, curl_prereq_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
    return code ? code : curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}

static inline CURLcode codebode_easy_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode codebode_easy_get_size(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

// The string belongs to the handle.
static inline CURLcode codebode_easy_get_string(CURL *easy, CURLINFO info, const char **value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode codebode_easy_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode codebode_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode codebode_multi_set_callbacks(
    CURLM *multi, curl_socket_callback on_socket, curl_multi_timer_callback on_timer, void *context
) {
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    return code ? code : curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
}

// "OPERATION_TIMEDOUT" for 28; null for a code that no HTTP request and no mail can end with.
static inline const char *codebode_code_name(CURLcode code) {
#define CODE(name) case CURLE_##name: return #name;
    switch (code) {
        CODE(OK) CODE(UNSUPPORTED_PROTOCOL) CODE(FAILED_INIT) CODE(URL_MALFORMAT) CODE(NOT_BUILT_IN)
        CODE(COULDNT_RESOLVE_HOST) CODE(COULDNT_CONNECT) CODE(WEIRD_SERVER_REPLY) CODE(REMOTE_ACCESS_DENIED)
        CODE(HTTP2) CODE(PARTIAL_FILE) CODE(WRITE_ERROR) CODE(UPLOAD_FAILED) CODE(READ_ERROR) CODE(OUT_OF_MEMORY)
        CODE(OPERATION_TIMEDOUT) CODE(HTTP_POST_ERROR) CODE(SSL_CONNECT_ERROR) CODE(ABORTED_BY_CALLBACK)
        CODE(BAD_FUNCTION_ARGUMENT) CODE(UNKNOWN_OPTION) CODE(GOT_NOTHING) CODE(SSL_ENGINE_NOTFOUND) CODE(SEND_ERROR)
        CODE(RECV_ERROR) CODE(SSL_CERTPROBLEM) CODE(SSL_CIPHER) CODE(PEER_FAILED_VERIFICATION)
        CODE(BAD_CONTENT_ENCODING) CODE(FILESIZE_EXCEEDED) CODE(USE_SSL_FAILED) CODE(SEND_FAIL_REWIND)
        CODE(LOGIN_DENIED) CODE(SSL_CACERT_BADFILE) CODE(SSL_SHUTDOWN_FAILED) CODE(AGAIN) CODE(SSL_CRL_BADFILE)
        CODE(SSL_ISSUER_ERROR) CODE(NO_CONNECTION_AVAILABLE) CODE(SSL_PINNEDPUBKEYNOTMATCH) CODE(SSL_INVALIDCERTSTATUS)
        CODE(RECURSIVE_API_CALL) CODE(AUTH_ERROR) CODE(SSL_CLIENTCERT) CODE(UNRECOVERABLE_POLL)
        default: return 0;
    }
#undef CODE
}
