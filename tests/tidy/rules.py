"""The rules of the house that no compiler checks. Each takes a path and its text and yields (line, what is wrong)."""
import re

from source import code_only, innermost, line_of, scopes, without_comments

# Includes point one way only: a room may include itself and the rooms before it.
ORDER = ["base", "wire", "tcp", "host", "sim", "capture", "script", "lesson", "ui"]
SIBLINGS = {"script": "capture"}  # side by side: the room does not see the one written before it
ENGINE = ORDER[:-1]
SYSTEM_HEADERS = (
    "chrono", "random", "thread", "mutex", "future", "condition_variable", "atomic", "ctime", "time.h", "filesystem",
    "fstream", "iostream", "unordered_map", "unordered_set", "unistd.h", "format", "expected", "source_location")
MAX_LINES = 400
MAX_FUNCTION_LINES = 70


def room_of(path):
    """The room that a path belongs to: "tcp" for engine/tcp/..., "ui", "native", "web", "tests", or ""."""
    parts = path.split("/")
    if parts[0] == "engine" and len(parts) > 2:
        return parts[1]
    return parts[0] if len(parts) > 1 else ""


def is_cpp(path):
    return path.endswith((".cpp", ".h", ".inc"))


def in_engine(path):
    return path.startswith("engine/") and is_cpp(path)


def _matches(pattern, text, sentence):
    for match in re.finditer(pattern, text):
        yield line_of(text, match.start()), sentence.format(match.group().strip())


def include_direction(path, text):
    """A room includes itself and the rooms below it, by their names from the root."""
    room = room_of(path)
    if not is_cpp(path) or room in ("tests", ""):
        return
    allowed = ORDER[:ORDER.index(room) + 1] if room in ORDER else ORDER + [room]
    allowed = [other for other in allowed if other != SIBLINGS.get(room)]
    known = ORDER + ["native", "web"]
    for match in re.finditer(r'#include "([^"]+)"', without_comments(text)):
        line, header = line_of(text, match.start()), match.group(1)
        target = header.split("/")[0]
        if header.startswith("."):
            yield line, f'"{header}": written from the room\'s name, not relatively'
        elif target in known and target not in allowed:
            yield line, f'"{header}": {room} may include only {", ".join(allowed)}'
        elif target not in known and "/" not in header and room in ENGINE and header != "md4c.h":
            yield line, f'"{header}": an own header is written with its room'


def engine_knows_no_machine(path, text):
    """The engine knows no window, browser, clock, thread or file of the machine it runs on."""
    if not in_engine(path):
        return
    for match in re.finditer(r"#include [<\"]([^>\"]+)[>\"]", without_comments(text)):
        header = match.group(1)
        if header in SYSTEM_HEADERS or header.startswith(("sys/", "netinet/", "arpa/", "emscripten", "imgui", "GLFW")):
            yield line_of(text, match.start()), f"<{header}> has no place in the engine"
    code = code_only(text)
    yield from _matches(r"\b(?:__EMSCRIPTEN__|_WIN32|__linux__|__APPLE__)\b", code, "{}: the engine is the same everywhere")
    yield from _matches(r"\bstd::(?:rand|time|clock|getenv|system|hash|function|this_thread)\b", code, "{} in the engine")


def engine_is_exact(path, text):
    """Integers of fixed size only: what is stored must be the same natively and as wasm."""
    if not in_engine(path):
        return
    code = code_only(text)
    yield from _matches(r"\b(?:float|double)\b", code, "{}: the engine computes in integers (µs, bytes, ppm)")
    yield from _matches(r"(?<!long )\blong\b(?! long)", code, "{} has 4 bytes as wasm and 8 natively")
    yield from _matches(r"\bunordered_\w+", code, "{}: its order differs between standard libraries")


def no_stored_size_t(path, text):
    """size_t has 4 bytes in wasm32: it may count, but not be stored in the engine's state."""
    # Why: above sim nothing is state of the world; a parser's cursor may be a size_t.
    if not in_engine(path) or not path.endswith(".h") or room_of(path) not in ("base", "wire", "tcp", "host", "sim"):
        return
    code = code_only(text)
    found = scopes(code)
    for match in re.finditer(r"(?:std::)?\b(?:size_t|ptrdiff_t|intptr_t|uintptr_t)\s+\w+\s*(?:=[^;()]*|\{[^;()]*\})?;", code):
        scope = innermost(found, match.start())
        if scope is not None and scope.kind == "type":
            yield line_of(code, match.start()), "stored size_t: its size differs as wasm"


def no_exceptions(path, text):
    """Errors are values in the engine."""
    if in_engine(path):
        yield from _matches(r"\b(?:throw|try|catch|dynamic_cast|typeid)\b", code_only(text), "{} in the engine")


def own_check(path, text):
    """HW_CHECK prints the virtual time, the seed and the command log; assert prints a line."""
    if is_cpp(path) and room_of(path) != "tests":
        yield from _matches(r"(?<![\w.])assert\s*\(", code_only(text), "{}: use HW_CHECK")


def own_widgets(path, text):
    """Only ui/widgets draws what can be operated, so that each also exists for keyboards, readers and tests."""
    if is_cpp(path) and room_of(path) in ("ui", "native", "web") and not path.startswith("ui/widgets/"):
        yield from _matches(
            r"\bImGui::(?:Button|SmallButton|InvisibleButton|ArrowButton|ImageButton|Checkbox\w*|RadioButton|Selectable"
            r"|MenuItem|BeginMenu|Slider\w+|VSlider\w+|Drag(?:Int|Float|Scalar)\w*|Input\w+|Combo|BeginCombo|ListBox"
            r"|BeginListBox|TreeNode\w*|CollapsingHeader|BeginTabItem|TabItemButton|Color(?:Edit|Picker|Button)\w*"
            r"|TextLink\w*)\s*\(", code_only(text), "raw {} outside ui/widgets")


