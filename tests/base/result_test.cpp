#include "base/result.h"

#include <catch2/catch_test_macros.hpp>
#include <memory>

using hw::FileError;
using hw::Result;

TEST_CASE("A result is a value or the reason why there is none", "[base]") {
    const Result<int, FileError> good = 5;
    CHECK(good.ok());
    CHECK(*good == 5);
    const Result<int, FileError> bad = FileError{"a.toml", 12, "expected a title"};
    CHECK_FALSE(bad);
    CHECK(bad.error().line == 12);
}

TEST_CASE("A result may hold what can only be moved", "[base]") {
    using Text = Result<std::string, std::unique_ptr<int>>;
    Text text = std::string("hello");
    CHECK(text->size() == 5);
    Text none = std::make_unique<int>(3);
    CHECK(*none.error() == 3);
}

TEST_CASE("A file error is printed as path:line: message, without the line when the whole file is meant",
          "[base]") {
    CHECK(FileError{"a.toml", 12, "expected a title"}.to_text() == "a.toml:12: expected a title");
    CHECK(FileError{"a.toml", 0, "cannot be read"}.to_text() == "a.toml: cannot be read");
}
