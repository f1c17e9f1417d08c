/* Loaded before the C library of a server and of this program: counts what is forced to the disk, and makes each take as
 * long as on a disk across a network. The counter is one number in a file that all processes map. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static uint64_t *calls;
static long pause_us;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("TALAB_BENCH_SYNCS"), *us = getenv("TALAB_BENCH_FSYNC_US");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd >= 0) {
        void *map = mmap(NULL, sizeof *calls, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (map != MAP_FAILED) calls = map;
        close(fd);
    }
    pause_us = us ? atol(us) : 0;
}

static void note(void) {
    int before = errno;
    if (calls) __atomic_add_fetch(calls, 1, __ATOMIC_RELAXED);
    struct timespec left = {pause_us / 1000000, pause_us % 1000000 * 1000L};
    while (pause_us > 0 && nanosleep(&left, &left) != 0 && errno == EINTR) {}
    errno = before;
}

int fsync(int fd) {
    note();
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
    note();
    return (int)syscall(SYS_fdatasync, fd);
}
