# Compiler flags of the whole tree, in one interface target: everything that is compiled links `nestling_options`,
# so that an inline function has the same arithmetic wherever it is instantiated.

option(NESTLING_NATIVE "Optimise for the processor of this machine (-march=native)" ON)
option(NESTLING_COVERAGE "Count executed lines (gcov)" OFF)
option(NESTLING_FUZZ "Build the fuzzer of the interpreter (needs clang)" OFF)
set(NESTLING_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, Debug, RelWithDebInfo, Sanitized" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")
set(CMAKE_CXX_FLAGS_SANITIZED "-O1 -g -fno-omit-frame-pointer")
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_INSTALL_MESSAGE LAZY)

find_program(NESTLING_CCACHE ccache)
if(NESTLING_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${NESTLING_CCACHE}")
endif()

# What nearly every file reads is read once. Together with a compiler cache it would only keep that from finding things.
set(precompile ON)
if(CMAKE_CXX_COMPILER_LAUNCHER)
  set(precompile OFF)
endif()
option(NESTLING_PRECOMPILE "Precompile the headers of libraries" ${precompile})
# Half of the time of a small file goes into what several files instantiate alike: these are compiled a few at a time.
option(NESTLING_TOGETHER "Compile small files a few at a time" ${precompile})

add_library(nestling_options INTERFACE)
target_include_directories(nestling_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(
  nestling_options
  INTERFACE
    -Wall
    -Wextra
    # g++ 12 sees overlapping copies in std::string operator+ (its bug 105329); clang does not know the warning.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    # Nobody reads errno or the floating-point status after arithmetic; both would keep loops from being vectorised.
    # Not -ffast-math: infinities, NaN and the order of sums are part of the results.
    -fno-math-errno
    -fno-trapping-math
    # a*b+c is one fused operation wherever the processor has it: the same choice for every file, said explicitly
    # because the compilers' defaults differ.
    -ffp-contract=fast
    # A function of the shared library may be inlined within it, as in the programs.
    -fno-semantic-interposition)

if(NESTLING_NATIVE AND NOT NESTLING_SANITIZE AND CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(nestling_options INTERFACE -march=native)
endif()
if(NESTLING_SANITIZE)
  target_compile_options(nestling_options INTERFACE -fsanitize=${NESTLING_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(nestling_options INTERFACE -fsanitize=${NESTLING_SANITIZE})
endif()
if(NESTLING_COVERAGE)
  target_compile_options(nestling_options INTERFACE --coverage)
  target_link_options(nestling_options INTERFACE --coverage)
endif()
