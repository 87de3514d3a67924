// Formulas in infix notation.
#include "sli/builtins.h"
#include "sli/infix.h"
#include "sli/sequence.h"

namespace nestling::sli {

const OpTable infix_ops = {
    op("pdef", "/x value -> : bind in the current dictionary, the def of formulas",
       [](Interp& i, Lit name, const Token& value) { i.define(name, value); }),
    op("CompileMath", "string -> procedure: a formula such as (x = 3; max(x, 2)^2)",
       [](Interp& i, const std::string& text) { return make_procedure(compile_infix(i, text)); })
        .as_trie(),
    op("ExecMath", "string -> ...: compile a formula and execute it", stack<Str>,
       [](Interp& i) {
         Token procedure = make_procedure(compile_infix(i, i.top().as<StringBody>().text));
         i.drop();
         i.call(std::move(procedure));
       })
        .as_trie(),
};

}  // namespace nestling::sli
