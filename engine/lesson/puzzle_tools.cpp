#include <algorithm>
#include <variant>

#include "lesson/puzzle.h"

// Which tool a command is of: what a puzzle allows, and how its commands are counted.

namespace hw::lesson {

namespace {

constexpr std::array<std::string_view, tool_count> names{
    "drop",   "hold", "delay",    "duplicate", "edit",  "inject", "icmp",  "flood", "listen", "connect",
    "accept", "send", "shutdown", "close",     "abort", "kill",   "power", "cable", "link",   "switch",
};

struct ToolOf {
    using Found = std::optional<Tool>;
    Found operator()(const sim::DropPacket&) const { return Tool::Drop; }
    Found operator()(const sim::HoldPacket&) const { return Tool::Hold; }
    Found operator()(const sim::ReleasePacket&) const { return Tool::Hold; }
    Found operator()(const sim::DelayPacket&) const { return Tool::Delay; }
    Found operator()(const sim::DuplicatePacket&) const { return Tool::Duplicate; }
    Found operator()(const sim::EditPacket&) const { return Tool::Edit; }
    Found operator()(const sim::Inject&) const { return Tool::Inject; }
    Found operator()(const sim::InjectIcmp&) const { return Tool::Icmp; }
    Found operator()(const sim::SynFlood&) const { return Tool::Flood; }
    Found operator()(const sim::Listen&) const { return Tool::Listen; }
    Found operator()(const sim::Connect&) const { return Tool::Connect; }
    Found operator()(const sim::Accept&) const { return Tool::Accept; }
    Found operator()(const sim::Send&) const { return Tool::Send; }
    Found operator()(const sim::Shutdown&) const { return Tool::Shutdown; }
    Found operator()(const sim::Close&) const { return Tool::Close; }
    Found operator()(const sim::CloseListener&) const { return Tool::Close; }
    Found operator()(const sim::SendFromListener&) const { return Tool::Send; }
    Found operator()(const sim::Abort&) const { return Tool::Abort; }
    Found operator()(const sim::KillProgram&) const { return Tool::Kill; }
    Found operator()(const sim::PowerOff&) const { return Tool::Power; }
    Found operator()(const sim::PowerOn&) const { return Tool::Power; }
    Found operator()(const sim::SetCable&) const { return Tool::Cable; }
    Found operator()(const sim::SetLink&) const { return Tool::Link; }
    Found operator()(const sim::SetSysctl&) const { return Tool::Switch; }
    Found operator()(const sim::AddRule& add) const {
        switch (add.rule.action) {
            case sim::RuleAction::Drop: return Tool::Drop;
            case sim::RuleAction::Hold: return Tool::Hold;
            case sim::RuleAction::Delay: return Tool::Delay;
            case sim::RuleAction::Duplicate: return Tool::Duplicate;
            case sim::RuleAction::Edit: return Tool::Edit;
        }
        return std::nullopt;
    }
    template <class Other>
    Found operator()(const Other&) const {
        return std::nullopt;
    }
};

}  // namespace

std::string_view name_of(Tool tool) { return names[static_cast<std::size_t>(tool)]; }

std::optional<Tool> find_tool(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Tool>(found - names.begin());
}

std::optional<Tool> tool_of(const sim::Command& command) { return std::visit(ToolOf{}, command); }

std::uint32_t count_commands(std::span<const sim::LoggedCommand> log) {
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < log.size(); ++i) {
        const auto* on = std::get_if<sim::PowerOn>(&log[i].command);
        const auto* off = on == nullptr || i == 0 ? nullptr : std::get_if<sim::PowerOff>(&log[i - 1].command);
        const bool is_reboot = off != nullptr && off->host == on->host && log[i - 1].at == log[i].at;
        if (!is_reboot) ++count;
    }
    return count;
}

}  // namespace hw::lesson
