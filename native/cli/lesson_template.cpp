#include "native/cli/lesson_template.h"

// A lesson of one step that is whole: what a teacher changes piece by piece, checking after each.

namespace hw::cli {
namespace {

constexpr std::string_view toml_text =
    R"lesson(# What happens: the worlds, the steps, and the claims that the engine decides.
# Times are seconds ("1.4") unless they say ms. `handwave lesson check` says what is wrong, with the line.

id = "{{ID}}"
order = 100      # the place in the list of lessons
minutes = 5      # how long a learner takes
sources = ["RFC 9293 §3.8.1", "RFC 6298 §2"]  # clauses that you have read

# The usual world: client and server, 100 ms apart. The client says five bytes as soon as it is connected.
[[scenes]]
id = "usual"
script = ["0 connect client server", "0.3 send client \"HELLO\""]

# ---- a step: see, predict, do, run, report, explain

[[steps]]
id = "lost-data"
scene = "usual"
opens_at = "350ms"      # the playhead stands here while the learner predicts: the data is in flight
plays_until = "2s"      # then the learner reports
clauses = ["RFC 6298 §2"]
# What the learner does by hand: `acts` is one way, `done` accepts any.
hand = [{ id = "drop", acts = ["0.35 drop client DATA"], done = "dropped(client, server, DATA) >= 1" }]
# The prediction. There is no answer key: right is the one whose claim holds in the learner's own run.
choices = [
    { id = "at-once", claim = "first(server.delivered == 5) in 0.3..0.6" },
    { id = "second", claim = "first(server.delivered == 5) in 1.3..1.5" },
    { id = "never", claim = "server.delivered == 0" },
]
# What did the learner see?
reports = [
    { id = "once", claim = "segs(client, server, DATA) == 1" },
    { id = "twice", claim = "segs(client, server, DATA) == 2" },
    { id = "new", claim = "segs(client, server, DATA, seq==1006) >= 1" },
]
# Whatever else the explanation says.
claims = ["retx(client) == 1", "retx(server) == 0", "server.content == \"HELLO\""]

# ---- the last page: a goal, and any way counts

[challenge]
scene = "usual"
opens_at = "350ms"
plays_until = "9s"
goal = "segs(client, server, DATA) >= 4 && server.delivered == 0"
acts = ["0.35 drop client DATA always"]  # one way, to prove that there is one
)lesson";

constexpr std::string_view en_text = R"lesson(# {{TITLE}}

## answer
Only the sender: its timer runs out because no acknowledgment came, and it sends the same bytes again.

## intro
Many pictures show a receiver that asks for what is missing. A lost segment leaves no trace with it:
there is nothing to ask about.

## step lost-data: Five bytes are lost

### see
The client is connected. At 300 ms it sent five bytes, and they are on their way.

### predict
You are about to drop them. When does the server's application read them?

- at-once: At 400 ms: the network makes up for it.
  It had read {server.delivered at t=0.6} bytes then. Nobody had noticed yet.
- second: A second later.
  At {first(server.delivered == 5)}, when the second copy arrived.
- never: Never.
  It read {server.delivered} bytes in the end.

### do
- drop: Pick the data segment in flight and drop it.

### report
How often did the client send these bytes?

- once: Once.
  It sent {segs(client, server, DATA)} data segments in all.
- twice: Twice, with the same sequence number.
  {segs(client, server, DATA)} segments, and the first began at {seq(client, server, DATA)}.
- new: Twice, with a new sequence number the second time.
  Bytes keep their numbers: that is how a copy is told from something new.

### explain
The server could not know that anything was sent. What noticed was a timer: the client waits one RTO for
an acknowledgment, which after one measurement of 200 ms is a whole second (RFC 6298 §2), and then sends
the same bytes again.

## challenge
The same five bytes. **Make the client send them four times**, so that the server never reads one.

## challenge done
Every copy must be dropped. The client sent {segs(client, server, DATA)}, each after twice the wait of
the one before.

## recap
- The receiver of a lost segment knows nothing of it.
- The sender's timer notices; the bytes keep their numbers.

## next
And if the acknowledgment is what is lost?
)lesson";

constexpr std::string_view zh_text = R"lesson(# {{TITLE}}

## answer
只有发送方：没有等到确认，它的定时器到时，于是把同样的字节再发一遍。

## intro
不少示意图里，是接收方去要它缺的东西。可是丢掉的段在它那里不留痕迹：它不知道该要什么。

## step lost-data: 丢了五个字节

### see
客户端已经连上。300 ms 时它发出五个字节，正在路上。

### predict
你马上要丢掉它们。服务器的应用什么时候读到？

- at-once: 400 ms：网络会补上。
  那时它读到 {server.delivered at t=0.6} 个字节，还没有谁发现。
- second: 一秒以后。
  {first(server.delivered == 5)}，第二份到达的时候。
- never: 永远读不到。
  最后它读到 {server.delivered} 个字节。

### do
- drop: 选中路上的数据段，丢掉它。

### report
这几个字节，客户端发了几次？

- once: 一次。
  数据段一共发了 {segs(client, server, DATA)} 个。
- twice: 两次，序号相同。
  一共 {segs(client, server, DATA)} 个，第一个从 {seq(client, server, DATA)} 开始。
- new: 两次，第二次换了新的序号。
  字节的号码不变：重复的和新的，就是这样分清的。

### explain
服务器不可能知道有人发过东西。发现的是一个定时器：客户端等确认，等一个 RTO（retransmission timeout，重传超时）。只量过一次 200 ms 时，
RTO 是整整一秒（RFC 6298 §2）；到时，它就把同样的字节再发一遍。

## challenge
还是这五个字节。**让客户端把它们发四遍**，而服务器一个也读不到。

## challenge done
每一份都要丢掉。客户端发了 {segs(client, server, DATA)} 份，每次等的时间都是上一次的两倍。

## recap
- 丢掉的段，接收方一无所知。
- 发现的是发送方的定时器；字节的号码不变。

## next
如果丢的是确认呢？
)lesson";

std::string filled(std::string_view text, std::string_view hole, const std::string& with) {
    std::string result(text);
    const std::size_t at = result.find(hole);
    return result.replace(at, hole.size(), with);
}

}  // namespace

lesson::LessonText lesson_template(const std::string& folder, const std::string& id,
                                   const TemplateTitles& titles) {
    return {.folder = folder,
            .toml = filled(toml_text, "{{ID}}", id),
            .zh = filled(zh_text, "{{TITLE}}", titles.zh),
            .en = filled(en_text, "{{TITLE}}", titles.en)};
}

}  // namespace hw::cli
