#include "objects/xml.hpp"

#include "base/problem.hpp"
#include "json/codec.hpp"
#include "tables/xml.hpp"

#include <cstring>

namespace ahimmoyak::objects::xml {

namespace {

constexpr std::size_t longest_text = 4096; // a key is 1,024 bytes at most

problem malformed()
{
    return {400,
            "MalformedXML",
            {"XML 본문을 읽을 수 없습니다. S3의 형식과 개수 제한을 확인하세요.",
             "The XML is not well-formed, or not what this operation takes."}};
}

// Gathers the text of each element and tells of it with the name of what it stands in.
class gatherer : public tables::xml::reader {
public:
    void opened(std::string_view name, const tables::xml::attributes&) final
    {
        path_.emplace_back(name);
        text_.clear();
        begun(name);
    }
    void closed(std::string_view name) final
    {
        path_.pop_back();
        ended(path_.empty() ? std::string_view{} : std::string_view{path_.back()}, name, text_);
        text_.clear();
    }
    void text(std::string_view some) final
    {
        text_ += some;
        if (text_.size() > longest_text)
            refuse_all();
    }

protected:
    void refuse_all() { refuse({"malformed", {}}); }
    virtual void begun(std::string_view) {}
    virtual void ended(std::string_view within, std::string_view name, const std::string& text) = 0;

private:
    std::vector<std::string> path_;
    std::string text_;
};

bool read_all(std::string_view text, gatherer& into)
{
    const auto source = [&](std::span<char> to) -> tables::result<std::size_t> {
        const auto n = std::min(to.size(), text.size());
        std::memcpy(to.data(), text.data(), n);
        text.remove_prefix(n);
        return n;
    };
    return tables::xml::read(source, into).has_value();
}

class deletes final : public gatherer {
public:
    delete_wish wish;

private:
    void ended(std::string_view within, std::string_view name, const std::string& text) override
    {
        if (within == "Delete" && name == "Quiet")
            wish.quiet = text == "true";
        if (within == "Object" && name == "Key")
            wish.keys.push_back(text);
        if (wish.keys.size() > 1000)
            refuse_all();
    }
};

class completes final : public gatherer {
public:
    std::vector<complete_part> parts;

private:
    void begun(std::string_view name) override
    {
        if (name == "Part")
            parts.emplace_back();
        if (parts.size() > most_parts)
            refuse_all();
    }
    void ended(std::string_view within, std::string_view name, const std::string& text) override
    {
        if (within != "Part" || parts.empty())
            return;
        auto& part = parts.back();
        std::int64_t number = 0;
        if (name == "ETag")
            part.part.etag = text;
        else if (name == "ChecksumCRC32")
            part.crc32 = text;
        else if (name == "PartNumber" && json::text_to_whole(text, number) && number >= 1 &&
                 number <= static_cast<std::int64_t>(most_parts))
            part.part.number = static_cast<int>(number);
        else if (name == "PartNumber")
            refuse_all();
    }
};

class part_lister final : public gatherer {
public:
    parts_page page;

private:
    void begun(std::string_view name) override
    {
        if (name == "Part")
            page.parts.emplace_back();
        if (page.parts.size() > most_parts)
            refuse_all();
    }
    void ended(std::string_view within, std::string_view name, const std::string& text) override
    {
        std::int64_t number = 0;
        if (within == "ListPartsResult" && name == "IsTruncated")
            page.truncated = text == "true";
        if (within == "ListPartsResult" && name == "NextPartNumberMarker")
            page.next = text;
        if (within != "Part" || page.parts.empty())
            return;
        auto& part = page.parts.back();
        if (name == "ETag")
            part.etag = text;
        else if (name == "PartNumber" && json::text_to_whole(text, number))
            part.number = static_cast<int>(number);
        else if (name == "Size" && json::text_to_whole(text, number) && number >= 0)
            part.size = static_cast<std::uint64_t>(number);
    }
};

class finder final : public gatherer {
public:
    explicit finder(std::string_view name) : name_{name} {}
    std::optional<std::string> found;

private:
    void ended(std::string_view, std::string_view name, const std::string& text) override
    {
        if (name != name_)
            return;
        found = text;
        finish();
    }
    std::string_view name_;
};

} // namespace

std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '&':
            out += "&amp;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out += fmt::format("&#x{:X};", static_cast<unsigned char>(c));
            else
                out += c;
        }
    }
    return out;
}

std::string element(std::string_view name, std::string_view text)
{
    std::string out;
    out.append("<").append(name).append(">").append(escaped(text)).append("</").append(name).append(">");
    return out;
}

std::string element(std::string_view name, std::uint64_t number) { return element(name, std::to_string(number)); }

std::string document(std::string_view root, std::string_view inside)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<";
    out.append(root).append(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">").append(inside);
    return out.append("</").append(root).append(">");
}

delete_wish read_delete(std::string_view text)
{
    deletes into;
    if (!read_all(text, into) || into.wish.keys.empty())
        throw malformed();
    return std::move(into.wish);
}

std::vector<complete_part> read_complete(std::string_view text)
{
    completes into;
    if (!read_all(text, into) || into.parts.empty())
        throw malformed();
    for (const auto& each : into.parts)
        if (each.part.number == 0 || each.part.etag.empty())
            throw malformed();
    return std::move(into.parts);
}

parts_page read_parts(std::string_view text)
{
    part_lister into;
    if (!read_all(text, into))
        throw malformed();
    return std::move(into.page);
}

std::optional<std::string> first(std::string_view text, std::string_view name)
{
    finder into{name};
    if (!read_all(text, into))
        return std::nullopt;
    return into.found;
}

} // namespace ahimmoyak::objects::xml
