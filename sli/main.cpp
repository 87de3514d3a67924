#include <iostream>

#include "sli/bindings/program.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  return nestling::sli::run_program(argc, argv);
}
