#include "sli/interrupt.h"

#include <csignal>

namespace nestling::sli {
namespace {

// A signal handler has no other way to find what it is for.
std::atomic<Interp*> watched{nullptr};
std::atomic<bool> caught{false};

void interrupt(int signal) {
  caught = true;
  Interp* i = watched;
  if (!i) return;
  i->interrupt(signal);
  for (auto* flag : i->attachment<InterruptFlags>().flags) *flag = true;
}

}  // namespace

InterruptWatch::InterruptWatch(Interp& i) {
  i.attachment<InterruptFlags>();  // exists before a handler looks for it
  watched = &i;
  struct sigaction action{};
  action.sa_handler = interrupt;
  ::sigaction(SIGINT, &action, nullptr);
}

InterruptWatch::~InterruptWatch() {
  std::signal(SIGINT, SIG_DFL);
  watched = nullptr;
}

bool InterruptWatch::taken() {
  if (!caught.exchange(false)) return false;
  if (Interp* i = watched)
    for (auto* flag : i->attachment<InterruptFlags>().flags) *flag = false;
  return true;
}

}  // namespace nestling::sli
