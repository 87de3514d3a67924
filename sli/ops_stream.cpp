// Streams: standard streams, files and text as streams, reading from them, their state.
#include <unistd.h>
#include <iostream>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/stream.h"
#include "sli/text.h"

namespace nestling::sli {
namespace {

using Input = Slot<IStr>;
using Out = Slot<OStr>;

// cout and cerr go where the interpreter's output goes at present.
struct StandardOStream : OStreamBody {
  StandardOStream(Interp& i, std::ostream& (Interp::*which)(), int descriptor)
      : OStreamBody(StreamKind::standard), interp(i), which(which), number(descriptor) {}
  std::ostream& stream() override { return (interp.*which)(); }
  int descriptor() const override { return number; }
  Interp& interp;
  std::ostream& (Interp::*which)();
  int number;
};

std::istream& usable(const Input& s) {
  if (!s->buffer && s->kind == StreamKind::file) fail(err::bad_io, "the stream from ", s->name, " is closed");
  return s.token().as<IStreamBody>().stream;
}

[[noreturn]] void fail_at_end(const Input& s) { fail(err::bad_io, "there is nothing more to read in ", s->name); }

void close_istream(const Input& s) {
  if (s->kind == StreamKind::text) fail(err::argument_type, "only files can be closed; this stream reads from a text");
  if (s->kind == StreamKind::standard) fail(err::bad_io, "the standard input stays open");
  auto& body = s.token().as<IStreamBody>();
  body.stream.rdbuf(nullptr);
  body.buffer.reset();
  body.descriptor = -1;
}

void close_ostream(const Out& s) {
  if (s->kind == StreamKind::text)
    fail(err::argument_type, "only files can be closed; this stream collects text (see str)");
  if (s->kind == StreamKind::standard) fail(err::bad_io, "standard output and error stay open");
  s.token().as<OStreamBody>().close();
}

// What the operators that read leave: the item and true, or false.
void push_found(Interp& i, bool success, Token item) {
  if (success) i.push(std::move(item));
  i.push(success);
}

bool read_line(std::istream& in, std::string& line) {
  if (!std::getline(in, line)) return false;
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return true;
}

template <class T>
bool read_item(std::istream& in, Token& item) {
  T x{};
  if (!(in >> x)) return false;
  if constexpr (std::is_same_v<T, std::string>) item = make_string(std::move(x));
  else if constexpr (std::is_same_v<T, double>) item = Token::real(x);
  else item = Token::integer(x);
  return true;
}

bool read_line_item(std::istream& in, Token& item) {
  std::string line;
  if (!read_line(in, line)) return false;
  item = make_string(std::move(line));
  return true;
}

using Reader = bool (*)(std::istream&, Token&);

template <Reader read>
void read_operator(Interp& i) {
  Token item;
  const bool success = read(usable(Input(i.top())), item);
  push_found(i, success, std::move(item));
}

std::vector<Reader> readers_of(const TokenArray& types) {
  std::vector<Reader> readers;
  for (const Token& t : types) {
    const std::string type = plain_text(t);
    if (type == "Integer") readers.push_back(read_item<Int>);
    else if (type == "Double" || type == "Number") readers.push_back(read_item<double>);
    else if (type == "Word") readers.push_back(read_item<std::string>);
    else if (type == "String") readers.push_back(read_line_item);
    else fail(err::argument_type, "can read /Integer, /Double, /Number, /Word or /String, not ", program_text(t));
  }
  if (readers.empty()) fail(err::argument_type, "a record must have at least one item");
  return readers;
}

TokenArray read_record(std::istream& in, const std::vector<Reader>& readers) {
  TokenArray record;
  Token item;
  for (Reader read : readers) {
    if (!read(in, item)) break;
    record.push_back(std::move(item));
  }
  return record;
}

TokenArray read_list(std::istream& in, const std::vector<Reader>& readers) {
  TokenArray list;
  for (;;) {
    TokenArray record = read_record(in, readers);
    if (record.empty()) return list;
    if (readers.size() == 1) list.push_back(std::move(record[0]));
    else list.push_back(make_array(std::move(record)));
  }
}

template <auto Test>
struct Ask {
  std::tuple<Input, bool> operator()(Input s) const { return {s, (s->stream.*Test)()}; }
};
template <auto Test>
struct AskOut {
  std::tuple<Out, bool> operator()(Out s) const { return {s, (s.token().as<OStreamBody>().stream().*Test)()}; }
};

Token open_for_append_or_write(const std::string& mode, const std::string& name, bool& opened) {
  if (mode != "w" && mode != "a") fail(Err{"UnknownFileOpenMode"}, "the mode must be (w) or (a), not (", mode, ")");
  Token stream;
  opened = open_ostream(name, mode == "a", stream);
  return stream;
}

// name … -> stream true, or false; n operands are replaced
void replace_by_stream(Interp& i, std::size_t n, bool opened, Token stream) {
  i.drop(n);
  push_found(i, opened, std::move(stream));
}

}  // namespace

const OpTable stream_ops = {
    op("ifstream", "(name) -> istream true, or false: open a file for reading", stack<Str>,
       [](Interp& i) {
         Token stream;
         const bool opened = open_istream(i.top().as<StringBody>().text, stream);
         replace_by_stream(i, 1, opened, std::move(stream));
       }),
    op("xifstream", "(name) -> xistream true, or false: open a file for execution", stack<Str>,
       [](Interp& i) {
         Token stream;
         const bool opened = open_istream(i.top().as<StringBody>().text, stream);
         if (opened) stream.retype(Type::XIStream);
         replace_by_stream(i, 1, opened, std::move(stream));
       }),
    op("ofstream", "(name) -> ostream true, or false: create a file", stack<Str>,
       [](Interp& i) {
         Token stream;
         const bool opened = open_ostream(i.top().as<StringBody>().text, false, stream);
         replace_by_stream(i, 1, opened, std::move(stream));
       }),
    op("ofsopen", "(name) (w) -> ostream true, or false: open a file for writing (w) or appending (a)", stack<Str, Str>,
       [](Interp& i) {
         bool opened;
         Token stream = open_for_append_or_write(i.top().as<StringBody>().text, i.top(1).as<StringBody>().text, opened);
         replace_by_stream(i, 2, opened, std::move(stream));
       }),
    op("isstream", "(text) -> istream true: read from a text",
       [](const std::string& text) {
         return std::tuple{make_istream(text), true};
       }),
    op("osstream", "-> ostream true: collect text (see str)",
       []() {
         return std::tuple{make_text_ostream(), true};
       }),
    op("ostrstream", "-> ostream true: collect text (see str)",
       []() {
         return std::tuple{make_text_ostream(), true};
       }),
    op("str", "ostream -> string: the text that was written to a text stream",
       [](Out s) {
         if (s->kind != StreamKind::text)
           fail(Err{"StringStreamExpected"}, "only streams made by osstream keep their text");
         return text_of(s.token().as<OStreamBody>());
       }),
    op("close", "istream -> : close a file", [](Input s) { close_istream(s); }).as("closeistream"),
    op("close", "ostream -> : close a file", [](Out s) { close_ostream(s); }).as("closeostream"),

    op("getline", "istream -> istream string true, or istream false: the next line", stack<IStr>,
       read_operator<read_line_item>)
        .as("getline_is"),
    op("oldgetline", "istream -> istream string: the next line, empty at the end",
       [](Input s) {
         std::string line;
         read_line(usable(s), line);
         return std::tuple{s, line};
       }),
    op("getc", "istream -> istream byte",
       [](Input s) {
         const int c = usable(s).get();
         if (c < 0) fail_at_end(s);
         return std::tuple{s, c};
       }),
    op("gets", "istream -> istream string: the next word",
       [](Input s) {
         std::string word;
         if (!(usable(s) >> word)) fail_at_end(s);
         return std::tuple{s, word};
       }),
    op("ReadInt", "istream -> istream int true, or istream false", stack<IStr>, read_operator<read_item<Int>>),
    op("ReadDouble", "istream -> istream double true, or istream false", stack<IStr>, read_operator<read_item<double>>),
    op("ReadWord", "istream -> istream string true, or istream false", stack<IStr>,
       read_operator<read_item<std::string>>),
    op("Read", "istream [/Integer /Word ..] -> istream array true, or istream false: one record", stack<IStr, Arr>,
       [](Interp& i) {
         TokenArray record = read_record(usable(Input(i.top(1))), readers_of(i.top().as<ArrayBody>().items));
         i.drop();
         const bool any = !record.empty();
         push_found(i, any, make_array(std::move(record)));
       }),
    op("ReadList", "istream [/Integer /Word ..] -> array: all records up to the end",
       [](Input s, In<Arr> types) { return read_list(usable(s), readers_of(types->items)); }),
    op("ws", "istream -> istream: skip white space", [](Input s) { return usable(s) >> std::ws, s; }),
    op("ignore", "istream -> istream: throw away what is waiting",
       [](Input s) {
         auto& in = usable(s);
         in.ignore(in.rdbuf()->in_avail());
         return s;
       }),
    op("in_avail", "istream -> istream n: bytes that are waiting",
       [](Input s) {
         return std::tuple{s, static_cast<Int>(usable(s).rdbuf()->in_avail())};
       }),

    op("eof", "istream -> istream bool: was the end reached", Ask<&std::istream::eof>{}),
    op("eof", "ostream -> ostream bool", AskOut<&std::ostream::eof>{}),
    op("good", "istream -> istream bool: can it be used", Ask<&std::istream::good>{}),
    op("good", "ostream -> ostream bool: can it be used", AskOut<&std::ostream::good>{}),
    op("ieof", "istream -> istream bool: was the end reached", Ask<&std::istream::eof>{}),
    op("igood", "istream -> istream bool: can it be used", Ask<&std::istream::good>{}),
    op("ifail", "istream -> istream bool: has the latest operation failed", Ask<&std::istream::fail>{}),
    op("oeof", "ostream -> ostream bool", AskOut<&std::ostream::eof>{}),
    op("ogood", "ostream -> ostream bool: can it be used", AskOut<&std::ostream::good>{}),
    op("iclear", "istream -> istream: forget errors", [](Input s) { return usable(s).clear(), s; }),
    op("oclear", "ostream -> ostream: forget errors",
       [](Out s) { return s.token().as<OStreamBody>().stream().clear(), s; }),
};

void define_standard_streams(Interp& i) {
  auto& system = i.systemdict();
  system[i.intern("cout")] = Token(Type::OStream, new StandardOStream(i, &Interp::out, STDOUT_FILENO));
  system[i.intern("cerr")] = Token(Type::OStream, new StandardOStream(i, &Interp::err, STDERR_FILENO));
  system[i.intern("cin")] = Token(Type::IStream, new IStreamBody(std::cin.rdbuf(), "standard input", STDIN_FILENO));
}

}  // namespace nestling::sli
