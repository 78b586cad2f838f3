/* What Benchmarks/delivery sends to where nothing off the shelf will do: it takes each request at once, answers after a
 * fixed wait whatever number waits, and notes when a request came. One thread, epoll. For the benchmark only.
 *
 *   far_side http PORT WAIT_MS [FILE]        a gateway; FILE gets one line a request: CLOCK_MONOTONIC in ns, the number
 *   far_side smtp PORT WAIT_MS               a relay, which waits after the mail's last dot
 *                                            GET and VRFY are answered at once with how many messages were answered
 *   far_side hole PORT                       a machine that is gone: no SYN is answered
 *   far_side load PORT CONNECTIONS SECONDS   asks a gateway as fast as it can; prints the answers a second
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { descriptors = 16384, room = 65536 };

struct peer {
    int is_open, is_in_mail, is_waiting;
    unsigned generation;
    size_t used;
    char bytes[room];
};
struct answer { int64_t due; int peer; unsigned generation; };

static struct peer *peers[descriptors];
static struct answer waiting[descriptors]; /* a ring, in order of time: all wait equally long, each peer for one */
static unsigned first, last;
static int64_t wait_ns;
static FILE *notes;
static unsigned long taken;
static int is_mail, poll_set;

static void quit(const char *what) { perror(what); exit(1); }

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static struct sockaddr_in loopback(const char *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static int listener(const char *port, int backlog) {
    int one = 1, handle = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(port);
    setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(handle, (struct sockaddr *)&address, sizeof address) || listen(handle, backlog)) quit("listen");
    return handle;
}

static void watch(int handle) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = handle};
    if (handle >= descriptors || epoll_ctl(poll_set, EPOLL_CTL_ADD, handle, &event)) quit("epoll_ctl");
}

static void say(int handle, const char *text, size_t size) {
    if (write(handle, text, size) != (ssize_t)size) peers[handle]->is_open = 0;
}

static void answer(int handle) {
    char body[96], text[256];
    taken++;
    if (is_mail) {
        int size = snprintf(text, sizeof text, "250 2.0.0 Ok: queued as %lu\r\n", taken);
        say(handle, text, (size_t)size);
    } else {
        int length = snprintf(body, sizeof body, "{\"id\":\"far-%lu\",\"status\":\"accepted\"}", taken);
        int size = snprintf(text, sizeof text, "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n"
            "Content-Length: %d\r\n\r\n%s", length, body);
        say(handle, text, (size_t)size);
    }
}

static void answer_later(int handle) {
    if (wait_ns == 0) { answer(handle); return; }
    waiting[last++ % descriptors] = (struct answer){now() + wait_ns, handle, peers[handle]->generation};
    peers[handle]->is_waiting = 1;
}

/* Takes one whole request off the peer's bytes; 0 when there is none. */
static size_t request(struct peer *peer, int handle) {
    char *head = memmem(peer->bytes, peer->used, "\r\n\r\n", 4);
    if (!head) return 0;
    char *length = memmem(peer->bytes, (size_t)(head - peer->bytes), "Content-Length:", 15);
    size_t whole = (size_t)(head - peer->bytes) + 4 + (length ? strtoul(length + 15, NULL, 10) : 0);
    if (peer->used < whole) return 0;
    if (!memcmp(peer->bytes, "GET ", 4)) {
        char body[32], text[128];
        int size = snprintf(body, sizeof body, "%lu", taken);
        size = snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", size, body);
        say(handle, text, (size_t)size);
        return whole;
    }
    char *number = notes ? memmem(head, whole - (size_t)(head - peer->bytes), "\"to\":", 5) : NULL;
    if (number && (number = memchr(number + 5, '"', 3))) { /* a space may stand before it */
        fprintf(notes, "%lld %.12s\n", (long long)now(), number + 1);
    }
    answer_later(handle);
    return whole;
}

/* Takes one command, or the end of a mail. */
static size_t command(struct peer *peer, int handle) {
    static const char hello[] = "250-far.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 10240000\r\n";
    const char *end = peer->is_in_mail ? "\r\n.\r\n" : "\r\n";
    char *found = memmem(peer->bytes, peer->used, end, strlen(end));
    if (!found) return 0;
    size_t whole = (size_t)(found - peer->bytes) + strlen(end);
    if (peer->is_in_mail) {
        peer->is_in_mail = 0;
        answer_later(handle);
    } else if (!strncasecmp(peer->bytes, "EHLO", 4)) {
        say(handle, hello, sizeof hello - 1);
    } else if (!strncasecmp(peer->bytes, "DATA", 4)) {
        peer->is_in_mail = 1;
        say(handle, "354 go on\r\n", 11);
    } else if (!strncasecmp(peer->bytes, "VRFY", 4)) {
        char text[64];
        say(handle, text, (size_t)snprintf(text, sizeof text, "252 %lu\r\n", taken));
    } else if (!strncasecmp(peer->bytes, "QUIT", 4)) {
        say(handle, "221 bye\r\n", 9);
        peer->is_open = 0;
    } else {
        say(handle, "250 2.0.0 Ok\r\n", 14);
    }
    return whole;
}

