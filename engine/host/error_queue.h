#pragma once

#include <cstdint>
#include <vector>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"
#include "tcp/tcb.h"

// What recvmsg(2) with MSG_ERRQUEUE gives: that the text of a send without copying is free again (MSG_ZEROCOPY; Linux's
// Documentation/networking/msg_zerocopy.rst), and when sent text passed a stage on its way (SO_TIMESTAMPING;
// Documentation/networking/timestamping.rst).

namespace hw::host {

// SOF_TIMESTAMPING_* of linux/net_tstamp.h, as far as TCP's transmissions are concerned.
inline constexpr std::uint32_t timestamp_tx_software = 1u << 1, timestamp_report_software = 1u << 4,
                               timestamp_opt_id = 1u << 7, timestamp_tx_sched = 1u << 8,
                               timestamp_tx_ack = 1u << 9, timestamp_opt_tsonly = 1u << 11,
                               timestamp_opt_stats = 1u << 12, timestamp_opt_id_tcp = 1u << 16,
                               timestamp_all = (1u << 19) - 1;

// ee_origin: SO_EE_ORIGIN_TIMESTAMPING, SO_EE_ORIGIN_ZEROCOPY.
enum class ErrorOrigin : std::uint8_t { Timestamping = 4, ZeroCopy = 5 };
// ee_info of a time: SCM_TSTAMP_SND, SCM_TSTAMP_SCHED, SCM_TSTAMP_ACK.
enum class SentStage : std::uint32_t { Sent = 0, Scheduled = 1, Acknowledged = 2 };

// One struct sock_extended_err, with what comes beside it.
struct ErrorReport {
    ErrorOrigin origin{};
    std::uint32_t info = 0;   // ee_info: the stage; of sends without copying the first's number
    std::uint32_t data = 0;   // ee_data: the last byte's number; of sends without copying the last's
    Instant at{};             // SCM_TIMESTAMPING
    bool has_packet = false;  // with the packet itself (not SOF_TIMESTAMPING_OPT_TSONLY)
    friend bool operator==(const ErrorReport&, const ErrorReport&) = default;
};

// Text that somebody wants to hear of.
struct WatchedText {
    ErrorOrigin origin{};
    SeqNum end{};              // behind its last byte
    std::uint32_t number = 0;  // of the send, or of the last byte
    std::uint32_t stages = 0;  // timestamp_tx_*: those that are still to be told
    bool has_packet = false;
    friend bool operator==(const WatchedText&, const WatchedText&) = default;
};

struct ErrorQueue {
    std::vector<ErrorReport> reports{};
    std::vector<WatchedText> watched{};  // in order of their ends
    std::uint32_t sends = 0;             // without copying, so far (sk_zckey)
    SeqNum first_byte{};                 // SOF_TIMESTAMPING_OPT_ID counts from here (sk_tskey)
    std::uint32_t wakeups = 0;  // how often the reader was told that there is something (sk_error_report())
    friend bool operator==(const ErrorQueue&, const ErrorQueue&) = default;
};

void digest(Digest& d, const ErrorQueue& queue);

// A send has put text into the connection's buffer up to its end: by MSG_ZEROCOPY, or with these SOF_TIMESTAMPING_*.
void watch_zero_copy(ErrorQueue& queue, const tcp::Tcb& tcb);
void watch_timestamps(ErrorQueue& queue, const tcp::Tcb& tcb, std::uint32_t flags);
// Something has happened to the connection: reports what that means for the text that is watched.
void look_at_watched(ErrorQueue& queue, const tcp::Tcb& tcb, Instant now);
// The connection is gone and what it held is free.
void connection_is_gone(ErrorQueue& queue, Instant now);

}  // namespace hw::host
