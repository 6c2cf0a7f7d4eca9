#include "tcp/rules.h"

#include <array>

#include "tcp/profiles/freebsd.h"
#include "tcp/profiles/linux.h"
#include "tcp/steps/rfc9293.h"
#include "tcp/variants/accept_any_rst.h"
#include "tcp/variants/accept_old_ack.h"
#include "tcp/variants/deliver_before_established.h"
#include "tcp/variants/fin_never_merged.h"
#include "tcp/variants/ignore_rst_in_time_wait.h"
#include "tcp/variants/no_challenge_ack.h"
#include "tcp/variants/no_time_wait.h"
#include "tcp/variants/predictable_iss.h"
#include "tcp/variants/two_step_handshake.h"

namespace hw::tcp {
namespace {

constexpr std::array<const RuleBook*, rule_book_count> books{&rfc9293_rules,
                                                             &linux_rules,
                                                             &two_step_handshake_rules,
                                                             &no_time_wait_rules,
                                                             &no_challenge_ack_rules,
                                                             &accept_any_rst_rules,
                                                             &accept_old_ack_rules,
                                                             &deliver_before_established_rules,
                                                             &fin_never_merged_rules,
                                                             &ignore_rst_in_time_wait_rules,
                                                             &predictable_iss_rules,
                                                             &freebsd_rules};

constexpr bool books_are_in_order() {
    for (std::uint32_t i = 0; i < rule_book_count; ++i)
        if (books[i]->id != static_cast<RuleBookId>(i)) return false;
    return true;
}
static_assert(books_are_in_order());

}  // namespace

const RuleBook& rule_book(RuleBookId id) { return *books[static_cast<std::uint32_t>(id)]; }

const RuleBook* find_rule_book(std::string_view name) {
    for (const RuleBook* book : books)
        if (book->name == name) return book;
    return nullptr;
}

}  // namespace hw::tcp
