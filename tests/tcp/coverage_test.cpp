// The coverage matrix: every row of the step table and every finding has an example that reaches it.

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>
#include <vector>

#include "tcp/rules.h"
#include "tests/tcp/examples.h"

using namespace hw;
using namespace hw::test;
using tcp::Finding;
using tcp::Row;

namespace {

std::vector<Example> all_examples() {
    std::vector<Example> all;
    for (const auto part : {examples_of_segments(), examples_of_calls(), examples_of_options(),
                            examples_of_lifecycle(), examples_of_loss_recovery(), examples_of_accurate_ecn()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

std::string name_of(Row row) {
    const tcp::RowText& text = tcp::text_of(row);
    return "RFC " + std::to_string(text.rfc) + " §" + std::string(text.section) + " " +
           std::string(text.ordinal) + ": " + std::string(text.heading);
}

}  // namespace

TEST_CASE("Each example reaches its finding in its row", "[coverage]") {
    for (const Example& example : all_examples()) {
        const Endpoint end = example.play();
        const bool is_reached =
            std::any_of(end.trace.begin(), end.trace.end(), [&](const tcp::StepRecord& record) {
                return record.row == example.row && record.finding == example.finding;
            });
        INFO(tcp::text_of(example.finding).name << " in " << name_of(example.row));
        CHECK(is_reached);
    }
}

TEST_CASE("Every row of the step table is hit by an example", "[coverage]") {
    std::set<Row> hit;
    for (const Example& example : all_examples())
        for (const auto& record : example.play().trace) hit.insert(record.row);
    for (std::uint32_t i = 0; i < tcp::row_count; ++i) {
        const Row row = static_cast<Row>(i);
        INFO("no example reaches " << name_of(row));
        CHECK(hit.contains(row));
    }
}

TEST_CASE("Every finding has an example", "[coverage]") {
    std::set<Finding> hit;
    for (const Example& example : all_examples()) hit.insert(example.finding);
    for (const tcp::FindingText& text : tcp::all_findings()) {
        INFO("no example shows " << text.name);
        CHECK(hit.contains(text.finding));
    }
}

TEST_CASE("The rule books run the rows in the RFC's order", "[coverage]") {
    for (std::uint32_t i = 0; i < tcp::rule_book_count; ++i) {
        const tcp::RuleBook& book = tcp::rule_book(static_cast<tcp::RuleBookId>(i));
        const auto is_in_order = [](const auto& steps, Row first) {
            for (std::uint32_t s = 0; s < steps.size(); ++s)
                if (steps[s].row != static_cast<Row>(static_cast<std::uint32_t>(first) + s)) return false;
            return true;
        };
        INFO(book.name);
        CHECK(is_in_order(book.listen, Row::ListenRst));
        CHECK(is_in_order(book.syn_sent, Row::SynSentAck));
        CHECK(is_in_order(book.other_states, Row::OtherSequence));
    }
}

TEST_CASE("Every finding has a name of its own, a clause and a sentence", "[coverage]") {
    std::set<std::string_view> names;
    for (const tcp::FindingText& text : tcp::all_findings()) {
        INFO(text.name);
        CHECK(names.insert(text.name).second);
        CHECK_FALSE(text.clause.empty());
        CHECK(text.sentence.back() == '.');
    }
}
