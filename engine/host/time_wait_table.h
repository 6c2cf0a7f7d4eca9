#pragma once

#include <cstdint>

#include "base/cow_vector.h"
#include "host/time_wait_record.h"

namespace hw::host {

// Packed TIME-WAITs in the order in which they will be over: a queue. As long as 2MSL does not change, whoever
// enters last leaves last, and a million timers need no timer. A record is known by its number, which
// counts the places ever taken; what is removed from the middle leaves its place empty until the queue
// has passed it or is packed together again. Copies share what neither has changed.
class TimeWaitTable {
  public:
    using Number = std::uint32_t;  // 30 bits, around the circle
    static constexpr Number number_mask = 0x3fff'ffffu;

    std::uint32_t size() const { return used_; }
    // When the first is over; never() when there is none.
    Instant earliest() const { return earliest_; }
    // Whether a time-wait that is over at `expires` comes after all that are here.
    bool may_push(Instant expires) const { return used_ == 0 || expires >= latest_; }
    Number push(const TimeWaitRecord& record, Instant expires);

    const TimeWaitRecord& at(Number number) const { return records_[place_of(number)]; }
    Instant expires_at(Number number) const { return instant_near(earliest_, at(number).expires_us); }
    // The record at `number`, changed in all but its expiry.
    void put_back(Number number, const TimeWaitRecord& record) {
        records_.writable(place_of(number)) = record;
    }
    void remove(Number number);
    // The number of the record that is over first; only when there is one.
    Number first() const { return (base_ + head_) & number_mask; }
    // Some places behind the first: what will be needed soon. nullptr when there are not so many.
    const TimeWaitRecord* soon() const {
        constexpr std::uint32_t some = 16;
        return head_ + some < records_.size() ? &records_[head_ + some] : nullptr;
    }
    void clear() { *this = {}; }

    // Why: every FIN that comes again moves its record to the tail. When most places are empty, they are taken
    // out: moved(record, old number, new number) for each record whose number changes.
    bool wants_compaction() const { return records_.size() - head_ > 2 * used_ + 1'024; }
    template <class Moved>
    void compact(Moved&& moved) {
        TimeWaitTable dense;
        dense.base_ = (base_ + records_.size()) & number_mask;
        for (std::uint32_t place = head_; place < records_.size(); ++place) {
            const TimeWaitRecord& record = records_[place];
            if (record.is_empty()) continue;
            const Number number = dense.push(record, instant_near(earliest_, record.expires_us));
            moved(record, (base_ + place) & number_mask, number);
        }
        *this = dense;
    }

    // f(const TimeWaitRecord&, Instant expires), in the order in which they will be over.
    template <class F>
    void for_each(F&& f) const {
        for (std::uint32_t place = head_; place < records_.size(); ++place)
            if (!records_[place].is_empty())
                f(records_[place], instant_near(earliest_, records_[place].expires_us));
    }

    friend bool operator==(const TimeWaitTable&, const TimeWaitTable&) = default;
    friend void digest(Digest& d, const TimeWaitTable& table);

  private:
    std::uint32_t place_of(Number number) const { return (number - base_) & number_mask; }
    void pass_empty_places();

    CowVector<TimeWaitRecord, 128> records_{};
    Number base_ = 0;                      // of the first place of records_
    std::uint32_t head_ = 0;               // the first place that is not empty; all before it are
    std::uint32_t used_ = 0;               // places that are not empty
    Instant earliest_ = Instant::never();  // of the record at head_
    Instant latest_{};                     // of the last one pushed
};

}  // namespace hw::host
