/* Publishes what stands on standard input, a body a line, to the exchange of jobs: persistent, by a schedule or as fast
 * as the broker takes it. A line that is no JSON is a sealed job. A late line does not move those after it. Ends well when all are confirmed: of jobs that are
 * not, a broker under load was seen to lose five in ten thousand. For the benchmarks only.
 *
 *   publish PORT RATE BEGIN [TASK]   line n is due at BEGIN + n / RATE seconds of CLOCK_MONOTONIC; RATE 0: at once.
 *                                    TASK: in Celery's format, as calls of this task
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
    fprintf(stderr, "publish: %s\n", what);
    exit(1);
}

static void wait_until(double moment) {
    struct timespec time = {(time_t)moment, (long)((moment - (double)(time_t)moment) * 1e9)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL)) continue;
}

static amqp_table_entry_t header(const char *name, const char *value) {
    return (amqp_table_entry_t){
        .key = amqp_cstring_bytes(name),
        .value = {.kind = AMQP_FIELD_KIND_UTF8, .value.bytes = amqp_cstring_bytes(value)},
    };
}

static amqp_connection_state_t broker;
static uint64_t published, confirmed, lowest = 1, room_for;
static char *is_confirmed;

/* Takes what confirms have come; with `wait`, at least one frame. */
static void take_confirms(int wait) {
    static struct timeval at_once;
    amqp_frame_t frame;
    amqp_maybe_release_buffers(broker);
    for (;;) {
        int status = amqp_simple_wait_frame_noblock(broker, &frame, wait ? NULL : &at_once);
        if (status == AMQP_STATUS_TIMEOUT) return;
        must(status == AMQP_STATUS_OK, "the broker is gone");
        wait = 0;
        if (frame.frame_type != AMQP_FRAME_METHOD) continue;
        must(frame.payload.method.id == AMQP_BASIC_ACK_METHOD, "a job was not confirmed");
        amqp_basic_ack_t *confirm = frame.payload.method.decoded;
        must(confirm->delivery_tag <= published, "a job was confirmed that is none");
        for (uint64_t tag = confirm->multiple ? lowest : confirm->delivery_tag; tag <= confirm->delivery_tag; tag++) {
            confirmed += !is_confirmed[tag];
            is_confirmed[tag] = 1;
        }
        while (lowest <= published && is_confirmed[lowest]) lowest++;
    }
}

static void make_room(void) {
    if (published + 1 < room_for) return;
    uint64_t more = room_for ? 2 * room_for : 65536;
    must((is_confirmed = realloc(is_confirmed, more)) != NULL, "memory");
    memset(is_confirmed + room_for, 0, more - room_for);
    room_for = more;
}

int main(int count, char **words) {
    must(count == 4 || count == 5, "PORT RATE BEGIN [TASK]");
    double rate = atof(words[2]), begin = atof(words[3]);
    const char *task = count == 5 ? words[4] : NULL;
    broker = amqp_new_connection();
    must(!amqp_socket_open(amqp_tcp_socket_new(broker), "127.0.0.1", atoi(words[1])), "no broker");
    must(amqp_login(broker, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest").reply_type
        == AMQP_RESPONSE_NORMAL, "login");
    amqp_channel_open(broker, 1);
    must(amqp_confirm_select(broker, 1) != NULL, "no channel");

    amqp_bytes_t exchange = amqp_cstring_bytes("codebode.jobs"), key = amqp_cstring_bytes("send_code");
    amqp_basic_properties_t properties = {
        ._flags = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_CONTENT_TYPE_FLAG, .delivery_mode = 2,
    };
    const amqp_bytes_t plain = amqp_cstring_bytes("application/json"), sealed = amqp_cstring_bytes("application/jose");
    char *line = NULL, id[32];
    size_t room = 0;
    ssize_t size;
    while ((size = getline(&line, &room, stdin)) > 0) {
        snprintf(id, sizeof id, "task-%llu", (unsigned long long)published);
        amqp_table_entry_t headers[] = {header("lang", "py"), header("task", task ? task : ""), header("id", id)};
        if (task) {
            properties._flags |= AMQP_BASIC_HEADERS_FLAG | AMQP_BASIC_CONTENT_ENCODING_FLAG
                | AMQP_BASIC_CORRELATION_ID_FLAG;
            properties.headers = (amqp_table_t){3, headers};
            properties.content_encoding = amqp_cstring_bytes("utf-8");
            properties.correlation_id = amqp_cstring_bytes(id);
        }
        if (rate > 0) wait_until(begin + (double)published / rate);
        amqp_bytes_t body = {.len = (size_t)size - (line[size - 1] == '\n'), .bytes = line};
        properties.content_type = line[0] == '{' || line[0] == '[' ? plain : sealed;
        make_room();
        must(!amqp_basic_publish(broker, 1, exchange, key, 0, 0, &properties, body), "publish");
        if (++published % 16 == 0) take_confirms(0);
    }
    while (confirmed < published) take_confirms(1);
    must(amqp_connection_close(broker, AMQP_REPLY_SUCCESS).reply_type == AMQP_RESPONSE_NORMAL, "the broker is gone");
    return 0;
}
