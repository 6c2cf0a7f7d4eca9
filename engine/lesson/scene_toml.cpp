#include "lesson/scene_toml.h"

#include <algorithm>

#include "host/sysctl.h"
#include "tcp/congestion.h"
#include "tcp/rules.h"

namespace hw::lesson {

namespace {

using Need = TomlReader::Need;

class SettingsReader {
  public:
    SettingsReader(TomlReader& toml, const toml::table& table) : toml_(toml), table_(table) {}

    SceneSettings run() {
        toml_.check_keys(table_, {"id",          "script",       "names",        "mallory",
                                  "profile",     "delay",        "delay_back",   "isn",
                                  "client_isn",  "server_isn",   "rules",        "congestion",
                                  "greeting",    "app",          "closes_after", "listens",
                                  "accepts",     "backlog",      "time_wait",    "user_timeout",
                                  "keep_alive",  "nagle",        "syn_text",     "switches",
                                  "seed",        "measured",     "server_fds",   "client_addresses",
                                  "descriptors", "server_window"});
        read_hosts();
        read_network();
        read_application();
        read_rules();
        read_timers();
        read_measure();
        for (const TomlReader::Line& line : toml_.lines(table_, "switches", 16)) read_switch(line);
        return std::move(settings_);
    }

  private:
    void read_hosts() {
        const auto names = toml_.lines(table_, "names", 2);
        if (names.size() == 2) {
            settings_.client_name = names[0].text;
            settings_.server_name = names[1].text;
        } else if (!names.empty()) {
            fail("names", "expected two names, the client's and the server's");
        }
        settings_.has_mallory = is_on("mallory", false);
        const std::string profile = one_of("profile", {"rfc9293", "linux"});
        if (profile == "linux") settings_.profile = Profile::Linux;
        settings_.seed = toml_.number(table_, "seed", Need::Optional, 0, 0xffff'ffff, 1);
    }

    void read_network() {
        settings_.delay = toml_.duration(table_, "delay", Need::Optional, settings_.delay);
        settings_.delay_back = toml_.duration(table_, "delay_back", Need::Optional, settings_.delay);
        settings_.isn_by_clock = one_of("isn", {"clock"}) == "clock";
        if (table_.contains("client_isn")) settings_.client_isn = toml_.numbers(table_, "client_isn", 8);
        if (table_.contains("server_isn")) settings_.server_isn = toml_.numbers(table_, "server_isn", 8);
    }

    void read_application() {
        using Kind = host::ApplicationKind;
        host::ApplicationSpec& application = settings_.application;
        application.text = toml_.text(table_, "greeting", Need::Optional);
        const std::string kind = one_of("app", {"reader", "echo", "silent"});
        if (!application.text.empty())
            application.kind = Kind::Greeter;
        else if (kind == "echo")
            application.kind = Kind::Echo;
        else if (kind == "silent")
            application.kind = Kind::Silent;
        if (table_.contains("closes_after")) {
            application.on_peer_close = host::OnPeerClose::Close;
            application.close_delay = toml_.duration(table_, "closes_after", Need::Needed);
        }
        settings_.server_window = toml_.number(table_, "server_window", Need::Optional, 1, 65'535);
        settings_.listens = is_on("listens", true);
        settings_.accepts = is_on("accepts", true);
        settings_.backlog = toml_.number(table_, "backlog", Need::Optional, 1, 65'535, settings_.backlog);
        settings_.descriptors = toml_.number(table_, "descriptors", Need::Optional, 4, 1'048'576);
    }

    void read_rules() {
        const std::string rules = toml_.text(table_, "rules", Need::Optional);
        if (const tcp::RuleBook* book = tcp::find_rule_book(rules); book != nullptr)
            settings_.rules = book->id;
        else if (!rules.empty())
            fail("rules", "no rule variant is called \"" + rules + "\"");
        const std::string congestion = toml_.text(table_, "congestion", Need::Optional);
        if (congestion.empty()) return;
        settings_.congestion = tcp::find_congestion_control(congestion);
        if (!settings_.congestion)
            fail("congestion", "no congestion control is called \"" + congestion + "\"");
    }

    void read_timers() {
        settings_.time_wait = toml_.duration(table_, "time_wait", Need::Optional, settings_.time_wait);
        settings_.user_timeout =
            toml_.duration(table_, "user_timeout", Need::Optional, settings_.user_timeout);
        settings_.uses_nagle = is_on("nagle", true);
        settings_.keeps_alive = is_on("keep_alive", false);
        settings_.syn_carries_text = is_on("syn_text", false);
    }

    void read_measure() {
        settings_.measure_every = toml_.duration(table_, "measured", Need::Optional);
        const bool is_measured = table_.contains("measured");
        if (is_measured && settings_.measure_every < 10_ms) fail("measured", "expected at least \"10ms\"");
        settings_.server_fds = toml_.number(table_, "server_fds", Need::Optional, 4, 1'000, 0);
        settings_.client_addresses = toml_.number(table_, "client_addresses", Need::Optional, 1, 60'000, 0);
        // Stages are made as they are read, and played by whoever opens them.
        if (is_measured && settings_.measure_every < 10_ms) settings_.measure_every = 10_ms;
    }

    // "tcp_timestamps = 1" for both hosts, "server tcp_syncookies = 0" for one.
    void read_switch(const TomlReader::Line& line) {
        const std::size_t equals = line.text.find(" = ");
        if (equals == std::string::npos) return toml_.fail(line.line, wanted_switch);
        SwitchSetting setting{.name = line.text.substr(0, equals), .value = line.text.substr(equals + 3)};
        if (const std::size_t space = setting.name.find(' '); space != std::string::npos) {
            setting.host = setting.name.substr(0, space);
            setting.name.erase(0, space + 1);
        }
        host::HostConfig trial;
        const bool is_host = setting.host.empty() || setting.host == settings_.client_name ||
                             setting.host == settings_.server_name;
        if (!is_host || host::set_sysctl(trial, setting.name, setting.value) != host::SocketError::None)
            return toml_.fail(line.line, wanted_switch);
        settings_.switches.push_back(std::move(setting));
    }

    bool is_on(std::string_view key, bool otherwise) {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return otherwise;
        const auto value = node->value_exact<bool>();
        if (!value) fail(key, "expected " + std::string(key) + " = true or false");
        return value.value_or(otherwise);
    }

    // One of the words, or "" when the key is not there.
    std::string one_of(std::string_view key, std::initializer_list<std::string_view> words) {
        const std::string text = toml_.text(table_, key, Need::Optional);
        if (text.empty() || std::find(words.begin(), words.end(), text) != words.end()) return text;
        std::string expected;
        for (const std::string_view word : words)
            expected += (expected.empty() ? "" : ", ") + std::string(word);
        fail(key, "expected " + expected);
        return "";
    }

    void fail(std::string_view key, std::string message) {
        const toml::node* node = table_.get(key);
        toml_.fail(TomlReader::line_of(node == nullptr ? static_cast<const toml::node&>(table_) : *node),
                   std::move(message));
    }

    static constexpr const char* wanted_switch =
        "expected a switch such as \"tcp_timestamps = 1\" or \"server tcp_syncookies = 0\"";

    TomlReader& toml_;
    const toml::table& table_;
    SceneSettings settings_{};
};

}  // namespace

SceneSettings read_scene_settings(TomlReader& toml, const toml::table& table) {
    return SettingsReader(toml, table).run();
}

}  // namespace hw::lesson
