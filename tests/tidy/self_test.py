"""Proves that every rule can fail, and that it lets the house's own style pass."""
import rules

# (rule, path, text that must be found, text that must pass)
CASES = [
    (rules.include_direction, "engine/tcp/a.cpp", '#include "sim/world.h"\n', '#include "wire/segment.h"\n'),
    (rules.include_direction, "engine/base/a.h", '#include "../wire/x.h"\n', '// #include "../wire/x.h"\n'),
    (rules.include_direction, "engine/lesson/a.h", '#include "ui/theme/palette.h"\n', '#include "script/figure.h"\n'),
    (rules.include_direction, "ui/a.h", '#include "native/cli/x.h"\n', '#include "tcp/tcb.h"\n#include "imgui.h"\n'),
    (rules.include_direction, "web/a.cpp", '#include "native/x.h"\n', '#include "web/input/keys.h"\n'),
    (rules.include_direction, "engine/tcp/a.cpp", '#include "tcb.h"\n', '#include "tcp/tcb.h"\n'),
    (rules.include_direction, "engine/script/a.cpp", '#include "capture/read.h"\n', '#include "sim/trace.h"\n'),
    (rules.engine_knows_no_machine, "engine/sim/a.h", "#include <chrono>\n", "#include <vector>\n"),
    (rules.engine_knows_no_machine, "engine/sim/a.h", "#ifdef __EMSCRIPTEN__\n", "// not even __EMSCRIPTEN__\n"),
    (rules.engine_knows_no_machine, "engine/sim/a.h", "std::function<void()> f;\n", "void (*f)();\n"),
    (rules.engine_is_exact, "engine/tcp/a.h", "double rtt;\n", "Duration rtt;  // no double\n"),
    (rules.engine_is_exact, "engine/tcp/a.h", "unsigned long bytes;\n", "std::uint64_t bytes;\n"),
    (rules.engine_is_exact, "engine/host/a.h", "std::unordered_map<int, int> m;\n", 'auto s = "unordered_map";\n'),
    (rules.no_stored_size_t, "engine/sim/a.h", "struct A {\n    std::size_t count = 0;\n};\n",
     "struct A {\n    std::size_t size() const { std::size_t n = 3; return n; }\n};\n"),
    (rules.no_stored_size_t, "engine/sim/a.h", "class A final : B {\n    size_t at_;\n};\n",
     "inline int f(int x) {\n    std::size_t n = 1;\n    return x;\n}\n"),
    (rules.no_exceptions, "engine/base/a.cpp", "void f() { throw 1; }\n", 'const char* s = "throw";\n'),
    (rules.own_check, "engine/base/a.cpp", "assert(x);\n", "static_assert(x); HW_CHECK(x);\n"),
    (rules.own_widgets, "ui/views/a.cpp", 'ImGui::Button("x");\n', 'button(ui, "x");\n'),
    (rules.own_widgets, "web/a.cpp", "ImGui::SliderInt(x);\n", "// ImGui::SliderInt(x)\n"),
    (rules.own_palette, "ui/views/a.cpp", "auto c = IM_COL32(1, 2, 3, 4);\n", "auto c = palette.ink1;\n"),
    (rules.nothing_unfinished, "README.md", "TODO: more\n", "a todo list\n"),
    (rules.no_machine, "dev", "cd /home/anna/x\n", "cd $HOME/x; echo https://a.org/home/x\n"),
    (rules.no_machine, "x.json", '"https://registry.npm' 'js.org/x"\n', '"npm"\n'),
    (rules.no_machine, "x.md", "see ../shared/DESIGN.md\n", "see ../shared_library\n"),
    (rules.layout, "engine/base/a.h", "int\tx;\n", "int x;\n"),
    (rules.layout, "engine/base/a.h", "int x; \n", "int x;\n"),
    (rules.layout, "engine/base/a.h", "int x;", "int x;\n"),
    (rules.layout, "engine/base/a.h", "int " + "x" * 130 + ";\n", "int x;\n"),
    (rules.file_size, "ui/a.cpp", "\n" * 401, "\n" * 400),
    (rules.function_size, "ui/a.cpp", "void f(int a) {\n" + "    g();\n" * 71 + "}\n",
     "void f() {\n" + "    g();\n" * 60 + "}\nconst T table[] = {\n" + "    1,\n" * 90 + "};\n"),
    (rules.function_size, "ui/a.cpp", "A::A(int x) : x_(x) {\n" + "    g();\n" * 71 + "}\n",
     "namespace a {\nstruct B {\n" + "    int x;\n" * 90 + "};\n}\n"),
    (rules.function_size, "tests/a.cpp", 'TEST_CASE("A title is here", "[x]") {\n' + "    g();\n" * 71 + "}\n", ""),
    (rules.headers_say_their_concept, "engine/base/a.h", "// A.\nint x;\n", "#pragma once\n\n// A thing.\n"),
    (rules.headers_say_their_concept, "ui/a.h", "#pragma once\n\nstruct A {};  // A.\n",
     '#pragma once\n\n#include "a/b.h"\n\n// A thing.\nnamespace hw {\n\nstruct A {};\n'),
    (rules.names_of_files, "ui/FooBar.cpp", "\n", ""),
    (rules.tests_are_sentences, "tests/a.cpp", 'TEST_CASE("works", "[x]") {\n', 'TEST_CASE("The sum is\\n right",\n "[x]") {\n'),
    (rules.tests_are_sentences, "tests/a.cpp", 'TEST_CASE("The sum is right") {\n', 'TEST_CASE("The " "sum is", "[x][y]") {'),
    (rules.tests_can_fail, "tests/a.cpp", "CHECK(true);\n", "CHECK(is_true(x));\n"),
    (rules.tests_can_fail, "tests/e2e/a.mjs", "await page.waitForTimeout(100);\n", "await page.waitForSelector('x');\n"),
]


def run_self_tests():
    passed = failed = 0
    for rule, path, wrong, right in CASES:
        found, quiet = list(rule(path, wrong)), list(rule(path, right))
        if found and not quiet:
            passed += 1
            continue
        failed += 1
        why = f"lets pass: {wrong!r}" if not found else f"complains about {right!r}: {quiet}"
        print(f"tests/tidy/self_test.py: {rule.__name__} ({path}) {why}")
    proven = {case[0] for case in CASES}
    for rule in rules.RULES:
        if rule not in proven:
            failed += 1
            print(f"tests/tidy/self_test.py: {rule.__name__} has no case that proves that it can fail")
    return passed, failed
