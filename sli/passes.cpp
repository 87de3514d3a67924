#include "sli/passes.h"

namespace nestling::sli {

Token take_result(Interp& i) {
  i.need(1);
  return i.pop();
}

bool take_answer(Interp& i) {
  i.need(1);
  if (!i.top().is(Type::Bool))
    fail(err::type_mismatch, "the procedure must leave a booltype, not ", with_article(i.top().type()));
  return i.pop().as_bool();
}

TokenArray Elements::expand(Token container) {
  if (container.is(Type::Array)) return std::move(container.edit<ArrayBody>().items);
  return to_array(container);
}

Token Elements::rebuilt() {
  if (type_ == Type::IntVector) return make_vector(numbers<Int>());
  if (type_ == Type::DoubleVector) return make_vector(numbers<double>());
  if (type_ != Type::String) return make_array(std::move(tokens_));
  const auto bytes = numbers<Int>();
  return make_string(std::string(bytes.begin(), bytes.end()));
}

}  // namespace nestling::sli
