# Sourced by ./dev: the stages of ./dev test. Each is a function stage_<name> that ends its output with a line
# "N passed, N failed". Its whole output is kept in build/logs/<name>.log; what failed in it is shown.
# Which tests belong to a stage is said where the tests are; here is only how to run them.

all_stages="tidy format engine wasm lessons worlds digests capture fonts site desktop browser"
long_stages="fuzz" # only with --long, or by name
long=""

our_cpp_files() {
    find "$root/engine" "$root/ui" "$root/native" "$root/web" "$root/tests" \
        \( -name '*.cpp' -o -name '*.h' \) -not -path '*/node_modules/*' | sort
}

# --- the stages ---------------------------------------------------------------------------------------------------

# What the compiler does not check: include direction, sizes, banned constructs.
stage_tidy() { python3 "$root/tests/tidy/tidy.py" "$root"; }

# Why only version 14: others lay out the same source differently. Reports one check, and every file it is about.
stage_format() {
    clang-format --version | grep -q 'version 14\.' || { echo "needs clang-format 14 (Debian 12)"; return 1; }
    local wrong
    wrong="$( (our_cpp_files | xargs -P 2 -n 40 clang-format --dry-run --Werror 2>&1 || true) |
        sed -n 's/^\([^:]*\):[0-9:]* error: .*/\1/p' | sort -u)"
    if [ -n "$wrong" ]; then
        echo "$wrong"
        echo "are not laid out as .clang-format says; ./dev format does it"
        echo "0 passed, 1 failed"
        return 1
    fi
    echo "$(our_cpp_files | wc -l) files are laid out as .clang-format says"
    echo "1 passed, 0 failed"
}

# Catch2's tests in parts, two at a time, and their summaries as ours: the XML has the number of test cases, the console
# has the failures. A part that broke off has no summary, and fails.
run_catch2() { # NAME COMMAND...
    local part parts=8 begin="$root/build/logs/$1" status=0 passed=0 failed=0 part_passed part_failed
    local filter=("~[long]") counts='s/.*<OverallResultsCases successes="\([0-9]*\)" failures="\([0-9]*\)".*/\1 \2/p'
    [ -z "$long" ] || filter=("*")
    for ((part = 0; part < parts; part++)); do
        [ "$part" -lt 2 ] || wait -n || status=$?
        rm -f "$begin-$part.xml"
        "${@:2}" "${filter[@]}" --order rand --rng-seed 1 --shard-count $parts --shard-index $part --colour-mode none \
            --reporter console --reporter "xml::out=$begin-$part.xml" >"$begin-$part.log" 2>&1 &
    done
    wait -n || status=$?
    wait -n || status=$?
    for ((part = 0; part < parts; part++)); do
        cat "$begin-$part.log"
        part_passed="" part_failed=""
        read -r part_passed part_failed < <(sed -n "$counts" "$begin-$part.xml") || true
        passed=$((passed + ${part_passed:-0}))
        failed=$((failed + ${part_failed:-1}))
    done
    echo "$passed passed, $failed failed"
    return "$status"
}

stage_engine() {
    build asan handwave_tests
    UBSAN_OPTIONS=print_stacktrace=1 run_catch2 engine "$(build_folder asan)/handwave_tests"
}

stage_wasm() {
    # The site as well: what links alone, on one core, does so while the tests are compiled.
    build web handwave site handwave_tests
    run_catch2 wasm run_wasm "$(build_folder web)/handwave_tests.js"
}

lesson_ids() { find "$root/lessons" -mindepth 2 -maxdepth 2 -name lesson.toml -printf '%h\n' | xargs -n1 basename | sort; }

game_ids() {
    find "$root/lessons" -mindepth 3 -maxdepth 3 \( -name duel.toml -o -name puzzle.toml \) -printf '%h\n' |
        xargs -n1 basename | sort
}

# The lines of standard input each as the last argument of a function, two at a time; what it says follows in order, then
# "N passed, N failed".
two_at_a_time() { # FUNCTION
    local line lines=() said passed=0 failed=0
    said="$(mktemp -d)"
    while read -r line; do
        [ "${#lines[@]}" -lt 2 ] || wait -n || true
        { "$1" "$line" >"$said/$line" 2>&1 && touch "$said/$line.passed"; } &
        lines+=("$line")
    done
    wait
    for line in "${lines[@]}"; do
        cat "$said/$line"
        if [ -f "$said/$line.passed" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    done
    rm -r "$said"
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}

# ID of a lesson, a duel or a puzzle; "ward": every verdict on a remedy of the incident; "coverage": all together show
# every row of the step table, and glossary and questions pass the lint.
check_lesson() {
    local native
    native="$(build_folder native)"
    if [ "$1" = ward ]; then "$native/handwave" ward --twin; return; fi
    local check=("$native/handwave" lesson check --font "$native/fonts/handwave-sans.otf")
    if [ "$1" = coverage ]; then "${check[@]}" | sed -n '/^coverage: /,$p'; return; fi
    (cd "$root" && "${check[@]}" "$1")
}

# Every claim of every lesson and duel, the known ways of every puzzle, and every verdict on a remedy of the incident, by
# the engine.
stage_lessons() {
    build_native # the window as well: the two link side by side
    { lesson_ids; game_ids; printf '%s\n' ward coverage; } | two_at_a_time check_lesson
}

# The same output, natively and as wasm, is one check passed.
same_both_ways() { # ARGUMENT...
    local native wasm
    native="$(cd "$root" && "$(build_folder native)/handwave" "$@")" || return 1
    wasm="$(cd "$root" && run_wasm "$(build_folder web)/handwave.js" "$@")" || return 1
    if [ -z "$native" ] || [ "$native" != "$wasm" ]; then
        echo "handwave $*: native (<) and wasm (>) differ, or said nothing"
        diff <(echo "$native") <(echo "$wasm") | head -n 20
        return 1
    fi
    echo "handwave $*: $(wc -l <<<"$native") equal lines"
}

random_worlds() { "$(build_folder native)/handwave" sim --seeds "$1"; } # FROM..TO

# Random worlds under the invariants.
stage_worlds() {
    local halves=(1..5000 5001..10000)
    [ -z "$long" ] || halves=(1..50000 50001..100000)
    build native handwave
    printf '%s\n' "${halves[@]}" | two_at_a_time random_worlds
}

digest_both_ways() { # ID, or FROM..TO of random worlds
    case "$1" in
        *..*) same_both_ways sim --seeds "$1" --digest ;;
        *) same_both_ways digest "$1" ;;
    esac
}

