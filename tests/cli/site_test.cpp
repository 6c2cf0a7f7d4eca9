#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "support/cli/command_line.h"
#include "support/paths.h"

// handwave site: what it writes, and what it says when it cannot.

using namespace hw::cli;

namespace {

// A folder of this test's own, gone with it.
class Folder {
  public:
    Folder() : path_(std::filesystem::temp_directory_path() / "handwave-site-test") {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }
    std::string operator/(std::string_view name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

}  // namespace

TEST_CASE("The site has every lesson in both languages, and the page has their words", "[cli][site]") {
    const Folder folder;
    std::ofstream(folder / "page.html") << "<main><!--lessons--></main>";
    const hw::test::CommandResult written =
        hw::test::run_command({"site", folder / "site", "--page", folder / "page.html"});
    CHECK(written.err.empty());
    REQUIRE(written.status == ExitStatus::Good);

    const std::string zh = hw::test::text_of(folder / "site/lessons/why-three-not-two/zh.html");
    const std::string en = hw::test::text_of(folder / "site/lessons/why-three-not-two/en.html");
    CHECK(zh.find("<article id=\"why-three-not-two-zh\" lang=\"zh-Hans\"") == 0);
    const std::string page = hw::test::text_of(folder / "site/index.html");
    CHECK(page.find(zh + en) != std::string::npos);
    CHECK(page.find("<main><article") == 0);
    const std::string index = hw::test::text_of(folder / "site/lessons/index.json");
    CHECK(index.find("\"en\": \"Why three handshakes and not two?\"") != std::string::npos);
}

TEST_CASE("A page without a place for the lessons, and a folder that cannot be made, are failures",
          "[cli][site][errors]") {
    const Folder folder;
    std::ofstream(folder / "page.html") << "<main></main>";
    const hw::test::CommandResult no_place =
        hw::test::run_command({"site", folder / "site", "--page", folder / "page.html"});
    CHECK(no_place.status == ExitStatus::Failed);
    CHECK(no_place.err.find("page.html: expected <!--lessons-->") != std::string::npos);
    const hw::test::CommandResult no_folder = hw::test::run_command({"site", folder / "page.html"});
    CHECK(no_folder.status == ExitStatus::Failed);
    CHECK(no_folder.err.find("cannot be written") != std::string::npos);
    CHECK(hw::test::run_command({"site"}).status == ExitStatus::Misused);
}
