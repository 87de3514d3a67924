// Commands that programs at random may call: none that acts on the world outside, waits, or ends the process.
#pragma once
#include <string>

namespace nestling::sli {

inline bool is_harmless(const std::string& name) {
  static constexpr const char* left_out[] = {
      "fork", "spoon", "system", "spawn", "shpawn", "sysexec", "kill", "wait", "waitPID", "sleep", "sleep_i", "sleep_d", "edit", "page",
      "DeleteFile", "MoveFile", "RemoveDirectory", "MoveDirectory", "CopyFile", "MakeDirectory", "mkfifo", "SetDirectory", "cd", "ofstream",
      "ofsopen", "file", "dup2", "pipe", "close", "closeistream", "closeostream", "readline", "GNUreadline", "GNUaddhistory", "executive",
      "mathexecutive", "break", "debug", "parsestdin", "evalrcfile", "help", "helpdesk", "cin", "time", "exec_shell", "tmpnam", "setNONBLOCK",
      "popen", "popenw", "popenr", "ppage", "taskset", "raster", "voltage", "histogram", "writePGM", "SaveDictionary", "Export"};
  for (auto* word : left_out)
    if (name.starts_with(word)) return false;
  return name.find("stream") == std::string::npos && !name.starts_with("sys");
}

}  // namespace nestling::sli
