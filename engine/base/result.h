#pragma once

#include <string>
#include <utility>
#include <variant>

#include "base/check.h"

namespace hw {

// A value or the reason why there is none. (std::expected is not in every toolchain we build with.)
template <class T, class E>
class [[nodiscard]] Result {
  public:
    Result(T value) : either_(std::in_place_index<0>, std::move(value)) {}
    Result(E error) : either_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return either_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() {
        HW_CHECK(ok());
        return *std::get_if<0>(&either_);
    }
    const T& value() const {
        HW_CHECK(ok());
        return *std::get_if<0>(&either_);
    }
    const E& error() const {
        HW_CHECK(!ok());
        return *std::get_if<1>(&either_);
    }

    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }

  private:
    std::variant<T, E> either_;
};

// What was wrong with a file, and where: printed as "path:line: message" (STYLE, Errors).
struct FileError {
    std::string path{};
    int line = 0;  // 1-based; 0 when the whole file is meant
    std::string message{};

    std::string to_text() const {
        return line > 0 ? path + ":" + std::to_string(line) + ": " + message : path + ": " + message;
    }
};

}  // namespace hw
