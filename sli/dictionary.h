// What several commands do with the contents of dictionaries.
#pragma once
#include <string>
#include <vector>

#include "sli/names.h"

namespace nestling::sli {

Token value_at(const DictBody& dict, Name* key);  // DictError with a suggestion when there is none
std::vector<std::string> key_texts(const DictBody& dict);
void merge(DictBody& to, const DictBody& from);
Token cloned(const DictBody& dict);
Token dictionary_of_pairs(const Token* items, std::size_t n);  // /key value /key value …

}  // namespace nestling::sli
