// The functions of nestling.h: no exception passes them.
#include "pyshim/nestling.h"

#include <exception>
#include <new>

#include "pyshim/session.h"
#include "sli/bindings/program.h"

struct nestling_session {
  nestling::shim::Session session;
};

using nestling::shim::Session;

nestling_session* nestling_new(int argc, const char* const* argv, nestling_output output, void* context) {
  try {
    return new nestling_session{Session({argv, argv + argc}, output, context)};
  } catch (const std::exception&) { return nullptr; }
}

void nestling_free(nestling_session* n) { delete n; }

int nestling_call(nestling_session* n, const void* operands, size_t bytes, const char* text, size_t length,
                  int n_results, nestling_values* results) {
  try {
    return n->session.call(operands, bytes, text, length, n_results, *results);
  } catch (const std::exception& e) {
    n->session.break_off(e.what());
    return NESTLING_BROKEN;
  }
}

size_t nestling_count(nestling_session* n) { return n->session.interp().count(); }

nestling_failure nestling_last_error(nestling_session* n) { return n->session.failure(); }

long long nestling_intern(nestling_session* n, const char* text, size_t length) {
  try {
    return nestling::shim::id_of(n->session.interp().intern({text, length}));
  } catch (const std::exception&) { return 0; }
}

const char* nestling_name(nestling_session*, long long id) { return nestling::shim::name_of(id)->text.c_str(); }

void nestling_release(long long object) { nestling::shim::release(object); }

void nestling_interrupt(nestling_session* n) { n->session.interrupt(); }

void nestling_show_progress(nestling_session* n, nestling_columns columns, nestling_bar bar, void* context) {
  n->session.show_progress([=] { return columns(context); },
                           [=](const nestling::RunProgress& p) { return bar(p.done_ms, p.total_ms, p.ended, context) != 0; });
}

int nestling_main(int argc, const char* const* argv) { return nestling::sli::run_program(argc, argv); }
