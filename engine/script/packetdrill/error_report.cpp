// recvmsg(MSG_ERRQUEUE): msg_flags and the control messages, one for one (Linux: sock_recv_errqueue()).

#include <algorithm>

#include "script/packetdrill/call.h"

namespace hw::packetdrill {
namespace {

using host::ErrorOrigin;
using Kind = Expression::Kind;

class Comparison {
  public:
    explicit Comparison(Call& call) : call_(call) {}

    void flags(const Expression& message) {
        const std::uint32_t found =
            host::sys::msg_errqueue | (report().has_packet ? host::sys::msg_trunc : 0u);
        part(message, "msg_flags", 9, found);
    }

    void control(const Expression& list) {
        const std::size_t found = call_.report->has_time ? 2 : 1;
        if (list.items.size() != found) return expect("control messages", list.items.size(), found);
        if (call_.report->has_time) time(list.items[0]);
        error(list.items[found - 1]);
    }

  private:
    const host::ErrorReport& report() const { return call_.report->report; }

    void expect(const std::string& what, std::uint64_t wanted, std::uint64_t found) {
        if (call_.trouble.empty() && wanted != found)
            call_.trouble =
                what + ": expected " + std::to_string(wanted) + ", found " + std::to_string(found);
    }

    // `found` is written there; what is not written is not compared.
    void part(const Expression& braces, const std::string& name, std::size_t i, std::int64_t found) {
        const Expression* written = part_of(braces, name, i);
        if (written == nullptr || written->is(Kind::Ellipsis)) return;
        const auto wanted = static_cast<std::uint64_t>(call_.number_of(*written));
        expect(name, wanted, static_cast<std::uint64_t>(found));
    }

    // The names that the kernel's runner defines, if nobody has.
    static bool stands_for_our_ip(const Expression* name) {
        return name != nullptr && name->is(Kind::Word) &&
               (name->text == "CMSG_LEVEL_IP" || name->text == "CMSG_TYPE_RECVERR");
    }

    void error(const Expression& message) {
        const bool is_v6 = call_.scene.options.ip_version == IpVersion::V6;
        constexpr std::int64_t sol_ip = 0, sol_ipv6 = 41, ip_recverr = 11, ipv6_recverr = 25, enomsg = 42;
        if (!stands_for_our_ip(part_of(message, "cmsg_level", 0)))
            part(message, "cmsg_level", 0, is_v6 ? sol_ipv6 : sol_ip);
        if (!stands_for_our_ip(part_of(message, "cmsg_type", 1)))
            part(message, "cmsg_type", 1, is_v6 ? ipv6_recverr : ip_recverr);
        const Expression* data = part_of(message, "cmsg_data", 2);
        if (data == nullptr) return;
        const bool is_time = report().origin == ErrorOrigin::Timestamping;
        part(*data, "ee_errno", 0, is_time ? enomsg : 0);
        part(*data, "ee_origin", 1, static_cast<std::int64_t>(report().origin));
        part(*data, "ee_type", 2, 0);
        constexpr std::int64_t copied = 1;  // SO_EE_CODE_ZEROCOPY_COPIED
        part(*data, "ee_code", 3, is_time ? 0 : copied);
        part(*data, "ee_info", 4, report().info);
        part(*data, "ee_data", 5, report().data);
    }

    // As right as the time of a packet has to be: measured from the beginning.
    void time(const Expression& message) {
        constexpr std::int64_t scm_timestamping = 37, sol_socket = 1;
        part(message, "cmsg_level", 0, sol_socket);
        part(message, "cmsg_type", 1, scm_timestamping);
        const Expression* data = part_of(message, "cmsg_data", 2);
        const Expression* seconds = data == nullptr ? nullptr : part_of(*data, "scm_sec", 0);
        const Expression* nanoseconds = data == nullptr ? nullptr : part_of(*data, "scm_nsec", 1);
        if (seconds == nullptr || nanoseconds == nullptr) return;
        constexpr std::int64_t most = 1'000'000'000;
        const std::int64_t whole = std::clamp(call_.number_of(*seconds), -most, most);
        const Duration wanted{whole * 1'000'000 + call_.number_of(*nanoseconds) / 1'000};
        const Duration found = report().at - Instant{};
        const Duration off = found < wanted ? wanted - found : found - wanted;
        if (call_.trouble.empty() && call_.scene.options.tolerance < off)
            call_.trouble = "the time: expected " + seconds_text(wanted) + ", found " + seconds_text(found);
    }

    Call& call_;
};

}  // namespace

void compare_report(Call& call) {
    const Expression* message = call.argument(1);
    if (message == nullptr) return;
    Comparison comparison(call);
    comparison.flags(*message);
    if (const Expression* control = part_of(*message, "msg_control", 9)) comparison.control(*control);
}

}  // namespace hw::packetdrill
