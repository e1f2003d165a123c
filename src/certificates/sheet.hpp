#pragma once

#include "certificates/qr.hpp"

#include <cstdint>
#include <memory>
#include <string>

struct _cairo;
struct _cairo_surface;

namespace ahimmoyak::certificates {

struct colour {
    double red = 0;
    double green = 0;
    double blue = 0;
    double opacity = 1;
};

enum class typeface : std::uint8_t { serif, serif_bold, sans, sans_bold };
enum class side : std::uint8_t { left, middle, right };

/// How a text is set.
struct setting {
    typeface face = typeface::serif;
    double size = 12; ///< points
    colour ink{0.13, 0.15, 0.2};
    side at = side::left;
    double spacing = 0;     ///< between letters, points
    double line_height = 1.5;
    double least_size = 8; ///< so far it is made smaller to fit its box
};

/// Where a text goes: it is set smaller, and broken into lines, until it fits.
struct box {
    double x = 0;
    double y = 0; ///< of its upper edge
    double width = 0;
    double height = 0;
};

/// A4 pages that become a PDF; lengths in points from the upper left corner.
class sheet {
public:
    static constexpr double width = 595.276;
    static constexpr double height = 841.89;

    /// `made_at` as PDF wants it in its metadata: RFC 3339.
    sheet(const std::string& title, const std::string& author, const std::string& made_at, const std::string& language);
    ~sheet();
    sheet(sheet&&) = delete;

    /// The height that the text took.
    double write(const std::string& text, const box& into, const setting& how);
    void line(double x1, double y1, double x2, double y2, double thickness, const colour& ink);
    void frame(const box& around, double thickness, const colour& ink);
    void dashed_frame(const box& around, double thickness, const colour& ink);
    void fill(const box& what, const colour& ink);
    /// A band of interlaced waves along all four sides.
    void woven_border(const box& around, double breadth, const colour& ink);
    /// A rosette of interlaced curves, as on banknotes.
    void rosette(double x, double y, double radius, int petals, double thickness, const colour& ink);
    void qr(const qr_code& code, double x, double y, double side);

    /// What is drawn from now on is on another page.
    void next_page();
    /// The finished page. Nothing can be drawn afterwards.
    std::string finish();

private:
    void ink(const colour& which);

    std::string bytes_;
    std::string language_;
    _cairo_surface* surface_ = nullptr;
    _cairo* pen_ = nullptr;
};

} // namespace ahimmoyak::certificates
