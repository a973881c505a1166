#!/usr/bin/env bash
# Builds everything, runs every test and packs. Needs the .NET SDK; what else the tests use, it installs (Debian, root or sudo).
set -uo pipefail
cd "$(dirname "$0")"

# Neither build nodes nor compiler servers stay behind: the build has a compiler server of its own, under a name that nobody else uses.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
compiler=okta-logout-$$-$RANDOM
stop_compiler() {
  pgrep -f -- "-pipename:$compiler" | xargs -r kill
}
trap stop_compiler EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

before=$(.ci/work-tree-files)

current="" begun=0 times=()

# Begins a part, and notes how long the one before it took.
part() {
  [ -z "$current" ] || times+=("$(printf '%4d s  %s' $((SECONDS - begun)) "$current")")
  current=$1 begun=$SECONDS
  [ -z "$current" ] || echo "== $current"
}

step() {
  part "$1"
  shift
  "$@" </dev/null || { echo "FAILED: $*"; exit 1; }
}

install() {
  local sudo=
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -q && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

missing=()
for program in chromium gcc git redis-server; do
  command -v "$program" >/dev/null || missing+=("$program")
done
# Mono with the facades that an app of .NET Framework needs for libraries of netstandard2.0.
[ -e /usr/lib/mono/4.5/Facades/netstandard.dll ] || missing+=(mono-devel)
# Debian keeps its programs where no PATH leads.
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
# What links an app that is compiled ahead of time.
[ -e /usr/include/stdlib.h ] || missing+=(libc6-dev)
# Only to run npm: the Node.js that oidc-provider wants is one of its packages.
command -v npm >/dev/null || missing+=(nodejs npm)
[ ${#missing[@]} = 0 ] || step "Install ${missing[*]}" install "${missing[@]}"

for folder in tests/Okta.Logout.Interoperation.Tests/OidcProvider tests/Okta.Logout.EndToEnd.Tests/PageLibraries; do
  [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] ||
    step "Install $(basename "$folder")" npm ci --prefix "$folder" --no-audit --no-fund --ignore-scripts --fetch-retries=5 --loglevel=error
done

step Restore dotnet restore OktaLogout.sln --locked-mode
step Build dotnet build OktaLogout.sln -c Release --no-restore -warnaserror -p:UseSharedCompilation=true -p:SharedCompilationId=$compiler
stop_compiler
# The warnings of style and analyzers are errors of the build: left are white space and the order of usings.
step Format dotnet format OktaLogout.sln --verify-no-changes --no-restore --severity error
rm -rf artifacts/package artifacts/test-results
step Pack dotnet pack OktaLogout.sln -c Release --no-build
export OKTA_LOGOUT_PACKAGES="$PWD/artifacts/package/release"

# Runs the tests of a project, in a shell of its own. What they print is kept, because two projects run at once.
run_tests() {
  local results=artifacts/test-results/$1
  mkdir -p "$results"
  dotnet test "tests/$1" -c Release --no-build --results-directory "$results" \
    --logger "trx;LogFileName=results.trx" --blame-hang --blame-hang-timeout 10m </dev/null >"$results/output.txt" 2>&1
  echo $? >"$results/status"
  printf '%4d s  Test %s\n' $SECONDS "$1" >"$results/time.txt"
}

passed=0 failed=0 skipped=0
add_results() {
  local results=artifacts/test-results/$1 counters failures
  cat "$results/output.txt"
  counters=$(grep -o '<Counters [^>]*' "$results/results.trx" || echo 'total="0" executed="0" passed="0"')
  count() { grep -o "\b$1=\"[0-9]*\"" <<<"$counters" | grep -o '[0-9]*'; }
  failures=$(($(count executed) - $(count passed)))
  # A test host that crashes, or finds no test, fails without a failed test.
  if [ $failures = 0 ] && { [ "$(cat "$results/status")" != 0 ] || [ "$(count executed)" = 0 ]; }; then failures=1; fi
  passed=$((passed + $(count passed)))
  failed=$((failed + failures))
  skipped=$((skipped + $(count total) - $(count executed)))
}

# Two projects at a time, those that take longest first: the browser waits most of its time, so that it runs beside the largest.
projects=(Okta.Logout.EndToEnd.Tests Okta.Logout.AspNetCore.Tests Okta.Logout.Repository.Tests)
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  [[ " ${projects[*]} " = *" $name "* ]] || projects+=("$name")
done
part "All tests"
export -f run_tests
printf '%s\0' "${projects[@]}" | xargs -0 -n 1 -P 2 bash -c 'run_tests "$1"' run_tests
for name in "${projects[@]}"; do
  add_results "$name"
  times+=("$(<"artifacts/test-results/$name/time.txt")")
done

part ""
printf '%s\n' "${times[@]}"

# Also what Git ignores: a key in the tree is one too many, whether or not it can be committed.
left=$(diff <(echo "$before") <(.ci/work-tree-files) | sed -n 's/^[<>] [0-9a-f]*  //p' | sort -u)
[ -z "$left" ] || printf 'FAILED: these files of the work tree are new, changed or gone:\n%s\n' "$left"

summary="$passed passed, $failed failed"
[ $skipped = 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
[ $failed = 0 ] && [ -z "$left" ]
