# shellcheck shell=bash disable=SC2154
# Configure and build into $build with one line of progress. Sourced by ./nestling.

# Number of compilers or tests at a time: all processors, fewer where memory is short (1.2 GB for a compiler).
jobs_here() {
  local n memory
  n=$(nproc)
  memory=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo 2>/dev/null || true)
  if [ -n "$memory" ] && [ $((memory / 1200000)) -lt "$n" ]; then n=$((memory / 1200000)); fi
  n=${NESTLING_JOBS:-$n}
  echo $((n > 0 ? n : 1))
}

# Reads ninja's lines and shows one: on a terminal it changes in place, elsewhere every tenth step is printed.
show_progress() {
  local line step=0 all text shown=-1 percent width=${COLUMNS:-80}
  while IFS= read -r line; do
    if [[ $line =~ ^\[([0-9]+)/([0-9]+)\]\ (.*)$ ]]; then
      step=${BASH_REMATCH[1]} all=${BASH_REMATCH[2]} text=${BASH_REMATCH[3]}
      text=${text//CMakeFiles\/*.dir\//}
      [[ $step -gt 0 && $text != Re-* ]] || continue  # CMake looking for new files is not progress
      text=${text#Building CXX object }
      percent=$((100 * step / all))
      if [ -t 2 ]; then
        text=$(printf 'building %3d%% %s' "$percent" "$text")
        printf '\r\033[K%s' "${text:0:width-1}" >&2
      elif [ $((percent / 10)) -ne "$shown" ]; then
        shown=$((percent / 10))
        say "building $percent% ($step of $all)"
      fi
    fi
  done
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

show_failure() {
  say "The build failed; the end of $1:"
  if grep -q -m1 '^FAILED:' "$1"; then
    grep -m1 -A 60 '^FAILED:' "$1" | grep -v '^/.*c++ ' >&2
  else
    tail -n 40 "$1" >&2
  fi
  exit 1
}

configure() {
  local home
  home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$build/CMakeCache.txt" 2>/dev/null || true)
  if [ -n "$home" ] && [ "$home" != "$root" ]; then rm -rf "$build"; fi  # the folder was copied from elsewhere
  [ -z "$installed_something" ] && [ -f "$build/build.ninja" ] && return
  say "configuring ..."
  mkdir -p "$build"
  (cd "$root" && cmake --preset release) >"$build/build.log" 2>&1 || show_failure "$build/build.log"
}

# prepare "package: reason"...: after this everything is installed and built
prepare() {
  local log=$build/build.log started
  install_missing "${packages_build[@]}" "$@"
  started=$SECONDS
  configure
  if ! NINJA_STATUS='[%f/%t] ' cmake --build "$build" -j "$(jobs_here)" </dev/null 2>&1 | tee "$log" | show_progress; then
    show_failure "$log"
  fi
  if [ $((SECONDS - started)) -gt 1 ]; then say "built in $((SECONDS - started)) s"; fi
}
