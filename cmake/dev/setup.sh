# Sourced by ./dev: what this machine must have, and how it gets it.

# One row each: what it is for, how to see that it is there (a command, a file, or a package), Debian's package.
required_packages() {
    cat <<'TABLE'
build   g++                                                     g++
build   cmake                                                   cmake
build   ninja                                                   ninja-build
build   ccache                                                  ccache
build   curl                                                    curl
build   python3                                                 python3
build   pyftsubset                                              fonttools
build   /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc  fonts-noto-cjk
web     emcc                                                    emscripten
web     node                                                    nodejs
native  /usr/include/GLFW/glfw3.h                               libglfw3-dev
native  /usr/include/GL/gl.h                                    libgl-dev
native  /usr/include/png.h                                      libpng-dev
test    npm                                                     npm
test    chromium                                                chromium
test    Xvfb                                                    xvfb
test    xauth                                                   xauth
test    package:libgl1-mesa-dri                                 libgl1-mesa-dri
test    clang-format                                            clang-format
test    tshark                                                  tshark
test    clang++                                                 clang
test    package:libclang-rt-dev                                 libclang-rt-dev
TABLE
}

is_debian() { [ -r /etc/debian_version ] && command -v apt-get >/dev/null; }

is_there() {
    case "$1" in
        package:*) ! is_debian || dpkg-query -W "${1#package:}" >/dev/null 2>&1 ;;
        /*) [ -e "$1" ] || { [[ "$1" == *.ttc ]] && [ -n "${HANDWAVE_CJK_FONT:-}" ]; } ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

missing_packages() { # PURPOSE...
    local purpose probe package
    required_packages | while read -r purpose probe package; do
        [[ " $* " == *" $purpose "* ]] || continue
        is_there "$probe" || echo "$package"
    done
}

# Installs what is missing for these purposes, saying so first; elsewhere than on Debian prints what to install.
ensure_packages() { # PURPOSE...
    local packages
    packages="$(missing_packages "$@" | tr '\n' ' ')"
    [ -n "$packages" ] || return 0
    if ! is_debian; then
        echo "Please install these first (the names are Debian's): $packages" >&2
        [[ "$packages" != *noto* ]] ||
            echo "The font is NotoSansCJK-Regular.ttc; set HANDWAVE_CJK_FONT to where you keep it." >&2
        exit 2
    fi
    local as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "As root, run: apt-get install $packages" >&2; exit 2; }
        as_root="sudo"
    fi
    echo "Installing with ${as_root:+sudo }apt-get: $packages" >&2
    $as_root apt-get -qq update >&2 || echo "apt-get update failed; trying with the lists there are" >&2
    # shellcheck disable=SC2086 # the list is words
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -qq install --no-install-recommends $packages >&2 || true
    packages="$(missing_packages "$@" | tr '\n' ' ')"
    [ -z "$packages" ] || { echo "These could not be installed: $packages" >&2; exit 1; }
}

cache_folder() { echo "${HANDWAVE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/handwave}"; }

# Third-party sources. On Debian they come from its archive (the same files, by their hash); where that fails, and
# elsewhere, CMake fetches upstream's releases by itself.
ensure_sources() {
    is_debian || return 0
    "$root/cmake/fetch-from-debian" "$(cache_folder)" ||
        echo "Debian's archive does not have everything; CMake will ask upstream for the rest." >&2
}

ensure_browser_tests() {
    [ -f "$root/tests/e2e/package.json" ] || return 0
    local stamp="$root/tests/e2e/node_modules/.package-lock.json"
    [ "$stamp" -nt "$root/tests/e2e/package-lock.json" ] ||
        (cd "$root/tests/e2e" && npm ci --no-audit --no-fund --loglevel=error >&2)
}

setup() { # PURPOSE...
    ensure_packages build "$@"
    ensure_sources
}
