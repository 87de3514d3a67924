# shellcheck shell=bash disable=SC2034
# Debian packages: which are needed for what, and their installation. Sourced by ./nestling.

# package: reason
packages_build=(
  "g++: the compiler"
  "cmake: the build system"
  "ninja-build: runs the compiler in parallel"
  "libc6-dev: headers of the C library"
  "libreadline-dev: line editing at the SLI prompt"
  "libboost-program-options-dev: command-line options"
  "libfmt-dev: formatting of text"
  "librandom123-dev: counter-based random numbers"
  "catch2: C++ tests"
)
packages_python=(
  "python3: the Python interface"
  "python3-cffi: calls the simulator from Python"
  "python3-numpy: arrays of results"
)
packages_demo=(
  "python3-matplotlib: draws the figures"
)
packages_test=(
  "tmux: types the documented session"
  "python3-pytest: Python tests"
  "python3-pip: test of the installation"
  "python3-scipy: solves the equations of neurons in a test, and that nest can be imported beside it"
  "python3-sklearn: test that nest can be imported beside it"
  "ipython3: test that nest can be used in IPython"
  "mypy: test of the type annotations"
)

say() { printf '%s\n' "$*" >&2; }
die() {
  say "nestling: $*"
  exit 1
}

# missing "package: reason"... -> the entries whose package is not installed
missing() {
  local installed entry
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${@%%:*}" 2>/dev/null || true)
  for entry in "$@"; do
    [[ $'\n'$installed$'\n' == *$'\n'"installed ${entry%%:*}"$'\n'* ]] || printf '%s\n' "$entry"
  done
}

# install_missing "package: reason"...; sets installed_something
installed_something=
install_missing() {
  local entries names log as_root=()
  if ! command -v dpkg-query >/dev/null; then
    say "This is not a Debian system; make sure that these are there: ${*%%:*}"
    return
  fi
  mapfile -t entries < <(missing "$@")
  [ ${#entries[@]} -gt 0 ] || return 0
  names=("${entries[@]%%:*}")
  say "These Debian packages are missing and will be installed:"
  printf '  %s\n' "${entries[@]}" >&2
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "neither root nor sudo: let an administrator run
  apt-get install --no-install-recommends ${names[*]}"
    as_root=(sudo)
    [ -t 0 ] || as_root=(sudo -n)
  fi
  log=$(mktemp)
  say "  apt-get update ..."
  "${as_root[@]}" apt-get update -q >"$log" 2>&1 || say "  apt-get update failed, going on with the old lists"
  say "  apt-get install ..."
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${names[@]}" >>"$log" 2>&1 </dev/null; then
    tail -n 25 "$log" >&2
    die "the packages could not be installed (full log: $log)"
  fi
  rm -f "$log"
  installed_something=yes
  say "  done"
}
