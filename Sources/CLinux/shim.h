// epoll, eventfd and the prototypes that the Glibc module does not export.
// _GNU_SOURCE must not be defined here: it breaks the debug build of the Glibc module.
#pragma once
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>

extern int pthread_setname_np(pthread_t thread, const char *name);

// prctl is variadic, which Swift cannot call.
static inline int codebode_forbid_core_dumps(void) {
    struct rlimit none = {0, 0};
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) | setrlimit(RLIMIT_CORE, &none);
}
