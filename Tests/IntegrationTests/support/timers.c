// Loaded before libfaketime, which takes every absolute timer for one of the wall clock and moves it by the offset: a
// pause of half a second, begun while the clock is two hours behind, would last two hours (0.9.10). Timers of the
// monotonic clock are not to be moved, and this program has no others.
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

int timerfd_settime(int timer, int flags, const struct itimerspec *value, struct itimerspec *old) {
    return (int)syscall(SYS_timerfd_settime, timer, flags, value, old);
}

int timerfd_gettime(int timer, struct itimerspec *value) {
    return (int)syscall(SYS_timerfd_gettime, timer, value);
}
