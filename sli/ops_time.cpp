// Clocks and resource use.
#include <sys/resource.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "sli/builtins.h"
#include "sli/interp.h"

namespace nestling::sli {
namespace {

double wall_clock() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Stopwatch {
  double started = wall_clock();
};

// Real time, user and system time of this process and of its children, in ticks.
std::array<clock_t, 5> clock_ticks() {
  tms t;
  const clock_t real = ::times(&t);
  return {real, t.tms_utime, t.tms_stime, t.tms_cutime, t.tms_cstime};
}

double seconds(clock_t ticks) { return static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK)); }

Token usage(Interp& i, int who) {
  rusage r;
  ::getrusage(who, &r);
  const std::pair<const char*, long> counts[] = {
      {"maxrss", r.ru_maxrss},   {"ixrss", r.ru_ixrss},   {"idrss", r.ru_idrss},   {"isrss", r.ru_isrss},
      {"minflt", r.ru_minflt},   {"majflt", r.ru_majflt}, {"nswap", r.ru_nswap},   {"inblock", r.ru_inblock},
      {"oublock", r.ru_oublock}, {"msgsnd", r.ru_msgsnd}, {"msgrcv", r.ru_msgrcv}, {"nsignals", r.ru_nsignals},
      {"nvcsw", r.ru_nvcsw},     {"nivcsw", r.ru_nivcsw}};
  Token dict = make_dict();
  auto& body = dict.as<DictBody>();
  const auto time = [](const timeval& t) {
    return Token::real(static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec));
  };
  body[i.intern("utime")] = time(r.ru_utime);
  body[i.intern("stime")] = time(r.ru_stime);
  for (const auto& [name, count] : counts) body[i.intern(name)] = Token::integer(count);
  return dict;
}

void wait_seconds(double s) {
  if (!(s >= 0) || s > 1e9) fail(err::bad_parameter_value, "cannot wait for ", s, " seconds");
  timespec rest{static_cast<time_t>(s), static_cast<long>((s - std::floor(s)) * 1e9)};
  ::nanosleep(&rest, nullptr);  // a signal ends it
}

// "VmSize:  1234 kB" of /proc/self/status
Int memory_in_kB(const std::string& field) {
  FILE* status = std::fopen("/proc/self/status", "r");
  if (!status) fail(err::bad_io, "/proc/self/status cannot be read");
  long kB = 0;
  for (char line[256]; std::fgets(line, sizeof line, status);)
    if (std::string_view(line).starts_with(field + ":")) kB = std::strtol(line + field.size() + 1, nullptr, 10);
  std::fclose(status);
  return kB;
}

}  // namespace

const OpTable time_ops = {
    op("time", "-> n: seconds since the beginning of 1970", []() { return static_cast<Int>(::time(nullptr)); }),
    op("clock", "-> seconds: wall clock", []() { return wall_clock(); }),
    op("realtime", "-> seconds: wall clock", []() { return wall_clock(); }),
    op("usertime", "-> seconds: user CPU time", []() { return seconds(clock_ticks()[1]); }),
    op("systemtime", "-> seconds: system CPU time", []() { return seconds(clock_ticks()[2]); }),
    op("ptimes", "-> [real user system child_user child_system] in seconds",
       []() {
         TokenArray times;
         for (const clock_t ticks : clock_ticks()) times.push_back(Token::real(seconds(ticks)));
         return times;
       }),
    op("pclocks", "-> [real user system child_user child_system] in clock ticks",
       []() {
         TokenArray times;
         for (const clock_t ticks : clock_ticks()) times.push_back(Token::integer(ticks));
         return times;
       }),
    op("pclockspersec", "-> n: clock ticks of a second", []() { return static_cast<Int>(::sysconf(_SC_CLK_TCK)); }),
    op("pgetrusage", "-> dict dict: resource use of this process and of its children",
       [](Interp& i) {
         return std::tuple{usage(i, RUSAGE_SELF), usage(i, RUSAGE_CHILDREN)};
       }),
    op("tic", "start the stopwatch", [](Interp& i) { i.attachment<Stopwatch>().started = wall_clock(); }),
    op("toc", "-> seconds: since tic", [](Interp& i) { return wall_clock() - i.attachment<Stopwatch>().started; }),
    op("sleep", "seconds -> : wait", [](Num s) { wait_seconds(s); }).as("sleep_d"),
    op("ms2hms", "ms -> [h m s]",
       [](Num ms) {
         const double s = ms / 1000;
         return TokenArray{Token::integer(static_cast<Int>(s / 3600)),
                           Token::integer(static_cast<Int>(std::fmod(s, 3600) / 60)), Token::real(std::fmod(s, 60))};
       }),
    op("memory_thisjob", "-> kB: virtual memory of this process", []() { return memory_in_kB("VmSize"); }),
    op("hardware_memory_thisjob", "-> kB: largest resident memory of this process so far",
       []() { return memory_in_kB("VmHWM"); }),
};

}  // namespace nestling::sli