# Lessons and random worlds have the same digests natively and as wasm.
stage_digests() {
    local seeds=1..1000
    [ -z "$long" ] || seeds=1..20000
    build native handwave
    build web handwave
    { echo "$seeds"; lesson_ids; } | two_at_a_time digest_both_ways
}

# The real tshark reads our captures, and says of every packet what our own trace says.
stage_capture() {
    local options=(--seeds 50)
    [ -z "$long" ] || options=(--seeds 1000 --incident)
    build native handwave
    python3 "$root/tests/tshark/check_tshark.py" "$(build_folder native)/handwave" "${options[@]}"
}

stage_fonts() {
    build native fonts
    "$(font_python)" "$root/tests/fonts/check_glyphs.py" "$root" "$(build_folder native)/fonts"
}

# The assembled site: complete, self-contained, small.
stage_site() {
    build_web
    node "$root/tests/site/check_site.mjs" "$(build_folder web)/site"
}

# The window opens without a screen, draws the lesson and closes again.
stage_desktop() {
    local picture="$root/build/logs/desktop.png"
    build_native
    rm -f "$picture"
    (cd "$root" && LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a -s "-screen 0 1280x800x24" \
        "$(build_folder native)/handwave-desktop" --smoke --screenshot "$picture")
    python3 "$root/tests/desktop/check_picture.py" "$picture"
}

stage_browser() {
    ensure_browser_tests
    build_web
    node "$root/tests/e2e/run.mjs" "$(build_folder web)/site"
}

# What a target begins with besides what it has found before; read, never written.
fuzz_examples() { # PROGRAM
    case "${1##*/fuzz_}" in
        packetdrill) echo "$root/tests/packetdrill" ;;
        script_figure) echo "$root/tests/rfc/figures" ;;
    esac
}

# Every fuzz target for a minute, or as long as HANDWAVE_FUZZ_SECONDS says. What was found stays in build/logs, and is
# what the next run begins with. (The tests play every target too: tests/fuzz/play_test.cpp.)
stage_fuzz() {
    local program passed=0 failed=0 corpus
    build fuzz all_fuzz
    for program in "$(build_folder fuzz)"/fuzz_*; do
        corpus="$root/build/logs/$(basename "$program").corpus"
        mkdir -p "$corpus"
        # shellcheck disable=SC2046
        if "$program" -seed=1 -max_total_time="${HANDWAVE_FUZZ_SECONDS:-60}" -max_len=4096 -timeout=20 \
            -print_final_stats=1 -artifact_prefix="$root/build/logs/" "$corpus" $(fuzz_examples "$program"); then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
        fi
    done
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}

# --- running them -------------------------------------------------------------------------------------------------

total_passed=0
total_failed=0

run_stage() { # NAME
    local name="$1" log="$root/build/logs/$1.log" status=0 start=$SECONDS passed failed verdict=ok
    # Why a child process: "set -e" is not obeyed in a function whose status is asked for.
    HANDWAVE_LONG="$long" "$root/dev" stage "$name" >"$log" 2>&1 || status=$?
    read -r passed failed < <(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -n 1) || true
    passed="${passed:-0}"
    failed="${failed:-0}"
    # A stage that broke off, or checked nothing, has not passed.
    if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
    if [ "$((passed + failed))" -eq 0 ]; then failed=1; fi
    [ "$failed" -eq 0 ] || verdict=FAIL
    printf '%-5s %-10s %5d passed  %3d failed  %4d s\n' "$verdict" "$name" "$passed" "$failed" $((SECONDS - start))
    [ "$failed" -eq 0 ] || sed -e '/^ok  /d' -e 's/^/    /' "$log"
    total_passed=$((total_passed + passed))
    total_failed=$((total_failed + failed))
}

command_test() {
    local name stages=""
    while [ $# -gt 0 ]; do
        case "$1" in
            --long) long=1 ;;
            --list) echo "$all_stages; with --long: $long_stages" && return ;;
            *)
                [[ " $all_stages $long_stages " == *" $1 "* ]] ||
                    { echo "dev test: no stage '$1' ($all_stages $long_stages)" >&2; exit 2; }
                stages="$stages $1"
                ;;
        esac
        shift
    done
    setup native web test
    mkdir -p "$root/build/logs"
    [ -n "$stages" ] || stages="$all_stages ${long:+$long_stages}"
    for name in $stages; do run_stage "$name"; done
    echo "$total_passed passed, $total_failed failed"
    [ "$total_failed" -eq 0 ]
}
