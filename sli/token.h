// A value of the language: 16 bytes, a tag and either an immediate or a counted pointer.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sli/room.h"

namespace nestling::sli {

enum class Type : std::uint8_t {
  // immediate
  Integer, Double, Bool, Literal, Name, Function,
  // counted
  String, Array, Procedure, LiteralProcedure, Dictionary, Trie, IntVector, DoubleVector, Iterator, IStream, OStream, XIStream, Regex,
  Symbol, RngFactory, Rng, RdvFactory, Rdv, Connection, GidCollection, Mask, Parameter, Callback,
  Any,  // only in signatures
};
inline constexpr std::size_t n_types = static_cast<std::size_t>(Type::Any) + 1;
std::string_view type_name(Type type);  // "integertype", …
std::string with_article(Type type);    // "an integertype", "a stringtype"
Type type_by_name(std::string_view name);  // Type::Any when there is none of that name

struct Name;  // an interned name: see names.h
struct Op;    // a built-in operator: see op.h

// Base of everything that lives on the heap and is counted. One interpreter runs on one thread: the count is plain.
struct Object {
  Object() = default;
  Object(const Object&) {}  // a copy starts its own count
  Object& operator=(const Object&) { return *this; }
  virtual ~Object() = default;
  std::uint32_t references = 0;
};

class Token {
 public:
  Token() : type_(Type::Integer), integer_(0) {}
  Token(Type type, Object* object) : type_(type), object_(object) { ++object_->references; }
  Token(const Token& t) : type_(t.type_), position(t.position), integer_(t.integer_) { if (counted()) ++object_->references; }
  Token(Token&& t) noexcept : type_(t.type_), position(t.position), integer_(t.integer_) { t.type_ = Type::Integer; }
  Token& operator=(const Token& t) { Token copy(t); swap(copy); return *this; }
  Token& operator=(Token&& t) noexcept { swap(t); return *this; }
  ~Token() { if (counted()) release(); }

  static Token integer(std::int64_t i) { Token t; t.integer_ = i; return t; }
  static Token real(double d) { Token t; t.type_ = Type::Double; t.double_ = d; return t; }
  static Token boolean(bool b) { Token t; t.type_ = Type::Bool; t.integer_ = b; return t; }
  static Token literal(Name* n) { Token t; t.type_ = Type::Literal; t.name_ = n; return t; }
  static Token name(Name* n) { Token t; t.type_ = Type::Name; t.name_ = n; return t; }
  static Token function(const Op* f) { Token t; t.type_ = Type::Function; t.function_ = f; return t; }

  Type type() const { return type_; }
  bool is(Type type) const { return type_ == type; }
  bool counted() const { return type_ >= Type::String; }

  // Unchecked access: the caller has looked at the type.
  std::int64_t& as_integer() { return integer_; }
  double& as_double() { return double_; }
  std::int64_t as_integer() const { return integer_; }
  double as_double() const { return double_; }
  bool as_bool() const { return integer_ != 0; }
  Name* as_name() const { return name_; }          // Literal and Name
  const Op* as_function() const { return function_; }
  Object* object() const { return object_; }
  template <class T> T& as() const { return *static_cast<T*>(object_); }
  template <class T> T& edit();  // copy on write: the body, unshared first; the way to change a body that was not just made

  // Of a token that is an immediate already.
  void become(std::int64_t i) { type_ = Type::Integer, integer_ = i; }
  void become(double d) { type_ = Type::Double, double_ = d; }
  void become(bool b) { type_ = Type::Bool, integer_ = b; }

  void retype(Type type) { type_ = type; }  // between types of the same representation: array, procedure, …
  void swap(Token& t) noexcept {
    std::swap(type_, t.type_), std::swap(position, t.position);
    const std::int64_t payload = integer_;  // not by std::swap: its references would hide from the compiler that this is a union
    integer_ = t.integer_, t.integer_ = payload;
  }

 private:
#pragma GCC diagnostic push
#ifndef __clang__
#pragma GCC diagnostic ignored "-Warray-bounds"  // g++ 12 takes an immediate of 0 or 1 for a pointer, on a path that is never taken
#endif
  void release() { if (--object_->references == 0) delete object_; }
#pragma GCC diagnostic pop

  Type type_;
 public:
  std::uint32_t position = 0;  // where in the source text it was written, 0: nowhere (see source.h)
 private:
  union { std::int64_t integer_; double double_; Name* name_; const Op* function_; Object* object_; };
};
static_assert(sizeof(Token) == 16);

// Makes sure that there is memory for a large array before it is touched.
template <class T> struct CarefulAllocator {
  using value_type = T;
  static constexpr std::size_t large = std::size_t{4} << 20;
  T* allocate(std::size_t n) {
    if (n >= large / sizeof(T)) require_room(n * sizeof(T));
    return static_cast<T*>(::operator new(n * sizeof(T)));
  }
  void deallocate(T* p, std::size_t) { ::operator delete(p); }
  bool operator==(const CarefulAllocator&) const { return true; }
};

using TokenArray = std::vector<Token, CarefulAllocator<Token>>;

struct Code;  // what the loop makes of a procedure when it first runs

struct StringBody : Object {
  explicit StringBody(std::string s) : text(std::move(s)) {}
  std::string text;
};

struct ArrayBody : Object {  // array, procedure and literal procedure
  explicit ArrayBody(TokenArray a) : items(std::move(a)) {}
  ArrayBody(const ArrayBody& other) : Object(other), items(other.items) {}
  ~ArrayBody() override;
  void edited() {
    if (code) drop_code();
  }
  void drop_code();
  TokenArray items;
  Code* code = nullptr;  // owned
};

// Takes apart what the tokens own without recursion: data may be nested to any depth.
void dismantle(TokenArray& tokens);

template <class T> struct VectorBody : Object {  // shared with the kernel and with Python: no copy on the way
  explicit VectorBody(std::shared_ptr<std::vector<T>> v) : numbers(std::move(v)) {}
  std::shared_ptr<std::vector<T>> numbers;
};
using IntVectorBody = VectorBody<std::int64_t>;
using DoubleVectorBody = VectorBody<double>;

struct IteratorBody : Object {  // [start stop step], lazily
  IteratorBody(std::int64_t a, std::int64_t b, std::int64_t s) : start(a), stop(b), step(s) {}
  std::int64_t start, stop, step;
};

inline Token make_string(std::string s) { return Token(Type::String, new StringBody(std::move(s))); }
inline Token make_array(TokenArray a) { return Token(Type::Array, new ArrayBody(std::move(a))); }
inline Token make_procedure(TokenArray a) { return Token(Type::Procedure, new ArrayBody(std::move(a))); }
inline Token make_vector(std::vector<std::int64_t> v) {
  return Token(Type::IntVector, new IntVectorBody(std::make_shared<std::vector<std::int64_t>>(std::move(v))));
}
inline Token make_vector(std::vector<double> v) {
  return Token(Type::DoubleVector, new DoubleVectorBody(std::make_shared<std::vector<double>>(std::move(v))));
}

template <class T> T& Token::edit() {
  if (object_->references > 1) {
    auto* copy = new T(as<T>());
    copy->references = 1;
    --object_->references;
    object_ = copy;
  } else if constexpr (requires(T& body) { body.edited(); }) {
    as<T>().edited();
  }
  return as<T>();
}

bool equal(const Token& a, const Token& b);  // the language's eq

}  // namespace nestling::sli
