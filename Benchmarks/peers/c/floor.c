/* The floor: takes jobs from RabbitMQ, posts each one's number in a fixed text, acknowledges. It looks at nothing, keeps
 * nothing and tells nothing: what librabbitmq and libcurl cost whoever uses them. One thread, epoll.
 *
 * From the environment, as the other contenders: AMQP_URL, GATEWAY_URL, IN_FLIGHT, and CA_FILE for https.
 */
#define _GNU_SOURCE
#include <amqp.h>
#include <amqp_tcp_socket.h>
#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

struct transfer {
    CURL *easy;
    uint64_t tag;
    char body[512];
};

static amqp_connection_state_t broker;
static CURLM *multi;
static int poll_set;
static long timer = -1;
static volatile sig_atomic_t is_stopped;
static struct transfer *transfers, **idle;
static size_t idle_count, in_flight;

static void must(int well, const char *what) {
    if (well) return;
    fprintf(stderr, "floor: %s\n", what);
    exit(1);
}

static void stop(int signal) { is_stopped = signal; }

static int set_timer(CURLM *of, long milliseconds, void *context) {
    (void)of, (void)context;
    timer = milliseconds;
    return 0;
}

/* `known` is not null for a socket that the set holds already. */
static int watch(CURL *easy, curl_socket_t socket, int what, void *context, void *known) {
    (void)easy, (void)context;
    if (what == CURL_POLL_REMOVE) return epoll_ctl(poll_set, EPOLL_CTL_DEL, socket, NULL), 0;
    struct epoll_event event = {.data.fd = socket};
    if (what & CURL_POLL_IN) event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
    must(!epoll_ctl(poll_set, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event), "epoll_ctl");
    if (!known) curl_multi_assign(multi, socket, &poll_set);
    return 0;
}

static size_t ignore(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes, (void)context;
    return size * count;
}

static void connect_broker(void) {
    char *url = strdup(getenv("AMQP_URL"));
    struct amqp_connection_info place;
    must(url && !amqp_parse_url(url, &place), "AMQP_URL");
    broker = amqp_new_connection();
    must(!amqp_socket_open(amqp_tcp_socket_new(broker), place.host, place.port), "no broker");
    must(amqp_login(broker, place.vhost, 0, 131072, 60, AMQP_SASL_METHOD_PLAIN, place.user, place.password).reply_type
        == AMQP_RESPONSE_NORMAL, "login");
    amqp_channel_open(broker, 1);
    amqp_basic_qos(broker, 1, 0, (uint16_t)in_flight, 0);
    amqp_basic_consume(broker, 1, amqp_cstring_bytes("codebode.send_code"), amqp_empty_bytes, 0, 0, 0, amqp_empty_table);
    must(amqp_get_rpc_reply(broker).reply_type == AMQP_RESPONSE_NORMAL, "the queue gives nothing");
    struct epoll_event event = {.events = EPOLLIN, .data.fd = amqp_get_sockfd(broker)};
    must(!epoll_ctl(poll_set, EPOLL_CTL_ADD, event.data.fd, &event), "epoll_ctl");
    free(url);
}

static void prepare_transfers(void) {
    curl_global_init(CURL_GLOBAL_ALL);
    multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watch);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)in_flight);
    struct curl_slist *headers = curl_slist_append(NULL, "Authorization: Bearer sandbox");
    headers = curl_slist_append(headers, "Content-Type: application/json");
    transfers = calloc(in_flight, sizeof *transfers);
    idle = calloc(in_flight, sizeof *idle);
    must(transfers && idle && headers, "memory");
    for (size_t index = 0; index < in_flight; index++) {
        CURL *easy = transfers[index].easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfers[index]);
        curl_easy_setopt(easy, CURLOPT_URL, getenv("GATEWAY_URL"));
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        if (getenv("CA_FILE")) curl_easy_setopt(easy, CURLOPT_CAINFO, getenv("CA_FILE"));
        idle[idle_count++] = &transfers[index];
    }
}

static void post(const amqp_envelope_t *job) {
    static const char mark[] = "\"phone\": \"";
    must(idle_count > 0, "more jobs than were asked for");
    struct transfer *transfer = idle[--idle_count];
    transfer->tag = job->delivery_tag;
    const char *number = memmem(job->message.body.bytes, job->message.body.len, mark, sizeof mark - 1);
    must(number != NULL, "a job without a number");
    int size = snprintf(transfer->body, sizeof transfer->body, "{\"to\":\"%.12s\",\"from\":\"Caren\",\"text\":\"123456 is je "
        "inlogcode voor Caren (nr. 1). Nog 14 minuten geldig. Deel deze code niet.\\n\\n@caren.example #123456\","
        "\"reference\":\"0123456789abcdef0123456789abcdef\",\"validity_s\":898}", number + sizeof mark - 1);
    curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDS, transfer->body);
    curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE, (long)size);
    must(!curl_multi_add_handle(multi, transfer->easy), "curl_multi_add_handle");
}

/* Frames hide in the library's buffer, so it is read until it has none before each wait. */
static void take_jobs(void) {
    static struct timeval at_once;
    amqp_envelope_t job;
    for (;;) {
        amqp_maybe_release_buffers(broker);
        amqp_rpc_reply_t reply = amqp_consume_message(broker, &job, &at_once, 0);
        if (reply.reply_type != AMQP_RESPONSE_NORMAL) {
            must(reply.library_error == AMQP_STATUS_TIMEOUT, "the broker is gone");
            return;
        }
        post(&job);
        amqp_destroy_envelope(&job);
    }
}

static void acknowledge(void) {
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(multi, &left))) {
        struct transfer *transfer;
        long status = 0;
        CURL *easy = message->easy_handle;
        must(message->data.result == CURLE_OK, curl_easy_strerror(message->data.result));
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        must(status == 202, "the gateway did not accept");
        curl_multi_remove_handle(multi, easy);
        must(!amqp_basic_ack(broker, 1, transfer->tag, 0), "acknowledge");
        idle[idle_count++] = transfer;
    }
}

int main(void) {
    in_flight = strtoul(getenv("IN_FLIGHT"), NULL, 10);
    signal(SIGTERM, stop);
    poll_set = epoll_create1(0);
    prepare_transfers();
    connect_broker();
    struct epoll_event events[256];
    int running;
    while (!is_stopped) {
        take_jobs();
        int count = epoll_wait(poll_set, events, 256, timer < 0 || timer > 1000 ? 1000 : (int)timer);
        for (int index = 0; index < count; index++) {
            if (events[index].data.fd == amqp_get_sockfd(broker)) continue;
            int what = (events[index].events & EPOLLIN ? CURL_CSELECT_IN : 0)
                | (events[index].events & EPOLLOUT ? CURL_CSELECT_OUT : 0)
                | (events[index].events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
            curl_multi_socket_action(multi, events[index].data.fd, what, &running);
        }
        if (timer == 0 || count <= 0) {
            timer = -1; /* it rings once; libcurl sets the next one */
            curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
        }
        acknowledge();
    }
    amqp_connection_close(broker, AMQP_REPLY_SUCCESS);
    return 0;
}
