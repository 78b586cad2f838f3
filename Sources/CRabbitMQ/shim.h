// librabbitmq 0.11, and what Swift cannot call in it.
#pragma once
#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

struct ssl_ctx_st;
extern int SSL_CTX_set_default_verify_paths(struct ssl_ctx_st *context);

// amqp_login_with_properties is variadic. Channel numbers are left to the broker's maximum.
static inline amqp_rpc_reply_t codebode_login(amqp_connection_state_t state, const char *vhost, int frame_max,
                                              int heartbeat, const amqp_table_t *properties, const char *user,
                                              const char *password) {
    return amqp_login_with_properties(state, vhost, 0, frame_max, heartbeat, properties, AMQP_SASL_METHOD_PLAIN, user,
                                      password);
}

// librabbitmq 0.11 trusts nobody until told; its own switch for the system's certificates came in 0.14.
static inline int codebode_trust_system_authorities(amqp_socket_t *socket) {
    return SSL_CTX_set_default_verify_paths((struct ssl_ctx_st *)amqp_ssl_socket_get_context(socket));
}

// Glibc's Swift module does not export TCP_USER_TIMEOUT.
static inline int codebode_set_user_timeout(int descriptor, unsigned int milliseconds) {
    return setsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof milliseconds);
}

// Which C module Swift takes `struct timeval` from depends on what else is imported, so no file of ours names it.
static inline struct timeval codebode_timeval(unsigned int milliseconds) {
    struct timeval time = {milliseconds / 1000, milliseconds % 1000 * 1000};
    return time;
}

static inline int codebode_connect(amqp_socket_t *socket, const char *host, int port, unsigned int milliseconds) {
    struct timeval timeout = codebode_timeval(milliseconds);
    return amqp_socket_open_noblock(socket, host, port, &timeout);
}

static inline int codebode_set_timeouts(amqp_connection_state_t state, unsigned int handshake_milliseconds,
                                        unsigned int rpc_milliseconds) {
    struct timeval handshake = codebode_timeval(handshake_milliseconds);
    struct timeval rpc = codebode_timeval(rpc_milliseconds);
    int status = amqp_set_handshake_timeout(state, &handshake);
    return status == AMQP_STATUS_OK ? amqp_set_rpc_timeout(state, &rpc) : status;
}

// AMQP_STATUS_TIMEOUT when no whole frame is here yet.
static inline int codebode_next_frame(amqp_connection_state_t state, amqp_frame_t *frame) {
    struct timeval none = {0, 0};
    return amqp_simple_wait_frame_noblock(state, frame, &none);
}
