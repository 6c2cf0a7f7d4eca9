// The engine names rows and findings in English, in the RFC's own words where it has any; the Chinese stands here.
#include "ui/views/think/words.h"

#include <array>

namespace hw::ui {

namespace {

struct ChineseHeading {
    tcp::Row row;
    std::string_view heading;
};

// In the order of the rows.
constexpr std::array<ChineseHeading, tcp::row_count> chinese_headings = {{
    {tcp::Row::ClosedRst, "含 RST 的段：丢弃"},
    {tcp::Row::ClosedOther, "其他任何段：以 RST 回应"},
    {tcp::Row::ListenRst, "检查 RST"},
    {tcp::Row::ListenAck, "检查 ACK"},
    {tcp::Row::ListenSyn, "检查 SYN"},
    {tcp::Row::ListenOther, "其他数据或控制"},
    {tcp::Row::SynSentAck, "检查 ACK 位"},
    {tcp::Row::SynSentRst, "检查 RST 位"},
    {tcp::Row::SynSentSecurity, "检查安全性"},
    {tcp::Row::SynSentSyn, "检查 SYN 位"},
    {tcp::Row::SynSentOther, "既无 SYN 也无 RST：丢弃"},
    {tcp::Row::OtherSequence, "检查序列号"},
    {tcp::Row::OtherRst, "检查 RST 位"},
    {tcp::Row::OtherSecurity, "检查安全性"},
    {tcp::Row::OtherSyn, "检查 SYN 位"},
    {tcp::Row::OtherAck, "检查 ACK 字段"},
    {tcp::Row::OtherUrg, "检查 URG 位"},
    {tcp::Row::OtherText, "处理段中数据"},
    {tcp::Row::OtherFin, "检查 FIN 位"},
    {tcp::Row::CallOpen, "OPEN 调用"},
    {tcp::Row::CallSend, "SEND 调用"},
    {tcp::Row::CallReceive, "RECEIVE 调用"},
    {tcp::Row::CallClose, "CLOSE 调用"},
    {tcp::Row::CallAbort, "ABORT 调用"},
    {tcp::Row::CallStatus, "STATUS 调用"},
    {tcp::Row::TimeoutUser, "用户超时"},
    {tcp::Row::TimeoutRetransmission, "重传超时"},
    {tcp::Row::TimeoutTimeWait, "TIME-WAIT 超时"},
    {tcp::Row::TimeoutPersist, "零窗口探测或小窗口超时"},
    {tcp::Row::TimeoutDelayedAck, "延迟确认"},
    {tcp::Row::TimeoutReorder, "乱序等待超时"},
    {tcp::Row::TimeoutTailLossProbe, "尾部丢失探测"},
    {tcp::Row::TimeoutKeepAlive, "保活定时器"},
    {tcp::Row::TimeoutFinWait2, "FIN-WAIT-2 超时"},
    {tcp::Row::IcmpArrives, "ICMP 报文到达"},
}};

constexpr bool headings_are_in_order() {
    for (std::uint32_t i = 0; i < tcp::row_count; ++i) {
        if (chinese_headings[i].row != static_cast<tcp::Row>(i)) return false;
    }
    return true;
}
static_assert(headings_are_in_order());

struct ChineseFinding {
    std::string_view name;
    std::string_view sentence;
};

// By the finding's stable name, in the order of the engine's own table.
constexpr ChineseFinding chinese_findings[] = {
#define HW_FINDING(name, zh) {name, zh},
#include "ui/text/findings_zh.inc"
#include "ui/text/findings_zh_accurate_ecn.inc"
#include "ui/text/findings_zh_lifecycle.inc"
#include "ui/text/findings_zh_loss_recovery.inc"
#include "ui/text/findings_zh_options.inc"
#undef HW_FINDING
};

}  // namespace

std::string_view row_heading(Language language, tcp::Row row) {
    return language == Language::Zh ? chinese_headings[static_cast<std::size_t>(row)].heading
                                    : tcp::text_of(row).heading;
}

std::string_view chinese_sentence(std::string_view finding_name) {
    for (const ChineseFinding& finding : chinese_findings) {
        if (finding.name == finding_name) return finding.sentence;
    }
    return {};
}

std::string_view finding_sentence(Language language, tcp::Finding finding) {
    const tcp::FindingText& text = tcp::text_of(finding);
    if (language == Language::En) return text.sentence;
    const std::string_view chinese = chinese_sentence(text.name);
    return chinese.empty() ? text.sentence : chinese;
}

}  // namespace hw::ui
