// The interpreter: stacks, dictionaries, the loop. One object, no globals; several live side by side.
#pragma once
#include <functional>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sli/names.h"
#include "sli/op.h"
#include "sli/token.h"

namespace nestling::sli {

// Something on the execution stack that goes on when what it started has ended: a loop, a Map, a file being read.
// An operator that has to run a procedure and then continue pushes one of these; it never calls the loop recursively.
struct Frame {
  virtual ~Frame() = default;
  virtual bool step(Interp& i) = 0;                // do the next piece (typically: push operands, `i.call(body)`); false: done
  virtual bool ends_exit() const { return true; }  // `exit` stops here (loops)
  virtual std::string_view label() const { return "loop"; }
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
  Token literal(std::string_view text) { return Token::literal(intern(text)); }
  Token* lookup(Name* name);                       // through the dictionary stack; null when unbound
  void define(Name* name, Token value);            // in the current dictionary
  void begin(Token dict);
  void end();                                      // DictStackUnderflow at the two base dictionaries
  DictBody& systemdict();
  DictBody& userdict();
  DictBody& errordict();
  DictBody& statusdict();
  std::vector<Token>& dictionary_stack() { return dictionaries_; }

  // Execution: what is called runs when the present operator has returned -----------------------------------
  void call(Token t);                              // execute an object by the rules of the language
  void push_frame(std::unique_ptr<Frame> frame);
  void raise(Name* error, Name* command, std::string message = {});  // as an error of the script: unwinds to `stopped`

  // Registration --------------------------------------------------------------------------------------------
  void add(const OpTable& table);

  // From outside ----------------------------------------------------------------------------------------------
  // Runs text to its end (including everything it calls). False: an error or `stop` came to the top; errordict tells.
  bool run(std::string_view text, std::string_view source_name = "text");
  bool run_file(const std::string& path);

  std::ostream& out() { return *out_; }
  std::ostream& err() { return *err_; }
  void set_output(std::ostream& out, std::ostream& err) { out_ = &out, err_ = &err; }

  // Attachments of bindings: the kernel and whatever else an operator needs finds its object here by type.
  template <class T> T& attachment() {
    auto& slot = attachments_[&attachment_key<T>];
    if (!slot) slot = std::make_shared<T>();
    return *static_cast<T*>(slot.get());
  }

 private:
  template <class T> static inline const char attachment_key = 0;
  TokenArray operands_;
  std::vector<Token> dictionaries_;
  NameTable names_;
  std::unordered_map<const char*, std::shared_ptr<void>> attachments_;
  std::ostream* out_;
  std::ostream* err_;
  struct Impl;                                      // execution stack, sources, caches: interp.cpp and loop.cpp
  std::unique_ptr<Impl> impl_;
};

}  // namespace nestling::sli
