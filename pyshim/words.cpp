#include "pyshim/words.h"

#include <bit>
#include <cstring>
#include <memory>
#include <span>

#include "pyshim/nestling.h"
#include "sli/bindings/kernel.h"

namespace nestling::shim {

using namespace nestling::sli;

namespace {

constexpr std::size_t connection_words = 5;
constexpr int deepest = 500;  // nesting; a dictionary may contain itself

Word head(nestling_kind kind, std::uint64_t n) { return static_cast<Word>(kind | n << 8); }
Word bits(double d) { return std::bit_cast<Word>(d); }

// What keeps a released-later object alive outside.
struct Kept {
  virtual ~Kept() = default;
};
template <class T>
struct KeptVector : Kept {
  explicit KeptVector(std::shared_ptr<std::vector<T>> v) : numbers(std::move(v)) {}
  std::shared_ptr<std::vector<T>> numbers;
};
struct KeptCopy : Kept {
  KeptCopy(Spares::Buffer b, std::shared_ptr<Spares> home) : buffer(std::move(b)), home(std::move(home)) {}
  ~KeptCopy() override { home->give_back(std::move(buffer)); }
  Spares::Buffer buffer;
  std::shared_ptr<Spares> home;  // may outlive the session
};
struct KeptToken : Kept {
  explicit KeptToken(Token t) : token(std::move(t)) {}
  Token token;
};

// Writing
// -----------------------------------------------------------------------------------------------------------------

class Writer {
 public:
  Writer(Interp& interp, const std::shared_ptr<Spares>& spares, Words& words)
      : interp_(interp), spares_(spares), words_(words) {}

  void value(const Token& t) {
    if (depth_ == deepest) throw Unconvertible(std::string(type_name(t.type())) + " nested too deeply");
    ++depth_;
    write(t);
    --depth_;
  }

  void give_up() {
    for (Word object : kept_) release(object);
  }

 private:
  void write(const Token& t) {
    switch (t.type()) {
      case Type::Integer:
        return put({NESTLING_INTEGER, t.as_integer()});
      case Type::Double:
        return put({NESTLING_DOUBLE, bits(t.as_double())});
      case Type::Bool:
        return put({head(NESTLING_BOOL, t.as_bool())});
      case Type::Literal:
        return put({head(NESTLING_LITERAL, id_of(t.as_name()))});
      case Type::String:
        return string(t.as<StringBody>().text);
      case Type::Array:
        return array(t.as<ArrayBody>().items);
      case Type::Dictionary:
        return dictionary(t.as<DictBody>());
      case Type::IntVector:
        return vector(NESTLING_INTVECTOR, t.as<IntVectorBody>().numbers);
      case Type::DoubleVector:
        return vector(NESTLING_DOUBLEVECTOR, t.as<DoubleVectorBody>().numbers);
      case Type::Connection:
        words_.push_back(NESTLING_CONNECTION);
        return connection(t);
      case Type::Mask:
      case Type::Parameter:
        return handle(t);
      case Type::Name:
        if (t.as_name()->text == "mark") return put({head(NESTLING_LITERAL, id_of(t.as_name()))});
        [[fallthrough]];
      default:
        throw Unconvertible(std::string(type_name(t.type())));
    }
  }

  void put(std::initializer_list<Word> words) { words_.insert(words_.end(), words); }

  void string(const std::string& text) {
    words_.push_back(head(NESTLING_STRING, text.size()));
    const std::size_t at = words_.size();
    words_.resize(at + (text.size() + 7) / 8);
    std::memcpy(words_.data() + at, text.data(), text.size());
  }

  void array(const TokenArray& items) {
    switch (common_type(items)) {
      case Type::Integer:
        return flat(NESTLING_INTEGERS, items, [](const Token& t) { return t.as_integer(); });
      case Type::Double:
        return flat(NESTLING_DOUBLES, items, [](const Token& t) { return bits(t.as_double()); });
      case Type::Literal:
        return flat(NESTLING_LITERALS, items, [](const Token& t) { return id_of(t.as_name()); });
      case Type::Connection:
        words_.push_back(head(NESTLING_CONNECTIONS, items.size()));
        words_.reserve(words_.size() + connection_words * items.size());
        for (auto& item : items) connection(item);
        return;
      default:
        words_.push_back(head(NESTLING_ARRAY, items.size()));
        for (auto& item : items) value(item);
    }
  }

  static Type common_type(const TokenArray& items) {
    if (items.empty()) return Type::Any;
    for (auto& item : items)
      if (item.type() != items[0].type()) return Type::Any;
    return items[0].type();
  }

  template <class F>
  void flat(nestling_kind kind, const TokenArray& items, F word) {
    words_.push_back(head(kind, items.size()));
    words_.reserve(words_.size() + items.size());
    for (auto& item : items) words_.push_back(word(item));
  }

  void dictionary(const DictBody& d) {
    words_.push_back(head(NESTLING_DICT, d.size()));
    for (auto* entry : d.entries()) {
      words_.push_back(id_of(entry->key));
      value(entry->value);
    }
  }

  // A vector that nobody else holds goes out as it is; one that is still in use is copied, for the receiver may write.
  template <class T>
  void vector(nestling_kind kind, const std::shared_ptr<std::vector<T>>& numbers) {
    if (numbers.use_count() == 1)
      return address(kind, numbers->size(), numbers->data(), std::make_unique<KeptVector<T>>(numbers));
    const std::size_t n_bytes = numbers->size() * sizeof(T);
    auto copy = spares_->take(n_bytes);
    void* data = copy.bytes.get();
    if (n_bytes > 0) std::memcpy(data, numbers->data(), n_bytes);
    address(kind, numbers->size(), data, std::make_unique<KeptCopy>(std::move(copy), spares_));
  }

