#include "pyshim/sigint.h"

#include <csignal>

#include <array>
#include <mutex>

#include "pyshim/session.h"

namespace nestling::shim {

namespace {

// A signal belongs to the process and its handler gets no context: the one place of the tree with state of the process.
struct {
  std::mutex mutex;
  int watches = 0;
  struct sigaction before = {};
  std::array<std::atomic<Session*>, 32> sessions = {};
} process;

bool handled(const struct sigaction& action) {
  return (action.sa_flags & SA_SIGINFO) || (action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN);
}

void on_sigint(int signal, siginfo_t* info, void* context) {
  for (auto& slot : process.sessions)
    if (Session* session = slot.load(std::memory_order_relaxed)) session->interrupt();
  const auto& before = process.before;
  if (!handled(before)) return;  // not known yet
  if (before.sa_flags & SA_SIGINFO) before.sa_sigaction(signal, info, context);
  else before.sa_handler(signal);
}

}  // namespace

SigintWatch::SigintWatch(Session& session) {
  std::lock_guard lock(process.mutex);
  if (process.watches == 0) {
    struct sigaction ours = {};
    ours.sa_sigaction = on_sigint;
    ours.sa_flags = SA_SIGINFO;
    sigaction(SIGINT, &ours, &process.before);
    if (!handled(process.before)) {
      sigaction(SIGINT, &process.before, nullptr);
      return;
    }
  }
  for (auto& slot : process.sessions) {
    if (slot.load() != nullptr) continue;
    slot = &session;
    slot_ = &slot;
    ++process.watches;
    return;
  }
}

SigintWatch::~SigintWatch() {
  if (slot_ == nullptr) return;
  std::lock_guard lock(process.mutex);
  *slot_ = nullptr;
  if (--process.watches == 0) sigaction(SIGINT, &process.before, nullptr);
}

}  // namespace nestling::shim
