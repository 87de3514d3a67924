// What is known about the latest error, for reports and for the hosts of an interpreter.
#pragma once
#include <string>
#include <vector>

#include "sli/source.h"
#include "sli/token.h"

namespace nestling::sli {

class Interp;

// A place that execution had reached: a procedure, under the name by which it was called, and a token in it.
struct CallSite {
  Name* procedure = nullptr;  // null: outside of all named procedures
  std::uint32_t position = 0;
};

struct ErrorRecord {
  Name* error = nullptr;
  Name* command = nullptr;
  Name* second = nullptr;     // what it was before it became BadErrorHandler, because the last one had not been acknowledged,
  Name* second_command = nullptr;  // and its command
  Name* undefined = nullptr;  // the name that has no value, when that was the error
  Token culprit;              // the function or trie that did not take its operands
  std::vector<Type> found;    // the types of those, bottom first
  std::string message;
  std::string remark;           // for reports only: scripts find no message
  std::vector<CallSite> chain;  // innermost first; of a long one the middle is left out
  std::size_t left_out = 0;     // calls, after the first half of `chain`
};

// "net.sli:12:9" and the line with a caret below, then the calls that led there: lines of text, empty when nothing is known.
std::string place_of(const ErrorRecord& error, const Sources& sources);

// The message with a sentence that helps, if there is one: names that are meant perhaps, operands that are missing.
std::string with_advice(std::string message, const ErrorRecord& error, Interp& i);

}  // namespace nestling::sli
