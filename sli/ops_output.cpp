// Output: text forms, streams' settings, the printed stack.
#include <iomanip>
#include <ostream>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/stream.h"
#include "sli/text.h"

namespace nestling::sli {
namespace {

using Out = Slot<OStr>;

std::ostream& usable(const Out& stream) {
  auto& out = stream->stream();
  if (!out) fail(err::bad_io, "the stream cannot be written to: it is closed, or an earlier write has failed");
  return out;
}

Out checked(const Out& stream) {
  if (!stream->stream()) fail(err::bad_io, "writing to the stream failed");
  return stream;
}

// A manipulator of the C++ library as an operator.
template <auto Manipulator>
struct Manipulate {
  Out operator()(Out stream) const {
    usable(stream) << Manipulator;
    return stream;
  }
};

template <void (*Write)(std::ostream&, const Token&)>
struct Put {
  Out operator()(Out stream, const Token& x) const {
    Write(usable(stream), x);
    return checked(stream);
  }
};

template <void (*Write)(std::ostream&, const Token&)>
struct Print {
  void operator()(Interp& i, const Token& x) const { Write(i.out(), x); }
};

template <void (*Write)(std::ostream&, const Token&)>
struct PrintLine {
  void operator()(Interp& i, const Token& x) const {
    Write(i.out(), x);
    i.out() << '\n';
  }
};

void write_type_and_value(std::ostream& out, const Token& x) {
  out << type_name(x.type()) << ':';
  write_program(out, x);
}

template <void (*Write)(std::ostream&, const Token&)>
struct PrintStack {
  void operator()(Interp& i) const {
    for (std::size_t k = 0; k < i.count(); ++k) {
      Write(i.out(), i.top(k));
      i.out() << '\n';
    }
  }
};

void print_structure(Interp& i, const Token& x) {
  if (x.is(Type::Dictionary)) return write_table(i.out(), x.as<DictBody>());
  const auto flags = i.out().setf(std::ios::showpoint);
  if (x.is(Type::Double)) write_plain(i.out(), x);
  else write_program(i.out(), x);
  i.out().flags(flags);
  i.out() << '\n';
}

void inspect(Interp& i, const Token& x) {
  if (!x.is(Type::Literal)) return print_structure(i, x);
  const Token* value = i.lookup(x.as_name());
  i.out() << '/' << x.as_name()->text << " : ";
  if (!value) i.out() << "undefined\n";
  else {
    i.out() << type_name(value->type()) << " := \n";
    print_structure(i, *value);
  }
}

}  // namespace

const OpTable output_ops = {
    op("=", "x -> : print it plainly, and a line feed", PrintLine<write_plain>{}).as("=_"),
    op("==", "x -> : print it as in a program, and a line feed", PrintLine<write_program>{}).as("==_"),
    op("=only", "x -> : print it plainly", Print<write_plain>{}),
    op("==only", "x -> : print it as in a program", Print<write_program>{}),
    op("<-", "ostream x -> ostream: write x plainly", Put<write_plain>{}).as("<-_"),
    op("<--", "ostream x -> ostream: write x as in a program", Put<write_program>{}).as("<--_"),
    op("print", "ostream x -> ostream: write x plainly", Put<write_plain>{}),
    op("pprint", "ostream x -> ostream: write x as in a program", Put<write_program>{}),
    op("cvs", "x -> string: the text that = prints", [](const Token& x) { return plain_text(x); }),
    op("pcvs", "x -> string: the text that == prints", [](const Token& x) { return program_text(x); }),

    op("endl", "ostream -> ostream: line feed, and flush", Manipulate<std::endl<char, std::char_traits<char>>>{})
        .as("endl_"),
    op("flush", "ostream -> ostream: write out what is waiting",
       Manipulate<std::flush<char, std::char_traits<char>>>{}),
    op("ends", "ostream -> ostream: write a zero byte", Manipulate<std::ends<char, std::char_traits<char>>>{}),
    op("setw", "ostream n -> ostream: width of the next item",
       [](Out stream, Int n) { return usable(stream).width(n), stream; }),
    op("setprecision", "ostream n -> ostream: digits of doubles",
       [](Out stream, Int n) { return usable(stream).precision(n), stream; }),
    op("fixed", "ostream -> ostream: doubles without exponent", Manipulate<std::fixed>{}),
    op("scientific", "ostream -> ostream: doubles with exponent", Manipulate<std::scientific>{}),
    op("default", "ostream -> ostream: doubles in general notation", Manipulate<std::defaultfloat>{}),
    op("showpoint", "ostream -> ostream: doubles always with a decimal point", Manipulate<std::showpoint>{}),
    op("noshowpoint", "ostream -> ostream: undo showpoint", Manipulate<std::noshowpoint>{}),
    op("showbase", "ostream -> ostream: 0x and 0 before hexadecimal and octal integers", Manipulate<std::showbase>{}),
    op("noshowbase", "ostream -> ostream: undo showbase", Manipulate<std::noshowbase>{}),
    op("hex", "ostream -> ostream: hexadecimal integers", Manipulate<std::hex>{}),
    op("oct", "ostream -> ostream: octal integers", Manipulate<std::oct>{}),
    op("dec", "ostream -> ostream: decimal integers", Manipulate<std::dec>{}),
    op("left", "ostream -> ostream: pad on the right", Manipulate<std::left>{}),
    op("right", "ostream -> ostream: pad on the left", Manipulate<std::right>{}),
    op("internal", "ostream -> ostream: pad after the sign", Manipulate<std::internal>{}),

    op("stack", "print the operand stack plainly, top first", PrintStack<write_plain>{}),
    op("pstack", "print the operand stack as in a program, top first", PrintStack<write_program>{}),
    op("ostackdump", "print the operand stack with types, top first", PrintStack<write_type_and_value>{}),
    op("typestack", "print the operand stack with types, top first", PrintStack<write_type_and_value>{}),
    op("inspect", "x -> : print it with its structure; of a literal: what it is bound to",
       [](Interp& i, const Token& x) { inspect(i, x); }),
    op("?", "x -> : inspect", [](Interp& i, const Token& x) { inspect(i, x); }),
    op("info", "dict -> : print the entries of a dictionary",
       [](Interp& i, In<Dic> dict) { write_table(i.out(), *dict); }),
    op("info_d", "ostream dict -> : print the entries of a dictionary",
       [](Out stream, In<Dic> dict) { write_table(usable(stream), *dict); }),
};

}  // namespace nestling::sli
