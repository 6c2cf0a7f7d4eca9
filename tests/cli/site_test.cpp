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

// Two lessons say as much of the pages as all of them, whose large worlds take their time.
std::string two_lessons(const Folder& folder) {
    const std::filesystem::path lessons = hw::test::source_path("lessons");
    std::filesystem::create_directories(folder / "lessons");
    for (const std::string id : {"why-three-not-two", "last-ack-lost"})
        std::filesystem::copy(lessons / id, folder / ("lessons/" + id),
                              std::filesystem::copy_options::recursive);
    return folder / "lessons";
}

}  // namespace

TEST_CASE("The site has every lesson to read in both languages, and the page has the questions",
          "[cli][site]") {
    const Folder folder;
    std::ofstream(folder / "page.html") << "<main><!--lessons--></main>";
    const hw::test::CommandResult written = hw::test::run_command(
        {"site", folder / "site", "--lessons", two_lessons(folder), "--page", folder / "page.html"});
    CHECK(written.err.empty());
    REQUIRE(written.status == ExitStatus::Good);

    const std::string zh = hw::test::text_of(folder / "site/read/zh/why-three-not-two.html");
    const std::string en = hw::test::text_of(folder / "site/read/en/why-three-not-two.html");
    CHECK(zh.find("<article id=\"why-three-not-two-zh\" lang=\"zh-Hans\"") != std::string::npos);
    CHECK(zh.find("href=\"../en/why-three-not-two.html\"") != std::string::npos);
    CHECK(en.find("href=\"../../index.html#/lesson/why-three-not-two?lang=en\"") != std::string::npos);
    CHECK(en.find("href=\"lesson:") == std::string::npos);
    const std::string page = hw::test::text_of(folder / "site/index.html");
    CHECK(page.find("<main><section lang=\"zh-Hans\"") == 0);
    CHECK(page.find("href=\"read/en/why-three-not-two.html\">Why three handshakes and not two?</a>") !=
          std::string::npos);
    const std::string posters = hw::test::text_of(folder / "site/lessons/posters.js");
    CHECK(posters.starts_with("handwaveLessons([{\"id\":\""));
    CHECK(posters.find("\"steps\":[\"lose-the-syn\",") != std::string::npos);
    CHECK(hw::test::text_of(folder / "site/lessons/why-three-not-two/poster-zh.svg").find("客户端") !=
          std::string::npos);
    const std::string index = hw::test::text_of(folder / "site/lessons/index.json");
    CHECK(index.find("\"en\": \"Why three handshakes and not two?\"") != std::string::npos);
}

TEST_CASE("The site has the glossary and the coverage matrix, each with links to the lessons",
          "[cli][site]") {
    const Folder folder;
    REQUIRE(hw::test::run_command({"site", folder / "site", "--lessons", two_lessons(folder)}).status ==
            ExitStatus::Good);
    const std::string glossary = hw::test::text_of(folder / "site/read/en/glossary.html");
    CHECK(glossary.find("<dt id=\"time-wait\">TIME-WAIT</dt>") != std::string::npos);
    CHECK(glossary.find("rfc9293.html#section-3.3.2") != std::string::npos);
    CHECK(glossary.find("href=\"last-ack-lost.html\"") != std::string::npos);
    CHECK(glossary.find("href=\"#/") == std::string::npos);
    const std::string coverage = hw::test::text_of(folder / "site/read/zh/coverage.html");
    CHECK(coverage.find("Check the SYN bit") != std::string::npos);
    // Two lessons do not show everything, no lesson shows security labels, and the page says so.
    CHECK(coverage.find("没有课程演示") != std::string::npos);
    CHECK(coverage.find("从不检查") != std::string::npos);
}

TEST_CASE("A page without a place for the lessons, and a folder that cannot be made, are failures",
          "[cli][site][errors]") {
    const Folder folder;
    std::ofstream(folder / "page.html") << "<main></main>";
    const hw::test::CommandResult no_place = hw::test::run_command(
        {"site", folder / "site", "--lessons", two_lessons(folder), "--page", folder / "page.html"});
    CHECK(no_place.status == ExitStatus::Failed);
    CHECK(no_place.err.find("page.html: expected <!--lessons-->") != std::string::npos);
    const hw::test::CommandResult no_folder =
        hw::test::run_command({"site", folder / "page.html", "--lessons", folder / "lessons"});
    CHECK(no_folder.status == ExitStatus::Failed);
    CHECK(no_folder.err.find("cannot be written") != std::string::npos);
    CHECK(hw::test::run_command({"site"}).status == ExitStatus::Misused);
}
