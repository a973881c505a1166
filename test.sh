#!/usr/bin/env bash
# Builds everything, runs every test and packs. Needs the .NET SDK; what else the tests use, it installs (Debian, root or sudo).
set -uo pipefail
cd "$(dirname "$0")"

# Neither build nodes nor compiler servers stay behind.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

step() {
  echo "== $1"
  shift
  "$@" </dev/null || { echo "FAILED: $*"; exit 1; }
}

install() {
  local sudo=
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -q && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

missing=()
for program in chromium redis-server; do
  command -v "$program" >/dev/null || missing+=("$program")
done
# Only to run npm: the Node.js that oidc-provider wants is one of its packages.
command -v npm >/dev/null || missing+=(nodejs npm)
[ ${#missing[@]} = 0 ] || step "Install ${missing[*]}" install "${missing[@]}"

oidc_provider=tests/Okta.Logout.Interoperation.Tests/OidcProvider
[ "$oidc_provider/node_modules/.package-lock.json" -nt "$oidc_provider/package-lock.json" ] ||
  step "Install oidc-provider" npm ci --prefix "$oidc_provider" --no-audit --no-fund --ignore-scripts --fetch-retries=5 --loglevel=error

step Restore dotnet restore OktaLogout.sln
step Build dotnet build OktaLogout.sln -c Release --no-restore -warnaserror
step Format dotnet format OktaLogout.sln --verify-no-changes --no-restore
rm -rf artifacts/package artifacts/test-results
step Pack dotnet pack OktaLogout.sln -c Release --no-build
export OKTA_LOGOUT_PACKAGES="$PWD/artifacts/package/release"

passed=0 failed=0 skipped=0
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  results=artifacts/test-results/$name
  echo "== Test $name"
  dotnet test "$project" -c Release --no-build --results-directory "$results" \
    --logger "trx;LogFileName=results.trx" --blame-hang --blame-hang-timeout 5m </dev/null
  status=$?

  counters=$(grep -o '<Counters [^>]*' "$results/results.trx" || echo 'total="0" executed="0" passed="0"')
  count() { grep -o "\b$1=\"[0-9]*\"" <<<"$counters" | grep -o '[0-9]*'; }
  failures=$(($(count executed) - $(count passed)))
  # A test host that crashes, or finds no test, fails without a failed test.
  if [ $failures = 0 ] && { [ $status != 0 ] || [ "$(count executed)" = 0 ]; }; then failures=1; fi
  passed=$((passed + $(count passed)))
  failed=$((failed + failures))
  skipped=$((skipped + $(count total) - $(count executed)))
done

summary="$passed passed, $failed failed"
[ $skipped = 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
[ $failed = 0 ]
