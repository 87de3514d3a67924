// The line debugger: shows every token before it is executed, and asks what to do.
#pragma once
#include <cstddef>
#include <string>

#include "sli/machine.h"

namespace nestling::sli {

// An attachment of the interpreter. `debug` sets it on what it executes, `debugon` on everything that follows.
class LineDebugger : public Watcher {
 public:
  void attach(Interp& i);
  void detach(Interp& i);
  bool before(Interp& i, const Token& next) override;
  void raised(Interp& i) override;

 private:
  struct Settings {
    bool stack = false;   // show the operands at every stop
    bool catches = true;  // stop where an error is raised
  };
  enum class Answer { execute, leave, again };
  Answer ask(Interp& i, const Token* next);
  Answer obey(Interp& i, const std::string& order, const Token* next);
  void show(Interp& i, const std::string& what, const Token* next);
  void toggle(Interp& i, const std::string& what);
  void edit(Interp& i, const Token* next);

  static constexpr std::size_t everywhere = ~std::size_t{0};
  std::size_t deepest_ = everywhere;  // deeper tokens are executed without asking
  Settings settings_;
};

}  // namespace nestling::sli
