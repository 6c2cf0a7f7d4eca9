#include "script/packetdrill/sockstat.h"

#include <algorithm>
#include <charconv>

#include "host/time_wait.h"
#include "script/packetdrill/shell.h"

namespace hw::packetdrill {
namespace {

using tcp::State;

struct Question {
    std::string state;       // as sockstat(1) spells it
    std::string count;       // what the last grep looks for
    std::uint16_t port = 0;  // 0: any
};

// sys/netinet/tcp_fsm.h: tcpstates[]
std::string_view bsd_name(State state) {
    switch (state) {
        case State::Closed: return "CLOSED";
        case State::Listen: return "LISTEN";
        case State::SynSent: return "SYN_SENT";
        case State::SynReceived: return "SYN_RCVD";
        case State::Established: return "ESTABLISHED";
        case State::CloseWait: return "CLOSE_WAIT";
        case State::FinWait1: return "FIN_WAIT_1";
        case State::Closing: return "CLOSING";
        case State::LastAck: return "LAST_ACK";
        case State::FinWait2: return "FIN_WAIT_2";
        case State::TimeWait: return "TIME_WAIT";
    }
    return "";
}

std::optional<Question> read_question(std::string_view command) {
    const auto commands = split_commands(command);
    if (commands.size() < 3 || commands[0][0] != "sockstat") return {};
    const auto& counts = commands[commands.size() - 2];
    const auto& looks = commands.back();
    if (counts.size() != 3 || counts[0] != "grep" || counts[1] != "-c" || looks.size() != 2 ||
        looks[0] != "grep")
        return {};
    Question question{.state = counts[2], .count = looks[1]};
    const auto flag = std::find(commands[0].begin(), commands[0].end(), "-p");
    if (flag != commands[0].end() && flag + 1 != commands[0].end()) {
        const std::string& number = *(flag + 1);
        std::from_chars(number.data(), number.data() + number.size(), question.port);
    }
    return question;
}

std::uint32_t count_sockets(const host::Host& host, const Question& question) {
    std::uint32_t count = 0;
    for (const host::Connection& one : host.connections) {
        // What is closed has a line as long as a descriptor names it.
        const bool is_listed =
            one.id.exists() && (one.tcb.state != State::Closed || one.socket != host::no_socket);
        const bool is_there = question.port == 0 || one.tuple.local.port == question.port;
        if (is_listed && is_there && bsd_name(one.tcb.state) == question.state) ++count;
    }
    if (question.state == bsd_name(State::Listen)) count += static_cast<std::uint32_t>(host.listeners.size());
    return count;
}

}  // namespace

std::optional<std::string> check_sockets(const Scene& scene, std::string_view command) {
    const auto question = read_question(command);
    if (!question) return {};
    const std::string found = std::to_string(count_sockets(scene.machine.host, *question));
    if (found.find(question->count) != std::string::npos) return {};
    return "sockets in " + question->state + ": expected " + question->count + ", found " + found;
}

}  // namespace hw::packetdrill
