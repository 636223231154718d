# What ./run, ./test and .ci/run share: prerequisites, packages, builds. To be sourced from the repository's root.

fail() {
  echo "portalchat: $*" >&2
  exit 1
}

require_dotnet() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing; install it from https://dot.net."
  dotnet --version >/dev/null 2>&1 || fail "The .NET SDK is older than 10; install it from https://dot.net."
}

require_node() {
  command -v node >/dev/null && command -v npm >/dev/null ||
    fail "Node.js is missing; install version 20.19 or newer from https://nodejs.org."
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old; install version 20.19 or newer from https://nodejs.org."
}

# Runs a step that is quiet unless it fails: then its whole output is shown.
quietly() {
  local what=$1 log
  shift
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    fail "$what failed."
  fi
  rm -f "$log"
}

# `npm install` keeps to the lock file; unlike `npm ci` it works where a registry lacks a package of another platform.
install_packages() {
  local stamp=node_modules/.portalchat-installed
  if [ ! -e "$stamp" ] || [ package-lock.json -nt "$stamp" ] || [ package.json -nt "$stamp" ]; then
    echo "Installing npm packages …" >&2
    quietly "npm install" npm install --no-audit --no-fund --no-save
    touch "$stamp"
  fi
}

build_portals() {
  local portal
  for portal in player staff; do
    local page=portals/$portal/dist/index.html
    if [ ! -e "$page" ] || [ -n "$(find portals/chat portals/$portal package-lock.json -newer "$page" \
      -not -path '*/dist/*' -not -path '*/node_modules/*' -type f -print -quit)" ]; then
      echo "Building the $portal portal …" >&2
      quietly "The build of the $portal portal" npm run build --workspace "portals/$portal"
    fi
  done
}

build_server() {
  local configuration=$1
  local app=server/src/PortalChat.Host/bin/$configuration/net10.0/portalchat.dll
  if [ ! -e "$app" ] || [ -n "$(find server/src supabase/migrations Directory.*.props global.json -newer "$app" \
    -not -path '*/bin/*' -not -path '*/obj/*' -type f -print -quit)" ]; then
    echo "Building the server …" >&2
    quietly "The build of the server" dotnet build server/src/PortalChat.Host --configuration "$configuration" --nologo
    touch "$app"
  fi
}

# A browser for the end-to-end tests: the machine's own, else Debian's package, else the one that Playwright fetches
# (the tests do that themselves where CHROMIUM_PATH is empty and none is on the PATH).
find_chromium() {
  local name
  for name in "${CHROMIUM_PATH:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then
      command -v "$name"
      return
    fi
  done
}

install_chromium() {
  [ -z "$(find_chromium)" ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium …" >&2
    apt-get update >/dev/null 2>&1 || true
    apt-get install --yes --no-install-recommends chromium >/dev/null 2>&1 || true
  fi
}
