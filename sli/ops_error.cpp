// Raising errors.
#include "sli/builtins.h"
#include "sli/interp.h"

namespace nestling::sli {

const OpTable error_ops = {
    op("raiseerror", "/command /error -> : raise the error in the command", stack<LitType, LitType>,
       [](Interp& i) {
         Name* error = i.pop().as_name();
         Name* command = i.pop().as_name();
         i.raise(error, command);
       })
        .as("raiseerror_"),
    op("raiseagain", "raise the latest error again", stack<>, [](Interp& i) { i.raise_again(); }),
};

}  // namespace nestling::sli
