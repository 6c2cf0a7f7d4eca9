#include "ui/views/think/thought.h"
#include "ui/views/think/clause.h"
#include "ui/views/think/tcb_fields.h"
#include "ui/views/think/words.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>

namespace hw::ui {

namespace {

// A trace of one event with one note whose steps are `steps`.
sim::Trace trace_with(std::initializer_list<tcp::StepRecord> steps) {
    sim::Trace trace;
    trace.steps.assign(steps.begin(), steps.end());
    host::Note note;
    note.step_count = static_cast<std::uint32_t>(steps.size());
    trace.notes.push_back(note);
    sim::EventRecord event;
    event.host = HostId{1};
    event.note_count = 1;
    trace.events.push_back(event);
    return trace;
}

}  // namespace

TEST_CASE("every finding of the engine has a Chinese sentence of its own", "[ui][text]") {
    for (const tcp::FindingText& finding : tcp::all_findings()) {
        INFO(finding.name);
        CHECK_FALSE(chinese_sentence(finding.name).empty());
        CHECK(finding_sentence(Language::Zh, finding.finding) != finding.sentence);
        CHECK(finding_sentence(Language::En, finding.finding) == finding.sentence);
    }
    CHECK(chinese_sentence("no_such_finding").empty());
}

TEST_CASE("a reset in SYN-RECEIVED shows all eight steps, the second of which decides",
          "[ui][think][rfc9293][3.10.7.4]") {
    const sim::Trace trace =
        trace_with({{tcp::Row::OtherSequence, tcp::Verdict::Continue, tcp::Finding::SequenceExact},
                    {tcp::Row::OtherRst, tcp::Verdict::Return, tcp::Finding::RstExactPassive}});
    const Thought thought = thought_at(trace, 0);
    REQUIRE(thought.rows.size() == 8);
    CHECK(thought.rows[0].verdict == RowVerdict::Passed);
    CHECK(thought.rows[1].verdict == RowVerdict::Decided);
    CHECK(thought.rows[1].is_telling);
    CHECK(std::all_of(thought.rows.begin() + 2, thought.rows.end(),
                      [](const ThoughtRow& row) { return row.verdict == RowVerdict::NotReached; }));
}

TEST_CASE("when the last step only says that it does not apply, the one that acted is told", "[ui][think]") {
    const sim::Trace trace =
        trace_with({{tcp::Row::OtherSequence, tcp::Verdict::Continue, tcp::Finding::SequenceExact},
                    {tcp::Row::OtherAck, tcp::Verdict::Continue, tcp::Finding::AckCompletesHandshake},
                    {tcp::Row::OtherText, tcp::Verdict::Continue, tcp::Finding::TextAbsent},
                    {tcp::Row::OtherFin, tcp::Verdict::Return, tcp::Finding::FinAbsent}});
    const Thought thought = thought_at(trace, 0);
    const auto telling = std::find_if(thought.rows.begin(), thought.rows.end(),
                                      [](const ThoughtRow& row) { return row.is_telling; });
    REQUIRE(telling != thought.rows.end());
    CHECK(telling->row == tcp::Row::OtherAck);
}

TEST_CASE("a user call stands alone in its table", "[ui][think]") {
    const sim::Trace trace =
        trace_with({{tcp::Row::CallOpen, tcp::Verdict::Return, tcp::Finding::OpenActive}});
    CHECK(thought_at(trace, 0).rows.size() == 1);
}

TEST_CASE("the inspector marks what changed and nothing else", "[ui][think]") {
    tcp::TcbSummary before;
    before.state = tcp::State::SynReceived;
    before.snd.una = SeqNum{300};
    before.snd.nxt = SeqNum{301};
    tcp::TcbSummary after = before;
    after.state = tcp::State::Established;
    after.snd.una = SeqNum{301};
    for (const TcbField& field : tcb_fields(before, after, Language::En)) {
        INFO(field.name);
        CHECK(field.has_changed() == (field.name == "state" || field.name == "SND.UNA"));
    }
}

TEST_CASE("a listener has no numbers to show", "[ui][think]") {
    tcp::TcbSummary listener;
    listener.state = tcp::State::Listen;
    for (const TcbField& field : tcb_fields(listener, listener, Language::En)) {
        INFO(field.name);
        if (field.name != "state") CHECK(field.after == "–");
    }
}

TEST_CASE("what options and losses bring into being has a row of its own, in words", "[ui][think]") {
    tcp::TcbSummary before;
    before.state = tcp::State::Established;
    tcp::TcbSummary after = before;
    after.phase = tcp::RecoveryPhase::Recovery;
    after.sacked_segments = 3;
    const auto value_of = [&](Language language, std::string_view name) {
        for (const TcbField& field : tcb_fields(before, after, language))
            if (field.name == name) return field.before + " to " + field.after;
        return std::string("no such field");
    };
    CHECK(value_of(Language::En, "recovery") == "– to fast recovery");
    CHECK(value_of(Language::Zh, "恢复阶段") == "– to 快速恢复");
    CHECK(value_of(Language::Zh, "被 SACK 的段") == "– to 3");
    CHECK(value_of(Language::En, "presumed lost") == "no such field");
    CHECK(value_of(Language::Zh, "重传次数") == "0 to 0");
}

TEST_CASE("a cited clause leads to its section", "[ui][think]") {
    CHECK(clause_url("RFC 9293 §3.10.7.4") == "https://www.rfc-editor.org/rfc/rfc9293.html#section-3.10.7.4");
    CHECK(clause_url("RFC 9293 §A.2") == "https://www.rfc-editor.org/rfc/rfc9293.html#appendix-A.2");
    CHECK(clause_url("Variant: breaks RFC 9293 §3.4.1.") ==
          "https://www.rfc-editor.org/rfc/rfc9293.html#section-3.4.1");
    CHECK(clause_url("RFC 6298") == "https://www.rfc-editor.org/rfc/rfc6298.html");
    CHECK(clause_url("no clause at all").empty());
}

}  // namespace hw::ui
