// What a user sees of a running Simulate: on a terminal a line that is rewritten and disappears in the end.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "kernel/run/progress.h"
#include "sli/interp.h"

namespace nestling::sli {

// "43 % [====>     ] 12 s left, real-time factor 2.81, 1.2 M spikes/s, 312 MB", as much of it as fits.
std::string progress_text(const RunProgress& p, std::size_t memory, std::size_t columns);
std::string duration_text(double seconds);  // "12 s", "3:20 min", "2:05 h"

// An attachment of the interpreter. Whoever knows the terminal sets its functions; without them nothing is shown.
class LiveLine {
 public:
  std::function<int()> columns;                 // of the terminal at this moment; 0 if there is none
  std::function<void(std::string_view)> write;  // to it
  std::function<bool(const RunProgress&)> bar;  // shows it instead, or false; optional

  void tell(const RunProgress& p);
  void hide();  // before anything else is printed

 private:
  bool shown_ = false, as_bar_ = false;
};

// The line is shown on the standard error of this process, if that is a terminal.
void show_live_line_on_terminal(Interp& i);

// RunProgress as the kernel tells it goes to the live line, or, with print_time, to the output.
void tell_progress(Interp& i, const RunProgress& p);

}  // namespace nestling::sli
