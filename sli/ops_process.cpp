// Processes: the calls of the system. What is built on them is in lib/process.sli.
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <sstream>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/stream.h"
#include "sli/text.h"

namespace nestling::sli {
namespace {

using Input = Slot<IStr>;
using Output = Slot<OStr>;

constexpr std::pair<const char*, int> signals[] = {
    {"SIGABRT", SIGABRT}, {"SIGALRM", SIGALRM}, {"SIGBUS", SIGBUS},   {"SIGCHLD", SIGCHLD}, {"SIGCONT", SIGCONT},
    {"SIGFPE", SIGFPE},   {"SIGHUP", SIGHUP},   {"SIGILL", SIGILL},   {"SIGINT", SIGINT},   {"SIGKILL", SIGKILL},
    {"SIGPIPE", SIGPIPE}, {"SIGQUIT", SIGQUIT}, {"SIGSEGV", SIGSEGV}, {"SIGSTOP", SIGSTOP}, {"SIGTERM", SIGTERM},
    {"SIGTSTP", SIGTSTP}, {"SIGTTIN", SIGTTIN}, {"SIGTTOU", SIGTTOU}, {"SIGUSR1", SIGUSR1}, {"SIGUSR2", SIGUSR2},
    {"SIGTRAP", SIGTRAP}, {"SIGURG", SIGURG},   {"SIGXCPU", SIGXCPU}, {"SIGXFSZ", SIGXFSZ}};

[[noreturn]] void system_failure(Interp& i, const char* call) {
  const int number = errno;
  i.errordict()[i.intern("sys_errno")] = Token::integer(number);
  i.errordict()[i.intern("sys_errname")] = make_string(strerrorname_np(number) ? strerrorname_np(number) : "unknown");
  fail(err::system_error, call, ": ", std::strerror(number));
}

template <class T>
T checked(Interp& i, const char* call, T result) {
  if (result < 0) system_failure(i, call);
  return result;
}

int descriptor_of(const Input& s) { return s->descriptor; }
int descriptor_of(const Output& s) { return s->descriptor(); }

template <class From, class To>
struct Duplicate {
  void operator()(Interp& i, From from, To to) const {
    i.out().flush();
    checked(i, "dup2", ::dup2(descriptor_of(from), descriptor_of(to)));
  }
};

void push_end_of_child(Interp& i, pid_t pid, int status) {
  i.drop(2);
  if (pid == 0) return i.push(0);  // none has ended yet
  const bool normal = WIFEXITED(status);
  i.push(normal ? WEXITSTATUS(status) : WTERMSIG(status));
  i.push(normal);
  i.push(static_cast<Int>(pid));
}

void wait_for(Interp& i, pid_t child, bool nohang) {
  int status = 0;
  pid_t pid;
  do pid = ::waitpid(child, &status, nohang ? WNOHANG : 0);
  while (pid < 0 && errno == EINTR);
  push_end_of_child(i, checked(i, "waitpid", pid), status);
}

[[noreturn]] void execute(Interp& i, const TokenArray& words) {
  std::vector<std::string> texts;
  for (const Token& t : words) texts.push_back(plain_text(t));
  if (texts.empty()) fail(err::argument_type, "the array must hold the name of a program and its arguments");
  std::vector<char*> arguments;
  for (auto& t : texts) arguments.push_back(t.data());
  arguments.push_back(nullptr);
  i.out().flush();
  ::execvp(arguments[0], arguments.data());
  system_failure(i, ("cannot run " + texts[0]).c_str());
}

TokenArray words_of(const std::string& line) {
  std::istringstream in(line);
  TokenArray words;
  for (std::string word; in >> word;) words.push_back(make_string(word));
  return words;
}

int signal_by_name(std::string_view name) {
  for (const auto& [known, number] : signals)
    if (name == known) return number;
  fail(Err{"UnknownSignal"}, "there is no signal ", name, "; see signaldict");
}

void set_nonblocking(Interp& i, int descriptor, bool on) {
  const int flags = checked(i, "fcntl", ::fcntl(descriptor, F_GETFL));
  checked(i, "fcntl", ::fcntl(descriptor, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK));
}

bool has_input(const Input& s) {
  if (s.token().as<IStreamBody>().stream.rdbuf()->in_avail() > 0) return true;
  pollfd request{s->descriptor, POLLIN, 0};
  return s->descriptor >= 0 && ::poll(&request, 1, 0) > 0;
}

}  // namespace

const OpTable process_ops = {
    op("fork", "-> pid: a copy of this process goes on with pid 0",
       [](Interp& i) {
         i.out().flush();
         i.err().flush();
         return static_cast<Int>(checked(i, "fork", ::fork()));
       }),
    op("sysexec", "[program arguments ..] -> : run another program in this process",
       [](Interp& i, In<Arr> words) { execute(i, words->items); })
        .as("sysexec_a"),
    op("sysexec", "(program arguments ..) -> : the same, the words separated by blanks",
       [](Interp& i, const std::string& line) { execute(i, words_of(line)); })
        .as("sysexec_s"),
    op("waitPID", "pid nohang -> status true pid, signal false pid, or 0: the end of a child process",
       stack<IntType, BoolType>,
       [](Interp& i) { wait_for(i, static_cast<pid_t>(i.top(1).as_integer()), i.top().as_bool()); })
        .as("waitPID_i_b"),
    op("wait", "nohang -> status true pid, signal false pid, or 0: the end of any child process", stack<BoolType>,
       [](Interp& i) {
         const bool nohang = i.top().as_bool();
         i.push(Token());  // as many operands as waitPID has
         wait_for(i, -1, nohang);
       })
        .as("wait_b"),
    op("kill", "pid n -> : send a signal",
       [](Interp& i, Int pid, Int n) { checked(i, "kill", ::kill(static_cast<pid_t>(pid), static_cast<int>(n))); }),
    op("kill", "pid /SIGNAL -> : send a signal",
       [](Interp& i, Int pid, Lit name) {
         checked(i, "kill", ::kill(static_cast<pid_t>(pid), signal_by_name(name.name->text)));
       }),
    op("pipe", "-> istream ostream: what is written to the one can be read from the other",
       [](Interp& i) {
         int ends[2];
         checked(i, "pipe", ::pipe2(ends, O_CLOEXEC));
         return std::tuple{make_istream_of(ends[0], "pipe"), make_ostream_of(ends[1])};
       }),
    op("dup2", "istream istream2 -> : the second reads from where the first does", Duplicate<Input, Input>{})
        .as("dup2_is_is"),
    op("dup2", "ostream istream -> ", Duplicate<Output, Input>{}).as("dup2_os_is"),
    op("dup2", "ostream ostream2 -> : the second writes to where the first does", Duplicate<Output, Output>{})
        .as("dup2_os_os"),
    op("dup2", "istream ostream -> ", Duplicate<Input, Output>{}).as("dup2_is_os"),
    op("mkfifo", "(name) -> : create a named pipe",
       [](Interp& i, const std::string& name) { checked(i, "mkfifo", ::mkfifo(name.c_str(), 0666)); })
        .as("mkfifo_s"),
    op("isatty", "istream -> bool: is it a terminal", [](Input s) { return ::isatty(descriptor_of(s)) == 1; })
        .as("isatty_is"),
    op("isatty", "ostream -> bool: is it a terminal", [](Output s) { return ::isatty(descriptor_of(s)) == 1; })
        .as("isatty_os"),
    op("ctermid", "-> string: the name of the terminal",
       []() {
         char name[L_ctermid];
         return std::string(::ctermid(name));
       }),
    op("setNONBLOCK", "istream bool -> istream: whether reading waits",
       [](Interp& i, Input s, bool on) { return set_nonblocking(i, s->descriptor, on), s; })
        .as("setNONBLOCK_is_b"),
    op("available", "istream -> istream bool: is input waiting",
       [](Input s) {
         return std::tuple{s, has_input(s)};
       })
        .as("available_is"),
    op("getPID", "-> pid: of this process", []() { return static_cast<Int>(::getpid()); }),
    op("getPPID", "-> pid: of the parent process", []() { return static_cast<Int>(::getppid()); }),
    op("getPGRP", "-> n: process group", []() { return static_cast<Int>(::getpgrp()); }),
};

void define_signals(Interp& i) {
  Token dict = make_dict();
  for (const auto& [name, number] : signals) dict.as<DictBody>()[i.intern(name)] = Token::integer(number);
  i.systemdict()[i.intern("signaldict")] = std::move(dict);
}

}  // namespace nestling::sli
