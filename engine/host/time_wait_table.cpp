#include "host/time_wait_table.h"

#include "base/check.h"

namespace hw::host {

TimeWaitTable::Number TimeWaitTable::push(const TimeWaitRecord& record, Instant expires) {
    HW_CHECK(may_push(expires) && !record.is_empty());
    if (used_ == 0) earliest_ = expires;
    latest_ = expires;
    ++used_;
    records_.push_back(record);
    return (base_ + records_.size() - 1) & number_mask;
}

void TimeWaitTable::remove(Number number) {
    const std::uint32_t place = place_of(number);
    HW_CHECK(head_ <= place && place < records_.size() && !records_[place].is_empty());
    records_.writable(place) = {};
    --used_;
    if (place == head_) pass_empty_places();
}

void TimeWaitTable::pass_empty_places() {
    while (head_ < records_.size() && records_[head_].is_empty()) ++head_;
    const std::uint32_t passed_blocks = head_ / records_.items_per_block;
    // A good many blocks at once: what is dropped at the front moves the list of blocks.
    if (passed_blocks >= 64 || used_ == 0) {
        records_.drop_front_blocks(passed_blocks);
        head_ -= passed_blocks * records_.items_per_block;
        base_ = (base_ + passed_blocks * records_.items_per_block) & number_mask;
    }
    earliest_ = used_ == 0 ? Instant::never() : instant_near(earliest_, records_[head_].expires_us);
}

// The empty places are left out: they are no part of what a host knows.
void digest(Digest& d, const TimeWaitTable& table) {
    digest_all(d, table.used_, table.earliest_, table.latest_,
               (table.base_ + table.records_.size()) & table.number_mask);
    table.for_each([&](const TimeWaitRecord& record, Instant) { digest(d, record); });
}

}  // namespace hw::host
