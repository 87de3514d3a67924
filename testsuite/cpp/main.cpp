// The test program: every *.cpp below this folder is part of it.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
