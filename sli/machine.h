// The inside of an interpreter: the execution stack, the loop, and what they remember.
#pragma once
#include <array>
#include <atomic>
#include <limits>

#include "sli/errors.h"
#include "sli/execution_stack.h"
#include "sli/interp.h"
#include "sli/room.h"
#include "sli/scanner.h"
#include "sli/source.h"
#include "sli/stream.h"
#include "sli/trie.h"

namespace nestling::sli {

// A program that is read and executed token by token.
struct StreamFrame : Frame {
  template <class... Args> explicit StreamFrame(Token stream, Args&&... args)
      : stream(std::move(stream)), scanner(std::forward<Args>(args)...) {}
  bool step(Interp& i) override;
  bool ends_exit() const override { return false; }
  std::string_view label() const override { return "::parse"; }
  Token stream;  // kept open
  Scanner scanner;
};

// The entries of errordict that every error writes.
struct ErrorKeys {
  explicit ErrorKeys(NameTable& names);
  Name *newerror, *errorname, *commandname, *message, *command, *recordstacks, *ostack, *dstack, *estack;
  Name* label(Cell::Kind kind) const { return labels[static_cast<std::size_t>(kind)]; }  // in an execution stack
  std::array<Name*, static_cast<std::size_t>(Cell::Kind::map) + 1> labels{};
};

// Is told of every token before it is executed, while it is set: see debugger.h.
struct Watcher {
  virtual ~Watcher() = default;
  virtual bool before(Interp& i, const Token& next) = 0;  // false: the token is not to be executed now
  virtual void raised(Interp& i) = 0;                     // an error, before anything is unwound
};

// What a signal interrupted, for `resume`.
struct Interrupted {
  std::vector<Cell> cells;  // innermost last; they own what cells own
  TokenArray operands;
  TokenArray dictionaries;
};

struct Interp::Impl {
  explicit Impl(Interp& i) : i(i), operands(i.operands_), keys(i.names_) {}
  ~Impl() {
    unwind_to(0);
    forget_interrupted();
  }

  // The loop (loop.cpp) --------------------------------------------------------------------------------------------
  bool run();           // what has been pushed above a new base; false: stopped
  void loop();
  void execute(const Token& t);
  void execute_name(Name* name);
  void enter(ArrayBody* body, Name* name);
  void call_function(const Op* op);
  void call_trie(TrieBody& trie);
  Token* resolve(Name* name);  // null: unbound
  Cell& push_body(Cell::Kind kind, ArrayBody* body, Name* name);
  Cell& push_loop(Cell::Kind kind, ArrayBody* body);
  bool advance(Cell& loop);
  bool advance_map(Cell& map);
  void step_frame(Cell& cell);
  bool watched_step();  // the same as the loop does, one token a call; false: the run is over
  void poll();

  // The execution stack (interp.cpp) ----------------------------------------------------------------------------------
  void push_pending(Token t);
  void release(Cell& cell, bool abandoned);  // what the top cell owns, and the cell
  void unwind_to(std::size_t size);
  void dispose(const Cell& cell, bool abandoned);
  void keep_interrupted(std::size_t from);  // what lies above, instead of unwinding it
  void forget_interrupted();
  void resume();
  void push_frame(Cell::Kind kind, std::unique_ptr<Frame> frame);
  static void drop_reference(ArrayBody* body);
  void begin_run();  // refused while another one is under way
  void add(const Op& op, bool as_trie);
  void init_errordict();
  void names_changed();  // what names mean may be different from what they remember

  // Errors (errors.cpp) --------------------------------------------------------------------------------------------------
  void raise(Name* error, Name* command, std::string message, Token culprit = {});
  void raise(Err error, Name* command, std::string message, Token culprit = {}) {
    raise(i.intern(error.name), command, std::move(message), std::move(culprit));
  }
  void raise_undefined(Name* name);
  void raise_in_function(const Op* op, TrieBody::Match match);
  void raise_in_trie(TrieBody& trie, TrieBody::Match match);
  void raise_mismatch(Name* command, Token culprit, std::size_t n_operands, TrieBody::Match match);
  void raise_caught(Err error, const std::string& message, std::uint32_t position = 0);  // thrown by what was running
  void raise_signal(int number);
  void raise_out_of_memory();
  void stop();
  void record_place();
  void record_stacks();

  Interp& i;
  TokenArray& operands;
  const ErrorKeys keys;
  ExecutionStack cells;
  Sources sources;
  ErrorRecord error;
  Token systemdict, userdict, errordict, statusdict;
  std::vector<Name*> inlined_names;

  std::uint64_t epoch = 1;   // state of the dictionary stack for which names remember their bindings
  bool switched = false;     // the execution stack is not what the loop left
  bool failed = false;       // the present run has been stopped
  int runs_within = 0;       // how many operators that have begun a run of their own are under way
  const Op* running = nullptr;
  std::string_view running_frame;
  Frame* stepping = nullptr;      // whose step is being done
  bool stepping_removed = false;  // it came off the stack meanwhile and is deleted when it returns
  Watcher* watcher = nullptr;
  bool backtrace = false;    // every stop prints the calls under way
  bool interrupting = false;  // a signal is being raised
  Interrupted interrupted;
  std::atomic<int> signal{0};
  std::atomic<unsigned> signs_of_long_work{0};
  std::function<void()> tell_of_long_work;
  RoomWatch room;
  std::optional<int> exit_code;

  std::int64_t cycles = 0, next_poll = 0, guard = std::numeric_limits<std::int64_t>::max();
};

}  // namespace nestling::sli
