// Points and rectangles in CSS pixels: x to the right, y down, the origin at the window's upper left corner.
// The user interface thinks in CSS pixels everywhere; only the text painter and the hairlines know how many
// device pixels one of them is.
#pragma once

#include <cmath>

namespace hw::ui {

struct Point {
    float x = 0;
    float y = 0;

    friend bool operator==(const Point&, const Point&) = default;
    friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
    friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
    friend Point operator*(Point a, float k) { return {a.x * k, a.y * k}; }
};

inline float length(Point a) { return std::sqrt(a.x * a.x + a.y * a.y); }
inline float distance(Point a, Point b) { return length(b - a); }

// The point at `fraction` of the way from `a` to `b`; 0 is `a`, 1 is `b`.
inline Point along(Point a, Point b, float fraction) { return a + (b - a) * fraction; }

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    float right() const { return x + w; }
    float bottom() const { return y + h; }
    Point centre() const { return {x + w / 2, y + h / 2}; }
    Point upper_left() const { return {x, y}; }
    bool empty() const { return w <= 0 || h <= 0; }

    bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }

    // True when the insides overlap; rectangles that only touch do not intersect.
    bool intersects(const Rect& other) const {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }

    bool encloses(const Rect& other) const {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }

    // The same rectangle with every side moved outwards by `margin` (inwards when it is negative).
    Rect grown(float margin) const { return {x - margin, y - margin, w + 2 * margin, h + 2 * margin}; }

    friend bool operator==(const Rect&, const Rect&) = default;
};

}  // namespace hw::ui
