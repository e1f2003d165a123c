#include "certificates/sheet.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace ahimmoyak::certificates {

namespace {

cairo_status_t append(void* to, const unsigned char* data, unsigned int length)
{
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

struct object_closer {
    void operator()(PangoLayout* which) const { g_object_unref(which); }
};
using layout_ptr = std::unique_ptr<PangoLayout, object_closer>;

struct description_closer {
    void operator()(PangoFontDescription* which) const { pango_font_description_free(which); }
};

struct attributes_closer {
    void operator()(PangoAttrList* which) const { pango_attr_list_unref(which); }
};

const char* name_of(typeface face)
{
    switch (face) {
    case typeface::serif:
        return "NanumMyeongjo";
    case typeface::serif_bold:
        return "NanumMyeongjo Bold";
    case typeface::sans:
        return "NanumGothic";
    case typeface::sans_bold:
        break;
    }
    return "NanumGothic Bold";
}

PangoAlignment alignment(side at)
{
    switch (at) {
    case side::left:
        return PANGO_ALIGN_LEFT;
    case side::middle:
        return PANGO_ALIGN_CENTER;
    case side::right:
        break;
    }
    return PANGO_ALIGN_RIGHT;
}

void set_size(PangoLayout* text, const setting& how, double size)
{
    const std::unique_ptr<PangoFontDescription, description_closer> face{
        pango_font_description_from_string(name_of(how.face))};
    pango_font_description_set_absolute_size(face.get(), size * PANGO_SCALE);
    pango_layout_set_font_description(text, face.get());
}

void set_attributes(PangoLayout* text, const setting& how)
{
    const std::unique_ptr<PangoAttrList, attributes_closer> all{pango_attr_list_new()};
    if (how.spacing > 0)
        pango_attr_list_insert(all.get(), pango_attr_letter_spacing_new(static_cast<int>(how.spacing * PANGO_SCALE)));
    pango_attr_list_insert(all.get(), pango_attr_line_height_new(how.line_height));
    pango_attr_list_insert(all.get(), pango_attr_fallback_new(TRUE));
    pango_layout_set_attributes(text, all.get());
}

} // namespace

sheet::sheet(const std::string& title, const std::string& author, const std::string& made_at,
             const std::string& language)
    : language_{language}, surface_{cairo_pdf_surface_create_for_stream(append, &bytes_, width, height)},
      pen_{cairo_create(surface_)}
{
    cairo_pdf_surface_restrict_to_version(surface_, CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_AUTHOR, author.c_str());
    cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATOR, "Ahimmoyak");
    // Without them the library would note the moment it is made.
    cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATE_DATE, made_at.c_str());
    cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_MOD_DATE, made_at.c_str());
}

sheet::~sheet()
{
    cairo_destroy(pen_);
    cairo_surface_destroy(surface_);
}

void sheet::ink(const colour& which)
{
    cairo_set_source_rgba(pen_, which.red, which.green, which.blue, which.opacity);
}

