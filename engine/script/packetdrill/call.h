#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/pending_call.h"
#include "host/system_calls.h"
#include "script/packetdrill/scene.h"
#include "script/packetdrill/syntax.h"

// One system call of a script while it is made: its arguments, what the host answered, and what is wrong with that.

namespace hw::packetdrill {

struct Call {
    Scene& scene;
    const SystemCall& written;
    std::string_view source{};  // its line of the script
    // "": so far all is well. What the engine cannot do begins with "not supported here".
    std::string trouble{};
    std::vector<host::PollEntry> polled{};  // poll(): as asked for, then as found
    std::vector<std::uint8_t> name_text{};  // getsockopt(): a value that is a name
    std::optional<std::int64_t> value{};    // getsockopt(), ioctl(): what was found
    std::int64_t second_value = 0;
    std::optional<host::sys::ErrorAnswer> report{};  // recvmsg(MSG_ERRQUEUE)
    wire::Endpoint endpoint{};                       // getsockname(), getpeername()
    std::string own_error{};                         // an errno that the host does not have: "EFAULT"
    Instant deadline = Instant::never();             // of epoll_wait(), which waits here and not in the host

    const Expression* argument(std::size_t i) const;
    // A constant, or several of them joined by "|"; trouble when it is none.
    std::int64_t number(std::size_t i);
    std::int64_t number_of(const Expression& expression);
    // The machine's descriptor for the script's; -1 when there is none.
    std::int32_t descriptor(std::size_t i = 0);
    std::int32_t script_descriptor(std::size_t i = 0) { return static_cast<std::int32_t>(number(i)); }
    host::CallResult unsupported(std::string_view what);
    // What packetdrill puts there for "...", or what the script spells out.
    wire::Endpoint endpoint_of(std::size_t i, wire::Endpoint usual);
    host::sys::Caller caller() { return scene.machine.caller(); }
};

// A named part of a structure: "onoff" of {onoff=1, linger=0}; or its i-th when they are not named; nullptr if missing.
const Expression* part_of(const Expression& braces, std::string_view name, std::size_t i);

// How one system call is made, and how its answer is compared beyond its number.
struct CallRow {
    std::string_view name;
    std::size_t least_arguments;
    std::size_t most_arguments;
    host::CallResult (*begin)(Call&);
    void (*finish)(Call&, const host::CallResult&);  // nullptr: nothing more
    bool gives_descriptor = false;                   // the number is a name of the script's
    bool waits_here = false;                         // begin() is tried again after every event
};

const CallRow* find_call(std::string_view name);

// The parts of the table: each file's rows.
std::span<const CallRow> opening_calls();
std::span<const CallRow> text_calls();
std::span<const CallRow> option_calls();
std::span<const CallRow> waiting_calls();
std::span<const CallRow> pipe_calls();

// "" when the answer is what the script has behind "="; the sentence else.
std::string result_difference(Call& call, const CallRow& row, const host::CallResult& result);

// What recvmsg(MSG_ERRQUEUE) gives: trouble when it is not what the script has.
void compare_report(Call& call);

// Looks at what the epoll descriptors watch, after something has happened.
void sample_epolls(Scene& scene);

}  // namespace hw::packetdrill