static void serve(int handle, ssize_t got) {
    struct peer *peer = peers[handle];
    if (got <= 0) peer->is_open = 0;
    else peer->used += (size_t)got;
    while (peer->is_open && !peer->is_waiting) {
        size_t whole = is_mail ? command(peer, handle) : request(peer, handle);
        if (whole == 0) break;
        memmove(peer->bytes, peer->bytes + whole, peer->used -= whole);
    }
    if (!peer->is_open) {
        peer->generation++;
        close(handle);
    }
}

static void welcome(int listening) {
    int one = 1, handle;
    while ((handle = accept4(listening, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        watch(handle);
        setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (!peers[handle] && !(peers[handle] = calloc(1, sizeof *peers[handle]))) quit("calloc");
        struct peer *peer = peers[handle];
        peer->is_open = 1;
        peer->is_in_mail = peer->is_waiting = 0;
        peer->used = 0;
        if (is_mail) say(handle, "220 far.example ESMTP\r\n", 23);
    }
}

static void answer_those_due(void) {
    while (first != last && waiting[first % descriptors].due <= now()) {
        struct answer next = waiting[first++ % descriptors];
        if (peers[next.peer]->generation != next.generation) continue;
        peers[next.peer]->is_waiting = 0;
        answer(next.peer);
    }
}

static void serve_all(const char *port) {
    struct epoll_event events[256];
    int listening = listener(port, 4096);
    fcntl(listening, F_SETFL, O_NONBLOCK);
    watch(listening);
    for (;;) {
        int64_t rest = first == last ? -1 : waiting[first % descriptors].due - now();
        if (first != last && rest < 0) rest = 0;
        struct timespec pause = {rest / 1000000000, rest % 1000000000};
        int count = epoll_pwait2(poll_set, events, 256, rest < 0 ? NULL : &pause, NULL);
        for (int index = 0; index < count; index++) {
            int handle = events[index].data.fd;
            if (handle == listening) { welcome(listening); continue; }
            struct peer *peer = peers[handle];
            serve(handle, read(handle, peer->bytes + peer->used, room - peer->used));
        }
        answer_those_due();
    }
}

static void load(const char *port, int connections, double seconds) {
    static const char body[] = "{\"from\":\"Caren\",\"reference\":\"0123456789abcdef0123456789abcdef\",\"text\":\"Uw code is "
        "123456. Deel deze code met niemand; wij vragen er nooit om.\\n\\n@caren.example #123456\",\"to\":\"+31612345678\","
        "\"validity_s\":570}";
    char text[1024], bytes[4096];
    int size = snprintf(text, sizeof text, "POST /sms/messages HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nAuthorization: Bearer x\r\n"
        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", port, sizeof body - 1, body);
    struct sockaddr_in address = loopback(port);
    for (int count = 0; count < connections; count++) {
        int handle = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(handle, (struct sockaddr *)&address, sizeof address)) quit("connect");
        watch(handle);
        if (write(handle, text, (size_t)size) != size) quit("write");
    }
    int64_t begin = now(), warm = begin + (int64_t)(seconds * 0.2e9), end = begin + (int64_t)(seconds * 1e9);
    int64_t time = begin, from = 0, to = 0;
    unsigned long answers = 0, since = 0, until = 0;
    while ((time = now()) < end) {
        struct epoll_event events[256];
        int count = epoll_wait(poll_set, events, 256, 100);
        for (int index = 0; index < count; index++) {
            int handle = events[index].data.fd;
            if (read(handle, bytes, sizeof bytes) <= 0) quit("read"); /* a whole answer fits into one segment */
            if (write(handle, text, (size_t)size) != size) quit("write");
            if (++answers % (unsigned long)connections || time < warm) continue;
            /* Whole turns of all connections only: where each answer waits, answers come in bursts. */
            if (!from) from = now(), since = answers;
            to = now(), until = answers;
        }
    }
    printf("%.1f\n", to > from ? (double)(until - since) / ((double)(to - from) / 1e9) : 0);
}

int main(int count, char **words) {
    struct rlimit limit = {descriptors, descriptors};
    setrlimit(RLIMIT_NOFILE, &limit);
    poll_set = epoll_create1(0);
    if (count == 5 && !strcmp(words[1], "load")) {
        load(words[2], atoi(words[3]), atof(words[4]));
        return 0;
    }
    if (count == 3 && !strcmp(words[1], "hole")) {
        listener(words[2], 0);
        struct sockaddr_in address = loopback(words[2]);
        for (int call = 0; call < 3; call++) { /* fill its queue: after that the kernel drops every SYN */
            int handle = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            connect(handle, (struct sockaddr *)&address, sizeof address);
        }
        pause();
    }
    if (count < 4) {
        fputs("far_side http|smtp PORT WAIT_MS [FILE]; hole PORT; load PORT CONNECTIONS SECONDS\n", stderr);
        return 64;
    }
    is_mail = !strcmp(words[1], "smtp");
    wait_ns = atol(words[3]) * 1000000LL;
    if (count > 4) {
        if (!(notes = fopen(words[4], "w"))) quit("fopen");
        setvbuf(notes, NULL, _IOLBF, 0);
    }
    serve_all(words[2]);
}