double sheet::write(const std::string& text, const box& into, const setting& how)
{
    const layout_ptr set{pango_cairo_create_layout(pen_)};
    pango_context_set_language(pango_layout_get_context(set.get()), pango_language_from_string(language_.c_str()));
    pango_layout_set_text(set.get(), text.c_str(), static_cast<int>(text.size()));
    pango_layout_set_width(set.get(), static_cast<int>(into.width * PANGO_SCALE));
    pango_layout_set_wrap(set.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(set.get(), alignment(how.at));
    set_attributes(set.get(), how);
    int across = 0;
    int down = 0;
    for (double size = how.size;; size -= 0.5) {
        set_size(set.get(), how, size);
        pango_layout_get_size(set.get(), &across, &down);
        if (size - 0.5 < how.least_size || down <= static_cast<int>(into.height * PANGO_SCALE))
            break;
    }
    ink(how.ink);
    cairo_move_to(pen_, into.x, into.y);
    pango_cairo_show_layout(pen_, set.get());
    return static_cast<double>(down) / PANGO_SCALE;
}

void sheet::line(double x1, double y1, double x2, double y2, double thickness, const colour& with)
{
    ink(with);
    cairo_set_line_width(pen_, thickness);
    cairo_move_to(pen_, x1, y1);
    cairo_line_to(pen_, x2, y2);
    cairo_stroke(pen_);
}

void sheet::frame(const box& around, double thickness, const colour& with)
{
    ink(with);
    cairo_set_line_width(pen_, thickness);
    cairo_rectangle(pen_, around.x, around.y, around.width, around.height);
    cairo_stroke(pen_);
}

void sheet::dashed_frame(const box& around, double thickness, const colour& with)
{
    const double dashes[]{3, 3};
    cairo_save(pen_);
    cairo_set_dash(pen_, dashes, 2, 0);
    frame(around, thickness, with);
    cairo_restore(pen_);
}

void sheet::fill(const box& what, const colour& with)
{
    ink(with);
    cairo_rectangle(pen_, what.x, what.y, what.width, what.height);
    cairo_fill(pen_);
}

void sheet::woven_border(const box& around, double breadth, const colour& with)
{
    ink(with);
    cairo_set_line_width(pen_, 0.45);
    // A side is a whole number of waves, so that the corners meet.
    const auto side = [&](double x, double y, double angle, double length) {
        const auto waves = std::round(length / 14);
        cairo_save(pen_);
        cairo_translate(pen_, x, y);
        cairo_rotate(pen_, angle);
        for (int strand = 0; strand < 4; ++strand) {
            const auto shift = strand * std::numbers::pi / 2;
            const auto steps = static_cast<int>(waves) * 10;
            for (int i = 0; i <= steps; ++i) {
                const auto along = length * i / steps;
                const auto across = breadth / 2 * std::sin(2 * std::numbers::pi * waves * i / steps + shift);
                if (i == 0)
                    cairo_move_to(pen_, along, across);
                else
                    cairo_line_to(pen_, along, across);
            }
            cairo_stroke(pen_);
        }
        cairo_restore(pen_);
    };
    constexpr auto quarter = std::numbers::pi / 2;
    side(around.x, around.y, 0, around.width);
    side(around.x + around.width, around.y, quarter, around.height);
    side(around.x + around.width, around.y + around.height, 2 * quarter, around.width);
    side(around.x, around.y + around.height, 3 * quarter, around.height);
}

void sheet::rosette(double x, double y, double radius, int petals, double thickness, const colour& with)
{
    ink(with);
    cairo_set_line_width(pen_, thickness);
    constexpr int rings = 9;
    const int steps = petals * (radius > 20 ? 40 : 16);
    for (int ring = 0; ring < rings; ++ring) {
        for (int i = 0; i <= steps; ++i) {
            const auto angle = 2 * std::numbers::pi * i / steps;
            const auto from_middle =
                radius * (0.72 + 0.28 * std::sin(petals * angle + ring * std::numbers::pi / rings * 2)) *
                (0.55 + 0.45 * (ring + 1) / rings);
            const auto to_x = x + from_middle * std::cos(angle);
            const auto to_y = y + from_middle * std::sin(angle);
            if (i == 0)
                cairo_move_to(pen_, to_x, to_y);
            else
                cairo_line_to(pen_, to_x, to_y);
        }
        cairo_close_path(pen_);
        cairo_stroke(pen_);
    }
}

void sheet::qr(const qr_code& code, double x, double y, double length)
{
    const auto one = length / code.size;
    ink({0.08, 0.1, 0.16});
    for (int row = 0; row < code.size; ++row)
        for (int column = 0; column < code.size;) {
            int end = column;
            while (end < code.size && code.at(end, row))
                ++end;
            if (end > column)
                cairo_rectangle(pen_, x + column * one, y + row * one, (end - column) * one, one);
            column = end > column ? end : column + 1;
        }
    cairo_fill(pen_);
}

void sheet::next_page() { cairo_show_page(pen_); }

std::string sheet::finish()
{
    cairo_show_page(pen_);
    cairo_surface_finish(surface_);
    if (cairo_surface_status(surface_) != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error{std::string{"a certificate cannot be drawn: "} +
                                 cairo_status_to_string(cairo_surface_status(surface_))};
    return std::move(bytes_);
}

} // namespace ahimmoyak::certificates
