#include "tcp/variants/no_time_wait.h"

namespace hw::tcp {

void forget_at_once(Arrival& arrival) { delete_tcb(arrival, UnreadText::Keep); }

}  // namespace hw::tcp
