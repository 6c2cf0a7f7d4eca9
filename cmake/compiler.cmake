# How our own code is compiled. Third-party targets do not link hw_warnings and are included as SYSTEM.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# ccache is used where it is installed; -DCMAKE_CXX_COMPILER_LAUNCHER= turns it off.
find_program(HANDWAVE_CCACHE ccache)
if(HANDWAVE_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    # Why sloppiness: without it nothing that uses a precompiled header is kept.
    set(CMAKE_C_COMPILER_LAUNCHER "${HANDWAVE_CCACHE}")
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros;${HANDWAVE_CCACHE}")
endif()

add_library(hw_warnings INTERFACE)
option(HANDWAVE_WERROR "Treat warnings in our own code as errors" ${PROJECT_IS_TOP_LEVEL})
target_compile_options(hw_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    # Why: g++'s -Wconversion leaves signedness alone in C++; this makes Clang agree with it.
    -Wno-sign-conversion
    $<$<BOOL:${HANDWAVE_WERROR}>:-Werror>)

option(HANDWAVE_SANITIZE "Build everything with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
if(HANDWAVE_SANITIZE)
    # Why not object-size: AddressSanitizer sees the same, and it takes a quarter of the compiler's time.
    set(sanitizer_flags -fsanitize=address,undefined -fno-sanitize=object-size -fno-sanitize-recover=all
        -fno-omit-frame-pointer)
    add_compile_options(${sanitizer_flags})
    add_compile_definitions(_GLIBCXX_ASSERTIONS)
    add_link_options(${sanitizer_flags})
endif()

# Why: one segment passes through many small functions, each beside its concept and so in a file of its own; seen
# together they inline (a bulk transfer took a sixth less time than with -O2 file by file).
option(HANDWAVE_IPO "Optimise release builds across files, where the compiler can" OFF)
if(HANDWAVE_IPO)
    include(CheckIPOSupported)
    check_ipo_supported(RESULT ipo_is_supported LANGUAGES C CXX)
    set(CMAKE_INTERPROCEDURAL_OPTIMIZATION_RELEASE ${ipo_is_supported})
    set(CMAKE_INTERPROCEDURAL_OPTIMIZATION_RELWITHDEBINFO ${ipo_is_supported})
endif()

if(HANDWAVE_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(EMSCRIPTEN)
    # Why: it is smaller. A test that cannot go on (REQUIRE) ends the whole run there; natively it ends itself alone.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)
    # Why: the default stack shrank from 5 MB to 64 kB in Emscripten 3.1.27, and the setting was renamed.
    if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.25)
        add_link_options(-sTOTAL_STACK=1048576)
    else()
        add_link_options(-sSTACK_SIZE=1048576)
    endif()
    add_link_options(-sALLOW_MEMORY_GROWTH=1)
endif()
