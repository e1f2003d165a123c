#include "media/rtmp/amf0.hpp"

#include <algorithm>

namespace ahimmoyak::media::amf0 {

namespace {

enum marker : std::uint8_t {
    number_marker = 0,
    boolean_marker = 1,
    string_marker = 2,
    object_marker = 3,
    null_marker = 5,
    undefined_marker = 6,
    reference_marker = 7,
    ecma_array_marker = 8,
    object_end_marker = 9,
    strict_array_marker = 10,
    date_marker = 11,
    long_string_marker = 12,
    unsupported_marker = 13,
    xml_marker = 15,
    typed_object_marker = 16,
};

class parser {
public:
    explicit parser(std::string_view bytes) : in_{bytes} {}

    result<std::vector<value>> all()
    {
        std::vector<value> values;
        while (in_.left() > 0) {
            auto one = next(0);
            if (!one)
                return one.error();
            values.push_back(std::move(*one));
        }
        return values;
    }

private:
    result<value> next(int depth)
    {
        if (depth > max_depth)
            return errc::too_deep;
        if (++count_ > max_values)
            return errc::too_large;
        const auto kind = in_.u8();
        value made;
        switch (kind) {
        case number_marker:
            made.is = in_.f64();
            break;
        case boolean_marker:
            made.is = in_.u8() != 0;
            break;
        case string_marker:
            made.is = std::string{in_.take(in_.u16())};
            break;
        case xml_marker:
        case long_string_marker:
            made.is = std::string{in_.take(in_.u32())};
            break;
        case null_marker:
        case undefined_marker:
        case unsupported_marker:
            break;
        case reference_marker:
            in_.u16();
            break;
        case date_marker:
            made.is = in_.f64();
            in_.u16();
            break;
        case typed_object_marker:
            in_.take(in_.u16());
            return members(depth);
        // The count of an ECMA array is a hint only; encoders send 0 or too many.
        case ecma_array_marker:
            in_.u32();
            return members(depth);
        case object_marker:
            return members(depth);
        case strict_array_marker:
            return elements(depth);
        default:
            return in_.ok() ? errc::malformed : errc::truncated;
        }
        if (!in_.ok())
            return errc::truncated;
        return made;
    }

    result<value> members(int depth)
    {
        object found;
        while (true) {
            const auto name = in_.take(in_.u16());
            if (!in_.ok())
                return errc::truncated;
            if (name.empty() && in_.left() > 0 && in_.rest().front() == object_end_marker) {
                in_.u8();
                return value{std::move(found)};
            }
            auto one = next(depth + 1);
            if (!one)
                return one;
            found.push_back({std::string{name}, std::move(*one)});
        }
    }

    result<value> elements(int depth)
    {
        array found;
        const auto count = in_.u32();
        for (std::uint32_t i = 0; i < count; ++i) {
            auto one = next(depth + 1);
            if (!one)
                return one;
            found.push_back(std::move(*one));
        }
        return value{std::move(found)};
    }

    byte_reader in_;
    int count_ = 0;
};

} // namespace

const value* value::find(std::string_view name) const
{
    const auto* members = as_object();
    if (!members)
        return nullptr;
    const auto at = std::find_if(members->begin(), members->end(), [&](const auto& each) { return each.name == name; });
    return at == members->end() ? nullptr : &at->is;
}

std::string_view value::text_of(std::string_view name) const
{
    const auto* found = find(name);
    const auto* text = found ? found->as_text() : nullptr;
    return text ? std::string_view{*text} : std::string_view{};
}

std::optional<double> value::number_of(std::string_view name) const
{
    const auto* found = find(name);
    const auto* number = found ? found->as_number() : nullptr;
    return number ? std::optional{*number} : std::nullopt;
}

result<std::vector<value>> parse(std::string_view bytes) { return parser{bytes}.all(); }

void write(byte_writer& to, double number)
{
    to.u8(number_marker);
    to.f64(number);
}

void write(byte_writer& to, std::string_view text)
{
    if (text.size() > 0xFFFF) {
        to.u8(long_string_marker);
        to.u32(text.size());
    } else {
        to.u8(string_marker);
        to.u16(text.size());
    }
    to.text(text);
}

void write_null(byte_writer& to) { to.u8(null_marker); }

void write(byte_writer& to, const object& members)
{
    to.u8(object_marker);
    for (const auto& [name, each] : members) {
        to.u16(name.size());
        to.text(name);
        write(to, each);
    }
    to.u16(0);
    to.u8(object_end_marker);
}

void write(byte_writer& to, const value& any)
{
    struct {
        byte_writer& to;
        void operator()(std::monostate) const { write_null(to); }
        void operator()(double number) const { write(to, number); }
        void operator()(bool flag) const
        {
            to.u8(boolean_marker);
            to.u8(flag ? 1 : 0);
        }
        void operator()(const std::string& text) const { write(to, std::string_view{text}); }
        void operator()(const object& members) const { write(to, members); }
        void operator()(const array& elements) const
        {
            to.u8(strict_array_marker);
            to.u32(elements.size());
            for (const auto& each : elements)
                write(to, each);
        }
    } writer{to};
    std::visit(writer, any.is);
}

} // namespace ahimmoyak::media::amf0
