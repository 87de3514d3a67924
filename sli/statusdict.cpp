#include "sli/statusdict.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <string_view>

#include "sli/builtins.h"
#include "sli/dictionary.h"
#include "sli/search_path.h"
#include "sli/text.h"

extern char** environ;

namespace nestling::sli {
namespace {

constexpr std::pair<const char*, int> exit_codes[] = {{"success", 0},
                                                      {"restart_serial", 4},
                                                      {"unknownerror", 10},
                                                      {"userabort", 15},
                                                      {"exception", 125},
                                                      {"scripterror", 126},
                                                      {"fatal", 127},
                                                      {"abort", 134},
                                                      {"segfault", 139},
                                                      {"skipped", 200},
                                                      {"skipped_no_mpi", 201},
                                                      {"skipped_have_mpi", 202},
                                                      {"skipped_no_threading", 203},
                                                      {"skipped_no_gsl", 204},
                                                      {"skipped_no_music", 205}};

constexpr std::pair<const char*, std::size_t> sizes[] = {{"int", sizeof(int)},
                                                         {"long", sizeof(long)},
                                                         {"long_long", sizeof(long long)},
                                                         {"size_t", sizeof(std::size_t)},
                                                         {"float", sizeof(float)},
                                                         {"double", sizeof(double)},
                                                         {"long_double", sizeof(long double)},
                                                         {"void_ptr", sizeof(void*)},
                                                         {"Token", sizeof(Token)}};

template <class Table>
Token numbers(Interp& i, const Table& table) {
  Token dict = make_dict();
  for (const auto& [name, value] : table) dict.as<DictBody>()[i.intern(name)] = Token::integer(static_cast<Int>(value));
  return dict;
}

Token environment(Interp& i) {
  Token dict = make_dict();
  for (char** variable = environ; variable && *variable; ++variable) {
    const std::string_view text = *variable;
    const auto equals = text.find('=');
    if (equals != std::string_view::npos)
      dict.as<DictBody>()[i.intern(text.substr(0, equals))] = make_string(std::string(text.substr(equals + 1)));
  }
  return dict;
}

Token strings(const std::vector<std::string>& texts) {
  TokenArray items;
  for (const auto& t : texts) items.push_back(make_string(t));
  return make_array(std::move(items));
}

void print_facts(Interp& i) {
  auto& status = i.statusdict();
  i.out() << "Nestling " << program_version() << '\n';
  for (const char* fact : {"version", "built", "host", "hostos", "hostcpu", "prefix", "threading"})
    i.out() << "  " << fact << ": " << plain_text(value_at(status, i.intern(fact))) << '\n';
}

}  // namespace

std::string_view program_version() { return NESTLING_VERSION; }
std::string_view compatible_version() { return "nest-2.20.2"; }

int exit_code(Interp& i, std::string_view name) {
  const Token* codes = i.statusdict().find(i.intern("exitcodes"));
  const Token* code = codes && codes->is(Type::Dictionary) ? codes->as<DictBody>().find(i.intern(name)) : nullptr;
  if (code && code->is(Type::Integer)) return static_cast<int>(code->as_integer());
  for (const auto& [known, value] : exit_codes)  // a script may have changed statusdict
    if (name == known) return value;
  return 1;
}

int final_exit_code(Interp& i) {
  const Token* code = i.statusdict().find(i.intern("exitcode"));
  return code && code->is(Type::Integer) ? static_cast<int>(code->as_integer() & 255) : 0;
}

void define_status(Interp& i) {
  auto& status = i.statusdict();
  const auto set = [&](const char* key, Token value) { status[i.intern(key)] = std::move(value); };
  utsname host{};
  ::uname(&host);
  const auto data = data_directory();
  set("kernelname", make_string("NEST"));
  set("version", make_string(std::string(compatible_version())));
  set("program", make_string("Nestling " + std::string(program_version())));
  set("built", make_string(__DATE__ " " __TIME__));
  set("prefix", make_string(data.parent_path().parent_path()));
  set("prgdatadir", make_string(data));
  set("prgdocdir", make_string(data / "doc"));
  set("platform", make_string(std::string(host.machine) + "-" + host.sysname));
  set("host", make_string(host.nodename));
  set("hostos", make_string(host.sysname));
  set("hostcpu", make_string(host.machine));
  set("hostvendor", make_string("unknown"));
  set("threading", make_string("openmp"));  // what scripts compare with; the threads are the library's own
  for (const char* absent : {"have_gsl", "have_libneurosim", "have_mpi", "have_music", "is_mpi"})
    set(absent, Token::boolean(false));
#ifdef NDEBUG
  set("ndebug", Token::boolean(true));
#else
  set("ndebug", Token::boolean(false));
#endif
  set("architecture", numbers(i, sizes));
  set("exitcodes", numbers(i, exit_codes));
  set("exitcode", Token::integer(0));
  set("environment", environment(i));
  set_status_arguments(i, {}, {}, {}, false);
}

void set_status_arguments(Interp& i, const std::vector<std::string>& argv, const std::vector<std::string>& files,
                          const std::vector<std::string>& user_arguments, bool interactive) {
  auto& status = i.statusdict();
  status[i.intern("argv")] = strings(argv);
  status[i.intern("files")] = strings(files);
  status[i.intern("userargs")] = strings(user_arguments);
  status[i.intern("interactive")] = Token::boolean(interactive);
}

const OpTable status_ops = {
    op("environment", "-> dict: the environment variables",
       [](Interp& i) { return value_at(i.statusdict(), i.intern("environment")); }),
    op("is_threaded", "-> bool: can threads be used",
       [](Interp& i) { return plain_text(value_at(i.statusdict(), i.intern("threading"))) != "no"; }),
    op("is_threaded_with_openmp", "-> bool: is the thread library OpenMP",
       [](Interp& i) { return plain_text(value_at(i.statusdict(), i.intern("threading"))) == "openmp"; }),
    op("sysinfo", "print facts about the program", [](Interp& i) { print_facts(i); }),
};

}  // namespace nestling::sli
