// The interpreter: stacks, dictionaries, the loop. One object, no globals; several live side by side.
#pragma once
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sli/names.h"
#include "sli/op.h"
#include "sli/token.h"

namespace nestling::sli {

struct ErrorRecord;
class Sources;

// Something on the execution stack that goes on when what it started has ended: a loop, a Map, a file being read.
// An operator that has to run a procedure and then continue pushes one of these; it never calls the loop recursively.
struct Frame {
  virtual ~Frame() = default;
  virtual bool step(Interp& i) = 0;                // do the next piece (typically: push operands, `i.call(body)`); false: done
  virtual bool ends_exit() const { return true; }  // `exit` stops here (loops)
  virtual void abandoned(Interp&) {}               // it is removed before it was done, by `exit`, `stop` or an error
  virtual std::string_view label() const { return "loop"; }  // the command that errors of `step` are reported for
};

class Interp {
 public:
  Interp();
  ~Interp();
  Interp(const Interp&) = delete;
  Interp& operator=(const Interp&) = delete;

  // Operands ------------------------------------------------------------------------------------------------
  std::size_t count() const { return operands_.size(); }
  Token& top(std::size_t from_top = 0) { return operands_[operands_.size() - 1 - from_top]; }
  void push(Token t) { operands_.push_back(std::move(t)); }
  void push(Int i) { push(Token::integer(i)); }
  void push(int i) { push(Token::integer(i)); }
  void push(double d) { push(Token::real(d)); }
  void push(bool b) { push(Token::boolean(b)); }
  void push(std::string s) { push(make_string(std::move(s))); }
  Token pop() { Token t = std::move(operands_.back()); operands_.pop_back(); return t; }
  void drop(std::size_t n = 1) { operands_.resize(operands_.size() - n); }
  void need(std::size_t n);                        // StackUnderflow unless there are n operands
  TokenArray& operands() { return operands_; }

  // Names and dictionaries ----------------------------------------------------------------------------------
  Name* intern(std::string_view text) { return names_.intern(text); }
  NameTable& names() { return names_; }
  Token literal(std::string_view text) { return Token::literal(intern(text)); }
  const Token* lookup(Name* name);                 // through the dictionary stack; null when unbound
  void define(Name* name, Token value);            // in the current dictionary
  void begin(Token dict);
  void end();                                      // DictStackUnderflow at the two base dictionaries
  DictBody& systemdict();
  DictBody& userdict();
  DictBody& errordict();
  DictBody& statusdict();
  const TokenArray& dictionary_stack() const { return dictionaries_; }
  void set_dictionary_stack(TokenArray dictionaries);  // bottom first
  DictBody& currentdict() { return dictionaries_.back().as<DictBody>(); }

  // Execution: what is called runs when the present operator has returned -----------------------------------
  void call(Token t);                              // execute an object by the rules of the language
  void push_frame(std::unique_ptr<Frame> frame);
  void call_stopped(Token t);                      // the same; then a boolean tells whether it was stopped
  void call_source(std::string name, std::string text);  // a program, token by token
  void call_stream(Token xistream);
  TokenArray tokens_of(std::string_view text, std::string source_name);  // SyntaxError when it is no program
  void raise(Name* error, Name* command, std::string message = {});  // as an error of the script: unwinds to `stopped`
  void raise_again();                              // the error that errordict tells of
  void stop();
  void exit_loop();                                // out of the innermost loop; EStackUnderflow outside
  void close_input();                              // ends the innermost program that is being read
  void quit(int exit_code);                        // ends everything; `run` returns true
  TokenArray execution_stack() const;              // innermost first, abbreviated
  std::int64_t cycles() const;
  void set_guard(std::int64_t cycles);             // AllowedCyclesExceeded after so many more
  void set_deepest(std::size_t cells);             // of the execution stack; beyond: StackOverflow

  // Registration --------------------------------------------------------------------------------------------
  void add(const OpTable& table);

  // From outside ----------------------------------------------------------------------------------------------
  // Runs text to its end (including everything it calls). False: an error or `stop` came to the top; errordict tells.
  bool run(std::string_view text, std::string_view source_name = "text");
  bool run_file(const std::string& path);          // the same; false also when it cannot be read
  bool run_token(Token t);
  // Runs a token to its end within an operator, on an operand stack of its own; false likewise. Signals wait meanwhile.
  bool run_within(Token t);
  std::optional<int> exit_code() const;            // after `quit`
  void interrupt(int signal);                      // raises SystemSignal as soon as possible; safe in a signal handler
  bool interrupted() const;                        // … and that has not happened yet
  // For operators that take long, now and then, on any thread: the same. A run in which that happens twice is long work, which
  // `tell` is told once.
  bool interrupted_meanwhile();
  void long_work_begins();  // it is known from the start
  void watch_for_long_work(std::function<void()> tell);  // from now on; or null
  const ErrorRecord& last_error() const;
  const Sources& sources() const;
  std::vector<std::string> bound_names() const;    // everything that look-up would find

  std::ostream& out() { return *out_; }
  std::ostream& err() { return *err_; }
  void set_output(std::ostream& out, std::ostream& err) { out_ = &out, err_ = &err; }

  // Attachments of bindings: the kernel and whatever else an operator needs finds its object here by type.
  template <class T> T& attachment() {
    auto& slot = attachments_[&attachment_key<T>];
    if (!slot) slot = std::make_shared<T>();
    return *static_cast<T*>(slot.get());
  }

  struct Impl;  // execution stack, sources, caches: machine.h
  Impl& machine() { return *impl_; }

 private:
  template <class T> static inline const char attachment_key = 0;
  TokenArray operands_;
  TokenArray dictionaries_;
  NameTable names_;
  std::unordered_map<const char*, std::shared_ptr<void>> attachments_;
  std::ostream* out_;
  std::ostream* err_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nestling::sli
