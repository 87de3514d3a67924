#include "sli/sandbox.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "sli/op.h"

namespace nestling::sli {
namespace {

[[noreturn]] void refuse(const char* what) {
  fail(err::system_error, "--sandbox: this system cannot ", what, " (", std::strerror(errno),
       "); nothing was executed");
}

void check(bool succeeded, const char* what) {
  if (!succeeded) refuse(what);
}

// Files: Landlock
// ------------------------------------------------------------------------------------------------------

constexpr std::uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t of_a_file = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr std::uint64_t all_access =
    (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;  // what the first version of Landlock knows
constexpr std::uint64_t writing = all_access & ~std::uint64_t{LANDLOCK_ACCESS_FS_EXECUTE};
constexpr std::uint64_t refer = 1 << 13, truncate = 1 << 14;  // since the second and third version

class Rules {
 public:
  Rules() {
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    check(version > 0, "keep programs from files");
    newer_ = (version >= 2 ? refer : 0) | (version >= 3 ? truncate : 0);
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = all_access | newer_;
    descriptor_ = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
    check(descriptor_ >= 0, "keep programs from files");
  }
  ~Rules() { ::close(descriptor_); }
  Rules(const Rules&) = delete;
  Rules& operator=(const Rules&) = delete;

  void allow(const std::string& path, std::uint64_t access) {
    const int file = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (file < 0) fail(err::file_open_error, "--sandbox: there is no ", path);
    landlock_path_beneath_attr rule{};
    rule.parent_fd = file;
    rule.allowed_access = access;
    long result = ::syscall(SYS_landlock_add_rule, descriptor_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    if (result != 0 && errno == EINVAL) {  // a file, not a folder
      rule.allowed_access &= of_a_file;
      result = ::syscall(SYS_landlock_add_rule, descriptor_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    }
    ::close(file);
    check(result == 0, "keep programs from files");
  }
  void allow_everything(const std::string& path) { allow(path, writing | newer_); }
  void enforce() const {
    check(::syscall(SYS_landlock_restrict_self, descriptor_, 0) == 0, "keep programs from files");
  }

 private:
  int descriptor_;
  std::uint64_t newer_;
};

void restrict_files(const Sandbox& sandbox) {
  Rules rules;
  for (const auto& folder : sandbox.folders) rules.allow_everything(folder);
  for (const auto& path : sandbox.only_to_read) rules.allow(path, reading);
  rules.enforce();
}

// Processes: seccomp
// ---------------------------------------------------------------------------------------------------

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t architecture = 0;
#endif

// New processes and programs, signals to other processes and access to them, the network. Threads are made by clone,
// too: they share the memory, a process does not; clone3 hides that from the filter, and the library goes back to
// clone.
constexpr int refused_calls[] = {
#ifdef SYS_fork
    SYS_fork,          SYS_vfork,
#endif
    SYS_execve,        SYS_execveat,   SYS_kill,    SYS_ptrace,     SYS_process_vm_readv,  SYS_process_vm_writev,
    SYS_socket,        SYS_socketpair, SYS_connect, SYS_pidfd_open, SYS_pidfd_send_signal, SYS_rt_sigqueueinfo,
    SYS_io_uring_setup};

constexpr std::uint32_t word(std::size_t offset) { return static_cast<std::uint32_t>(offset); }
sock_filter load(std::size_t offset) { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, word(offset)); }
sock_filter answer(std::uint32_t action) { return BPF_STMT(BPF_RET | BPF_K, action); }
sock_filter skip_unless(std::uint32_t value) { return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1); }
sock_filter skip_if_any_bit(std::uint32_t bits) { return BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 1, 0); }

void restrict_processes() {
  check(architecture != 0, "keep programs from starting others");
  constexpr std::uint32_t clone_vm = 0x100;
  const auto refused = SECCOMP_RET_ERRNO | EPERM, unknown = SECCOMP_RET_ERRNO | ENOSYS;
  std::vector<sock_filter> program{load(offsetof(seccomp_data, arch)),
                                   BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0),
                                   answer(SECCOMP_RET_KILL_PROCESS), load(offsetof(seccomp_data, nr))};
#if defined(__x86_64__)
  constexpr std::uint32_t x32_calls = 0x40000000;
  program.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, x32_calls, 0, 1));
  program.push_back(answer(unknown));
#endif
  for (const int call : refused_calls) {
    program.push_back(skip_unless(static_cast<std::uint32_t>(call)));
    program.push_back(answer(refused));
  }
  program.push_back(skip_unless(SYS_clone3));
  program.push_back(answer(unknown));
  program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3));
  program.push_back(load(offsetof(seccomp_data, args[0])));
  program.push_back(skip_if_any_bit(clone_vm));
  program.push_back(answer(refused));
  program.push_back(answer(SECCOMP_RET_ALLOW));
  const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  check(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0, "keep programs from starting others");
}

// Limits
// -------------------------------------------------------------------------------------------------------------------

void limit(int resource, rlim_t soft, rlim_t hard) {
  const rlimit limits{soft, hard};
  check(::setrlimit(static_cast<__rlimit_resource>(resource), &limits) == 0, "limit programs");
}

void set_limits(const Sandbox& sandbox) {
  constexpr unsigned grace = 5;  // seconds to end in order
  const rlim_t bytes = rlim_t{sandbox.megabytes} << 20;
  limit(RLIMIT_AS, bytes, bytes);
  limit(RLIMIT_CPU, sandbox.seconds, sandbox.seconds + grace);
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_FSIZE, bytes, bytes);
  std::signal(SIGXFSZ, SIG_IGN);  // then it is an error of writing
}

}  // namespace

void enter(const Sandbox& sandbox) {
  ::clearenv();
  set_limits(sandbox);
  check(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "keep programs from privileges");
  restrict_files(sandbox);
  restrict_processes();
}

}  // namespace nestling::sli
