#include "worker/sandbox.hpp"

#include "videos/protocol.hpp"
#include "worker/wire.hpp"

#include <cerrno>
#include <csignal>
#include <grp.h>
#include <malloc.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ahimmoyak::worker {

namespace {

void limit(__rlimit_resource what, std::uint64_t to)
{
    const rlimit value{to, to};
    if (::setrlimit(what, &value) != 0)
        throw failure{"no_sandbox"};
}

void be_humble(const limits& with)
{
    ::setpriority(PRIO_PROCESS, 0, with.niceness);
    if (with.niceness >= 19) {
        const sched_param none{};
        ::sched_setscheduler(0, SCHED_BATCH, &none);
    }
    // IOPRIO_CLASS_IDLE of linux/ioprio.h; what is refused costs nothing.
    ::syscall(SYS_ioprio_set, 1, 0, 3 << 13);
}

// A bound that holds whatever else the machine does: threads beyond it take turns.
void use_processors(int most)
{
    cpu_set_t allowed;
    if (most <= 0 || ::sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return;
    for (int i = 0, left = CPU_COUNT(&allowed); i < CPU_SETSIZE && left > most; ++i)
        if (CPU_ISSET(i, &allowed)) {
            CPU_CLR(i, &allowed);
            --left;
        }
    ::sched_setaffinity(0, sizeof allowed, &allowed);
}

// Namespaces and another user where the machine gives them; the filter of calls below holds without them.
void leave_the_machine()
{
    const bool root = ::geteuid() == 0;
    ::unshare(root ? CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNS
                   : CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS);
    if (!root)
        return;
    constexpr unsigned nobody = 65534;
    if (::setgroups(0, nullptr) != 0 || ::setresgid(nobody, nobody, nobody) != 0 ||
        ::setresuid(nobody, nobody, nobody) != 0)
        throw failure{"no_sandbox"};
}

void filter_calls()
{
    auto* filter = ::seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == nullptr)
        throw failure{"no_sandbox"};
    int wrong = 0;
    for (const int call : {SCMP_SYS(read),
                           SCMP_SYS(write),
                           SCMP_SYS(readv),
                           SCMP_SYS(writev),
                           SCMP_SYS(futex),
                           SCMP_SYS(mmap),
                           SCMP_SYS(munmap),
                           SCMP_SYS(mremap),
                           SCMP_SYS(mprotect),
                           SCMP_SYS(madvise),
                           SCMP_SYS(brk),
                           SCMP_SYS(exit),
                           SCMP_SYS(exit_group),
                           SCMP_SYS(rt_sigaction),
                           SCMP_SYS(rt_sigprocmask),
                           SCMP_SYS(rt_sigreturn),
                           SCMP_SYS(sigaltstack),
                           SCMP_SYS(sched_yield),
                           SCMP_SYS(sched_getaffinity),
                           SCMP_SYS(sched_setaffinity),
                           SCMP_SYS(sched_getparam),
                           SCMP_SYS(sched_getscheduler),
                           SCMP_SYS(getpriority),
                           SCMP_SYS(clock_gettime),
                           SCMP_SYS(clock_getres),
                           SCMP_SYS(clock_nanosleep),
                           SCMP_SYS(nanosleep),
                           SCMP_SYS(gettimeofday),
                           SCMP_SYS(getrandom),
                           SCMP_SYS(getpid),
                           SCMP_SYS(gettid),
                           SCMP_SYS(set_robust_list),
                           SCMP_SYS(rseq),
                           SCMP_SYS(set_tid_address),
                           SCMP_SYS(close),
                           SCMP_SYS(getcpu),
                           SCMP_SYS(restart_syscall),
                           SCMP_SYS(getrusage),
                           SCMP_SYS(times),
                           SCMP_SYS(sysinfo)})
        wrong |= ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    // Its own end it may make: abort().
    wrong |= ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                                SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid()), 0));
    // Threads, but no processes. clone3 hides its flags from the filter; without it glibc takes clone.
    wrong |= ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                                SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    wrong |= ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    wrong |= ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME, 0));
    // Asked for by libraries that go on without.
    for (const int call : {SCMP_SYS(open),      SCMP_SYS(openat),        SCMP_SYS(access),
                           SCMP_SYS(faccessat), SCMP_SYS(stat),          SCMP_SYS(newfstatat),
                           SCMP_SYS(fstat),     SCMP_SYS(lstat),         SCMP_SYS(readlink),
                           SCMP_SYS(ioctl),     SCMP_SYS(fcntl),         SCMP_SYS(uname),
                           SCMP_SYS(prlimit64), SCMP_SYS(lseek),         SCMP_SYS(statfs),
                           SCMP_SYS(getcwd),    SCMP_SYS(getuid),        SCMP_SYS(geteuid),
                           SCMP_SYS(mbind),     SCMP_SYS(get_mempolicy), SCMP_SYS(sched_setscheduler)})
        wrong |= ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
    if (wrong == 0)
        wrong = ::seccomp_load(filter);
    ::seccomp_release(filter);
    if (wrong != 0)
        throw failure{"no_sandbox"};
}

} // namespace

void enter_sandbox(const limits& with)
{
    // Every thread's own heap would count against the address space.
    ::mallopt(M_ARENA_MAX, 2);
    be_humble(with);
    use_processors(with.processors);
    leave_the_machine();
    ::prctl(PR_SET_DUMPABLE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, videos::protocol::descriptor + 1);
    limit(RLIMIT_CPU, with.cpu_seconds);
    limit(RLIMIT_AS, with.memory_mib << 20);
    // The pipe to the server: a closed one is told by write(), not by a signal.
    std::signal(SIGPIPE, SIG_IGN);
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        throw failure{"no_sandbox"};
    filter_calls();
}

} // namespace ahimmoyak::worker