  void address(nestling_kind kind, std::size_t n, const void* data, std::unique_ptr<Kept> owner) {
    put({head(kind, n), static_cast<Word>(reinterpret_cast<std::uintptr_t>(data)), keep(std::move(owner))});
  }

  void connection(const Token& t) {
    const ConnectionId& c = t.as<ConnectionBody>().id();
    put({c.source, c.target, c.thread, c.model, c.port});
  }

  void handle(const Token& t) {
    put({head(NESTLING_HANDLE, static_cast<std::uint64_t>(id_of(interp_.intern(type_name(t.type()))))),
         keep(std::make_unique<KeptToken>(t))});
  }

  Word keep(std::unique_ptr<Kept> kept) {
    kept_.push_back(static_cast<Word>(reinterpret_cast<std::uintptr_t>(kept.get())));
    kept.release();
    return kept_.back();
  }

  Interp& interp_;
  const std::shared_ptr<Spares>& spares_;
  Words& words_;
  Words kept_;
  int depth_ = 0;
};

// Reading
// -----------------------------------------------------------------------------------------------------------------

class Reader {
 public:
  Reader(const Word* begin, const Word* end) : at_(begin), end_(end) {}

  bool done() const { return at_ == end_; }

  Token value() {
    if (depth_ == deepest) throw Malformed("operands for the interpreter are nested too deeply");
    ++depth_;
    Token t = read();
    --depth_;
    return t;
  }

 private:
  Token read() {
    const auto first = static_cast<std::uint64_t>(take(1)[0]);
    const std::uint64_t n = first >> 8;
    switch (first & 0xff) {
      case NESTLING_INTEGER:
        return Token::integer(take(1)[0]);
      case NESTLING_DOUBLE:
        return Token::real(std::bit_cast<double>(take(1)[0]));
      case NESTLING_BOOL:
        return Token::boolean(n != 0);
      case NESTLING_STRING:
        return make_string(text(n));
      case NESTLING_LITERAL:
        return Token::literal(name_of(static_cast<Word>(n)));
      case NESTLING_ARRAY:
        return array(n, [this] { return value(); });
      case NESTLING_DICT:
        return dictionary(n);
      case NESTLING_INTEGERS:
        return array(n, [this] { return Token::integer(take(1)[0]); });
      case NESTLING_DOUBLES:
        return array(n, [this] { return Token::real(std::bit_cast<double>(take(1)[0])); });
      case NESTLING_LITERALS:
        return array(n, [this] { return Token::literal(name_of(take(1)[0])); });
      case NESTLING_INTVECTOR:
        return vector<std::int64_t>(n);
      case NESTLING_DOUBLEVECTOR:
        return vector<double>(n);
      case NESTLING_CONNECTION:
        return make_connection(connection());
      case NESTLING_CONNECTIONS:
        return connections(n);
      case NESTLING_HANDLE:
        return reinterpret_cast<KeptToken*>(take(1)[0])->token;
      default:
        throw Malformed("operands for the interpreter: unknown kind " + std::to_string(first & 0xff));
    }
  }

  std::span<const Word> take(std::uint64_t n) {
    if (n > static_cast<std::uint64_t>(end_ - at_)) throw Malformed("operands for the interpreter end too early");
    std::span<const Word> words(at_, n);
    at_ += n;
    return words;
  }

  std::string text(std::uint64_t n) { return std::string(reinterpret_cast<const char*>(take((n + 7) / 8).data()), n); }

  template <class F>
  Token array(std::uint64_t n, F item) {
    if (n > static_cast<std::uint64_t>(end_ - at_)) throw Malformed("operands for the interpreter end too early");
    TokenArray items;
    items.reserve(n);
    for (; n > 0; --n) items.push_back(item());
    return make_array(std::move(items));
  }

  Token dictionary(std::uint64_t n) {
    Token t = make_dict();
    for (; n > 0; --n) {
      Name* key = name_of(take(1)[0]);
      t.as<DictBody>()[key] = value();
    }
    return t;
  }

  template <class T>
  Token vector(std::uint64_t n) {
    const T* data = reinterpret_cast<const T*>(take(1)[0]);
    return make_vector(std::vector<T>(data, data + n));
  }

  ConnectionId connection() {
    auto w = take(connection_words);
    return {w[0], w[1], w[2], w[3], w[4]};
  }

  Token connections(std::uint64_t n) {
    if (n > static_cast<std::uint64_t>(end_ - at_)) throw Malformed("operands for the interpreter end too early");
    std::vector<ConnectionId> ids;
    ids.reserve(n);
    for (; n > 0; --n) ids.push_back(connection());
    return make_array(make_connections(std::move(ids)));
  }

  const Word* at_;
  const Word* end_;
  int depth_ = 0;
};

}  // namespace

void write(Interp& interp, const Token& value, const std::shared_ptr<Spares>& spares, Words& words) {
  const std::size_t before = words.size();
  Writer writer(interp, spares, words);
  try {
    writer.value(value);
  } catch (...) {
    writer.give_up();
    words.resize(before);
    throw;
  }
}

void push_all(Interp& interp, const void* bytes, std::size_t size) {
  const auto* words = static_cast<const Word*>(bytes);
  Reader reader(words, words + size / sizeof(Word));
  TokenArray values;
  while (!reader.done()) values.push_back(reader.value());
  for (auto& v : values) interp.push(std::move(v));
}

void release(Word object) { delete reinterpret_cast<Kept*>(object); }

}  // namespace nestling::shim
