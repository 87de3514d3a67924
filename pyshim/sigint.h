// Ctrl-C while the interpreter runs on behalf of another program.
#pragma once
#include <atomic>

namespace nestling::shim {

class Session;

// As long as it lives, SIGINT interrupts the session and then goes on to whoever handled it before (Python notes it and raises
// KeyboardInterrupt once the call is over). Does nothing where SIGINT is not handled at all or ignored.
class SigintWatch {
 public:
  explicit SigintWatch(Session& session);
  ~SigintWatch();
  SigintWatch(const SigintWatch&) = delete;
  SigintWatch& operator=(const SigintWatch&) = delete;

 private:
  std::atomic<Session*>* slot_ = nullptr;
};

}  // namespace nestling::shim
