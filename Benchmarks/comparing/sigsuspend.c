/* For programs of Swift under valgrind 3.19: it writes to the mask that it is given here, and libdispatch's cannot be
 * written to. Loaded before the C library, this hands it a copy.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int sigsuspend(const sigset_t *mask) {
    sigset_t copy = *mask;
    return (int)syscall(SYS_rt_sigsuspend, &copy, _NSIG / 8);
}
