#include "ui/views/commands.h"

#include <utility>

namespace hw::ui {

template <command::Wish T>
Command::Command(T wish) : command::Any(std::move(wish)) {}
Command::Command() = default;
Command::Command(const Command& other) = default;
Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(const Command& other) = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

// One for each wish; of one that is not here, nothing that asks for it links.
template Command::Command(command::SelectPacket);
template Command::Command(command::SelectEvent);
template Command::Command(command::Deselect);
template Command::Command(command::ScrollLadder);
template Command::Command(command::ZoomLadder);
template Command::Command(command::ShowPane);
template Command::Command(command::SetSheet);
template Command::Command(command::ShowRun);
template Command::Command(command::SeekTo);
template Command::Command(command::StepForward);
template Command::Command(command::StepBack);
template Command::Command(command::ToStart);
template Command::Command(command::ToEnd);
template Command::Command(command::TogglePlay);
template Command::Command(command::SetSpeed);
template Command::Command(command::SwitchBranch);
template Command::Command(command::CompareBranch);
template Command::Command(command::StopComparing);
template Command::Command(command::ActOnPacket);
template Command::Command(command::EditPacket);
template Command::Command(command::IssueSim);
template Command::Command(command::AskOfState);
template Command::Command(command::AskOfArrow);
template Command::Command(command::AskOfNothing);
template Command::Command(command::TakeWay);
template Command::Command(command::Choose);
template Command::Command(command::ReportAnswer);
template Command::Command(command::PrimaryStep);
template Command::Command(command::BackStep);
template Command::Command(command::GoToStep);
template Command::Command(command::TryStepAgain);
template Command::Command(command::ShowMe);
template Command::Command(command::TakeHint);
template Command::Command(command::ShowChoiceEvidence);
template Command::Command(command::ShowReportEvidence);
template Command::Command(command::GoTo);
template Command::Command(command::SetLanguage);
template Command::Command(command::SetTheme);
template Command::Command(command::CopyLink);
template Command::Command(command::OpenLink);
template Command::Command(command::ShowHelp);
template Command::Command(command::ShowMenu);
template Command::Command(command::RevealAnswer);
template Command::Command(command::CloseReport);

}  // namespace hw::ui
