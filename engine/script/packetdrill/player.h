#pragma once

#include <optional>
#include <string>

#include "script/packetdrill/call.h"
#include "script/packetdrill/match.h"
#include "script/packetdrill/play.h"
#include "script/packetdrill/scene.h"

// The loop over a script's events: when each is due, and what it does.

namespace hw::packetdrill {

// How an event went wrong.
struct Mishap {
    std::string message{};
    std::string expected{};
    std::string seen{};
    int line = 0;  // not the event's own; 0: the event's
};
using MaybeMishap = std::optional<Mishap>;

class Player {
  public:
    Player(const Script& script, const PlaySettings& settings, const host::HostConfig& config)
        : script_(script), scene_(config, settings.options, settings.most_deadlines) {}

    // Until the first event that fails, or the end.
    void run(Play& play);
    Scene& scene() { return scene_; }

  private:
    // When the present event is due, on our clock.
    struct Due {
        TimeKind kind = TimeKind::Absolute;
        Instant from{};
        Instant until{};
        Duration tolerance{};
    };

    MaybeMishap play(const Event& event);
    MaybeMishap play(const Event& event, const Segment& segment);
    MaybeMishap play(const Event& event, const IcmpMessage& message);
    MaybeMishap play(const Event& event, const SystemCall& call);
    MaybeMishap play(const Event& event, const ShellCommand& command);
    MaybeMishap play(const Event& event, const Code& code);
    MaybeMishap play(const Event& event, const Unsupported& what);

    void explain(Mishap& mishap, const Event& event);
    void look_around();  // after everything that happens

    // ---- time
    void set_due(const Event& event);
    // Lets time pass until the event is due. Mishap: it is too late already, or a call that blocked went wrong.
    MaybeMishap wait_for_due();
    void note_departed();
    MaybeMishap advance(Instant time);
    MaybeMishap step_once(Instant limit, bool& served);

    // ---- calls
    MaybeMishap finish_call(Call& call, const CallRow& row, const host::CallResult& result);
    MaybeMishap finish_blocked();  // those that have returned meanwhile
    MaybeMishap wait_for_blocked();

    // ---- packets
    MaybeMishap send(const Event& event, const Segment& segment);
    MaybeMishap expect(const Event& event, const Segment& segment);
    Conversation& conversation_for(const Segment& segment);
    bool is_of_socket_before(const LiveSegment& live);
    std::optional<LiveSegment> next_segment(Instant limit, MaybeMishap& mishap);
    void learn(const Segment& expected, const LiveSegment& live);
    Segment with_cookies(const Segment& segment);
    MatchLimits match_limits();
    void note_acknowledgment(const Segment& segment);
    MaybeMishap look_for_leftovers();

    const Script& script_;
    Scene scene_;
    const Event* event_ = nullptr;
    Due due_{};
    Instant last_due_{};  // of the event before
    bool last_was_inbound_ = false;
    std::size_t next_departure_ = 0;  // the first that nobody has looked at
    // By the last event that is no close() of the script's end: these must have been expected.
    std::size_t departed_before_last_ = 0;
    bool is_closing_ =
        false;  // since the last close(), neither side has sent anything, as far as the script says

    // The call that blocks, if one does.
    struct Blocked {
        Call call;
        const CallRow* row;
        Duration end{};
        Instant began{};
        Duration tolerance{};
        int line = 0;
    };
    std::optional<Blocked> blocked_{};
};

}  // namespace hw::packetdrill
