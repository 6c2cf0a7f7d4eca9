#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "script/packetdrill/conversation.h"
#include "script/packetdrill/epoll.h"
#include "script/packetdrill/machine.h"
#include "script/packetdrill/options.h"
#include "script/packetdrill/python.h"
#include "script/packetdrill/syntax.h"

// All that a run of a script keeps: the machine, and how the script's names for things map to what is there.

namespace hw::packetdrill {

struct Scene {
    Scene(const host::HostConfig& config, const Options& wanted, std::uint32_t most_deadlines)
        : options(wanted), machine(config, most_deadlines) {}

    Options options;
    Machine machine;

    std::vector<Conversation> conversations{};
    std::optional<std::size_t> current{};  // the conversation that packets belong to
    // The script's descriptors: the machine's own, and the conversation of what is a socket.
    std::map<std::int32_t, std::int32_t> descriptors{};
    std::map<std::int32_t, std::size_t> conversation_of{};
    std::map<std::int32_t, EpollSet> epolls{};
    // Of both ends of a pipe: which it is; and how many bytes each holds.
    std::map<std::int32_t, std::size_t> pipe_of{};
    std::vector<std::uint32_t> pipes{};
    // TCP_FASTOPEN_CONNECT is set; connect() has returned, and its SYN waits for the text of the first write.
    std::set<std::int32_t> fast_connectors{};
    std::set<std::int32_t> deferred_connects{};
    std::uint16_t next_remote_port = 50'000;

    std::map<std::string, std::vector<std::uint8_t>, std::less<>> cookies{};  // what their names stand for
    PythonVariables variables{};

    std::vector<std::string> story{};  // what has happened, line by line
    std::vector<Trouble> remarks{};    // what was not understood and may matter

    Conversation* conversation() { return current ? &conversations[*current] : nullptr; }
    // A new one, which is the current one from now on.
    Conversation& begin_conversation();
    // The machine's descriptor; -1, which is nobody's, when the script has none of that number.
    std::int32_t live(std::int32_t script_descriptor) const;
    // Of the connection that the current conversation is; nullptr when the host knows none.
    const host::Connection* connection();
    void tell(Instant at, std::string_view what);
};

// "0.250000"
std::string seconds_text(Duration since_the_beginning);

}  // namespace hw::packetdrill
