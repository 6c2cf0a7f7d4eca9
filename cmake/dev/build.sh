# Sourced by ./dev: configuring and building the presets.

build_folder() { echo "$root/build/$1"; }

# Configures when there is nothing yet, or when the presets have changed since; ninja sees all other changes.
configure() { # PRESET
    local folder
    folder="$(build_folder "$1")"
    if [ ! -f "$folder/build.ninja" ] || [ "$root/CMakePresets.json" -nt "$folder/CMakeCache.txt" ]; then
        (cd "$root" && cmake --preset "$1" >/dev/null) && touch "$folder/CMakeCache.txt"
    fi
}

# Builds targets: one line that moves for a person, nothing but failures for a log.
build() { # PRESET TARGET...
    local preset="$1" quiet=()
    shift
    [ -t 1 ] || quiet=(--quiet)
    configure "$preset"
    NINJA_STATUS="$preset [%f/%t] " ninja -C "$(build_folder "$preset")" "${quiet[@]}" "$@"
}

build_native() { build native handwave handwave-desktop fonts; }

build_web() { build web handwave site; }

# The engine as wasm under node. Why the flag: Emscripten 3.1.6 takes node's own fetch for a browser's.
run_wasm() { # PROGRAM.js ARGUMENT...
    local flag=""
    ! node --no-experimental-fetch -e 0 2>/dev/null || flag="--no-experimental-fetch"
    node $flag "$@"
}

# A python that has fontTools, which Debian installs for its own python only.
font_python() {
    local python
    for python in python3 /usr/bin/python3; do
        if "$python" -c 'import fontTools' 2>/dev/null; then echo "$python"; return; fi
    done
    return 1
}
