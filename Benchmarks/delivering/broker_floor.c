/* What the broker lets any worker do: takes every job of a queue, publishes an outcome for it, and acknowledges the job
 * when the outcome is confirmed. Decides, sends and stores nothing. For Benchmarks/delivery only.
 *
 *   broker_floor PORT QUEUE EXCHANGE PREFETCH JOBS   prints the jobs a second
 */
#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_tcp_socket.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void must(int well, const char *what) {
    if (well) return;
    fprintf(stderr, "broker_floor: %s\n", what);
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **words) {
    must(count == 6, "PORT QUEUE EXCHANGE PREFETCH JOBS");
    amqp_connection_state_t broker = amqp_new_connection();
    amqp_socket_t *wire = amqp_tcp_socket_new(broker);
    must(!amqp_socket_open(wire, "127.0.0.1", atoi(words[1])), "no broker");
    must(amqp_login(broker, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest").reply_type
        == AMQP_RESPONSE_NORMAL, "login");
    amqp_channel_open(broker, 1);
    amqp_confirm_select(broker, 1);
    amqp_basic_qos(broker, 1, 0, (uint16_t)atoi(words[4]), 0);
    amqp_bytes_t exchange = amqp_cstring_bytes(words[3]), key = amqp_cstring_bytes("send_code.sent");
    char text[600];
    memset(text, 'x', sizeof text);
    amqp_bytes_t outcome = {.len = sizeof text, .bytes = text};
    amqp_basic_properties_t properties = {
        ._flags = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_CONTENT_TYPE_FLAG, .delivery_mode = 2,
        .content_type = amqp_cstring_bytes("application/cloudevents+json")};
    amqp_basic_consume(broker, 1, amqp_cstring_bytes(words[2]), amqp_empty_bytes, 0, 0, 0, amqp_empty_table);
    must(amqp_get_rpc_reply(broker).reply_type == AMQP_RESPONSE_NORMAL, "the queue gives nothing");

    /* One channel for both ways: the n-th delivery is answered by the n-th publish. */
    uint64_t jobs = strtoull(words[5], NULL, 10), settled = 0, lowest = 1;
    char *is_settled = calloc(jobs + 1, 1);
    must(is_settled != NULL, "memory");
    double from = 0;
    while (settled < jobs) {
        amqp_envelope_t job;
        amqp_maybe_release_buffers(broker);
        amqp_rpc_reply_t reply = amqp_consume_message(broker, &job, NULL, 0);
        if (reply.reply_type == AMQP_RESPONSE_NORMAL) {
            must(!amqp_basic_publish(broker, 1, exchange, key, 1, 0, &properties, outcome), "publish");
            amqp_destroy_envelope(&job);
            continue;
        }
        must(reply.library_error == AMQP_STATUS_UNEXPECTED_STATE, "the broker is gone");
        amqp_frame_t frame;
        must(!amqp_simple_wait_frame(broker, &frame), "the broker is gone");
        if (frame.frame_type != AMQP_FRAME_METHOD) continue;
        must(frame.payload.method.id == AMQP_BASIC_ACK_METHOD, "an outcome was not confirmed");
        amqp_basic_ack_t *confirm = frame.payload.method.decoded;
        must(confirm->delivery_tag <= jobs, "more jobs than were said");
        for (uint64_t tag = confirm->multiple ? lowest : confirm->delivery_tag; tag <= confirm->delivery_tag; tag++) {
            if (is_settled[tag]) continue;
            is_settled[tag] = 1;
            must(!amqp_basic_ack(broker, 1, tag, 0), "acknowledge");
            if (++settled == jobs / 10) from = now();
        }
        while (lowest <= jobs && is_settled[lowest]) lowest++;
    }
    printf("%.1f\n", (double)(jobs - jobs / 10) / (now() - from));
}
