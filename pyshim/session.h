// One interpreter with its kernel, as the C surface sees it: text and values in, values and failures out.
#pragma once
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/run/progress.h"
#include "pyshim/nestling.h"
#include "pyshim/sink.h"
#include "pyshim/words.h"
#include "sli/interp.h"

namespace nestling::shim {

class Session {
 public:
  Session(const std::vector<std::string>& argv, nestling_output output, void* context);

  nestling_result call(const void* operands, std::size_t bytes, const char* text, std::size_t length, int n_results,
                       nestling_values& results);
  nestling_failure failure() const;
  void break_off(std::string_view why);  // after an exception from call()
  void interrupt();                      // safe in a signal handler
  void show_progress(std::function<int()> columns, std::function<bool(const RunProgress&)> bar);
  sli::Interp& interp() { return interp_; }

 private:
  nestling_result run(std::string_view text);
  sli::Token program(std::string_view text);
  bool run_watched(sli::Token program);
  nestling_result failed(const sli::TokenArray& dictionaries);
  nestling_result take_results(int n);
  void load_support();

  struct Failure {
    std::string errorname, commandname, message, where;
  } failure_;
  Words words_;
  std::shared_ptr<Spares> spares_ = std::make_shared<Spares>();
  Sink out_sink_, err_sink_;
  std::ostream out_, err_;
  std::unordered_map<std::string, sli::Token> programs_;
  sli::Interp interp_;
};

}  // namespace nestling::shim
