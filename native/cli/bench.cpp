#include "native/cli/bench.h"

#include <cstdio>

#ifdef __EMSCRIPTEN__
#include <emscripten/heap.h>
#include <malloc.h>
#else
#include <sys/resource.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#endif

namespace hw::bench {

std::string fixed(double value, int decimals) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

Figure text_figure(std::string_view key, std::string_view value) {
    return {.key = key, .value = std::string(value), .is_number = false};
}

std::uint64_t allocated_bytes() {
#if defined(__EMSCRIPTEN__)
    return static_cast<std::uint32_t>(mallinfo().uordblks);
#elif defined(__GLIBC__)
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
#else
    return 0;
#endif
}

std::uint64_t peak_rss_kb() {
#ifdef __EMSCRIPTEN__
    return emscripten_get_heap_size() / 1024;
#else
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss);
#endif
}

}  // namespace hw::bench