def own_palette(path, text):
    """Colours come from ui/theme, which knows light and dark."""
    if is_cpp(path) and room_of(path) in ("ui", "native", "web") and not path.startswith("ui/theme/"):
        yield from _matches(r"\bIM_COL32\s*\(\s*\d", code_only(text), "{}: a colour outside ui/theme")


def nothing_unfinished(path, text):
    """What is not done is an issue, not a comment."""
    yield from _matches(r"\b(?:TODO|FIXME|XXX|HACK)\b", text, "{}")


def no_machine(path, text):
    """Nothing of one person's machine, and no registry's host name, is committed."""
    yield from _matches(r"(?<![\w.\-}])/(?:home|root|tmp|work|Users)/[\w.]", text, "path of a machine: {}")
    yield from _matches(r"\.\./shared\b", text, "{} is not part of the project")
    yield from _matches(r"\b(?:registry\.npmjs|registry\.yarnpkg|npm\.pkg|pypi|files\.pythonhosted|deb\.debian|pkg\.dev"
                        r"|security\.debian)\.\w+|\bpkg\.dev\b", text, "host name of a registry: {}")


def layout(path, text):
    """Spaces, no trailing blanks, a line break at the end. Code ends at column 110 (clang-format), prose at 120."""
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            yield number, "tab"
        if line != line.rstrip() and not path.endswith(".md"):
            yield number, "blank at the end of the line"
        if is_cpp(path) and len(line) > 120 and '"' not in line:
            yield number, f"{len(line)} columns"
    if text and not text.endswith("\n"):
        yield text.count("\n") + 1, "no line break at the end of the file"


def file_size(path, text):
    """A file is read in one sitting."""
    lines = text.count("\n")
    if lines > MAX_LINES and path.endswith((".cpp", ".h", ".js", ".mjs", ".py", ".sh", ".cmake", ".css", "/dev")):
        yield MAX_LINES, f"{lines} lines; more than {MAX_LINES} are not read in one sitting"


def function_size(path, text):
    """A function fits on a screen."""
    if not path.endswith((".cpp", ".h")):
        return
    code = code_only(text)
    for scope in scopes(code):
        lines = code.count("\n", scope.begin, scope.end)
        if scope.kind == "function" and lines > MAX_FUNCTION_LINES:
            name = re.sub(r"\s+", " ", scope.head.strip())[-60:]
            yield line_of(code, scope.begin), f"{lines} lines do not fit on a screen: {name}"


def headers_say_their_concept(path, text):
    """A header is guarded by #pragma once, and says in a comment of its own what it is about."""
    if not path.endswith(".h"):
        return
    if "#pragma once" not in text:
        yield 1, "no #pragma once"
    if room_of(path) != "tests" and not re.search(r"^//", text, flags=re.MULTILINE):
        yield 1, "does not say what it is about"


def names_of_files(path, text):
    """Files of C++ are named in snake_case."""
    name = path.split("/")[-1]
    if is_cpp(path) and text and not re.fullmatch(r"[a-z0-9_]+\.(?:cpp|h|inc)", name):
        yield 1, f"{name} is not snake_case"


def _string_arguments(text):
    """The literals of a macro's arguments, adjacent ones joined: ['title', '[tags]']."""
    arguments = [""]
    for match in re.finditer(r'"((?:[^"\\]|\\.)*)"|(,)', text):
        if match.group(2):
            arguments.append("")
        else:
            arguments[-1] += match.group(1)
    return arguments


def tests_are_sentences(path, text):
    """A test's title says what holds, as a sentence, and its tags where that is written."""
    if not path.startswith("tests/") or not path.endswith(".cpp"):
        return
    plain = without_comments(text)
    for match in re.finditer(r"\b(?:TEST_CASE|TEMPLATE_TEST_CASE|TEST_CASE_METHOD)\s*\(", plain):
        end = re.compile(r"\)\s*\{").search(plain, match.end())
        arguments = _string_arguments(plain[match.end():end.start() if end else None])
        title, line = arguments[0], line_of(plain, match.start())
        if len(title.split()) < 3:
            yield line, f'"{title}" is not a sentence'
        if not any(re.search(r"\[[^\]]+\]", argument) for argument in arguments[1:]):
            yield line, f'"{title}" has no tag'


def tests_can_fail(path, text):
    """No test that passes whatever happens, and none that waits for a clock."""
    if path.startswith("tests/") and path.endswith(".cpp"):
        yield from _matches(r"\b(?:SUCCEED|(?:CHECK|REQUIRE)\s*\(\s*true\s*\)|sleep_for|sleep_until|usleep|nanosleep)",
                            code_only(text), "{} proves nothing")
    if path.startswith("tests/e2e/") and path.endswith(".mjs"):
        yield from _matches(r"\bwaitForTimeout\b(?!.*// Why: )", text, "{}: wait for what is awaited")


RULES = [
    include_direction, engine_knows_no_machine, engine_is_exact, no_stored_size_t, no_exceptions, own_check, own_widgets,
    own_palette, nothing_unfinished, no_machine, layout, file_size, function_size, headers_say_their_concept,
    names_of_files, tests_are_sentences, tests_can_fail]
