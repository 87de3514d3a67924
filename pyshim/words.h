// Values of the language as words of 8 bytes and back: what crosses the C surface (see nestling.h for the layout).
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "pyshim/spares.h"
#include "sli/interp.h"

namespace nestling::shim {

using Word = long long;
using Words = std::vector<Word>;

struct Unconvertible : std::runtime_error {  // what() is the name of the type
  using std::runtime_error::runtime_error;
};

struct Malformed : std::runtime_error {  // words that are no values
  using std::runtime_error::runtime_error;
};

// Appends the value to the words. Long vectors are not copied: the words have their address and an object that keeps
// them alive; one that somebody else uses is copied into a spare buffer. An Unconvertible value leaves the words as
// they were.
void write(sli::Interp& interp, const sli::Token& value, const std::shared_ptr<Spares>& spares, Words& words);

// Pushes all values that the bytes hold, or none.
void push_all(sli::Interp& interp, const void* bytes, std::size_t size);

// Names travel as numbers.
inline Word id_of(const sli::Name* name) { return static_cast<Word>(reinterpret_cast<std::uintptr_t>(name)); }
inline sli::Name* name_of(Word id) { return reinterpret_cast<sli::Name*>(id); }

// Gives back what a long vector or a handle kept alive.
void release(Word object);

}  // namespace nestling::shim
