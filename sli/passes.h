// Operators that run a procedure again and again, as frames of the execution stack.
#pragma once
#include <memory>

#include "sli/sequence.h"

namespace nestling::sli {

Token take_result(Interp& i);  // StackUnderflow when the procedure left nothing
bool take_answer(Interp& i);   // the same for a bool: TypeMismatch

// A number of passes: operands for the procedure, the procedure, what to do with its results.
class Passes : public Frame {
 public:
  Passes(std::string_view name, Token body, std::size_t n) : name_(name), body_(std::move(body)), n_(n) {}
  bool step(Interp& i) final {
    if (k_ > 0) after(i, k_ - 1);
    if (k_ >= n_) return end(i), false;
    before(i, k_++);
    i.call(body_);
    return true;
  }
  std::string_view label() const final { return name_; }

 protected:
  virtual void before(Interp& i, std::size_t k) = 0;
  virtual void after(Interp&, std::size_t) {}
  virtual void end(Interp&) {}
  void stop() { n_ = k_; }

 private:
  std::string_view name_;
  Token body_;
  std::size_t n_, k_ = 0;
};

template <class Frame, class... Parts>
void start(Interp& i, Parts&&... parts) {
  i.push_frame(std::make_unique<Frame>(std::forward<Parts>(parts)...));
}

// A container taken apart into tokens, and put together again in its own kind.
class Elements {
 public:
  explicit Elements(Token container) : type_(container.type()), tokens_(expand(std::move(container))) {}
  Token& operator[](std::size_t k) { return tokens_[k]; }
  std::size_t size() const { return tokens_.size(); }

  // What may stand in the container; ArgumentType otherwise.
  void check(const Token& t) const {
    const bool packed_ints = type_ == Type::String || type_ == Type::IntVector;
    const Type wanted = packed_ints ? Type::Integer : type_ == Type::DoubleVector ? Type::Double : t.type();
    if (!t.is(wanted))
      fail(err::argument_type, with_article(type_), " holds ", type_name(wanted), ", not ", type_name(t.type()));
  }
  Token rebuilt();

 private:
  static TokenArray expand(Token container);
  template <class T>
  std::vector<T> numbers() const {
    std::vector<T> v;
    v.reserve(size());
    for (const Token& t : tokens_) v.push_back(static_cast<T>(t.is(Type::Double) ? t.as_double() : t.as_integer()));
    return v;
  }

  Type type_;
  TokenArray tokens_;
};

}  // namespace nestling::sli
