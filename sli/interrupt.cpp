#include "sli/interrupt.h"

#include <atomic>
#include <csignal>

namespace nestling::sli {
namespace {

// A signal handler has no other way to find what it is for.
std::atomic<Interp*> running{nullptr};
std::atomic<bool> noted{false};

void interrupt(int signal) {
  if (Interp* i = running) i->interrupt(signal);
  else noted = true;
}

void interrupt_or_kill(int signal) {
  if (Interp* i = running; i && i->interrupted()) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
  interrupt(signal);
}

void handle_interrupts_by(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGXCPU, &action, nullptr);  // the limit of a sandbox
}

}  // namespace

InterruptWatch::InterruptWatch(Interp& i, Second second) : interp_(i) {
  handle_interrupts_by(second == Second::kills ? interrupt_or_kill : interrupt);
}

InterruptWatch::~InterruptWatch() {
  handle_interrupts_by(SIG_DFL);
  running = nullptr;
}

void InterruptWatch::program_starts() { running = &interp_; }
void InterruptWatch::program_ended() { running = nullptr; }

bool InterruptWatch::taken() { return noted.exchange(false); }

}  // namespace nestling::sli
