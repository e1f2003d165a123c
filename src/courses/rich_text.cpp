#include "courses/rich_text.hpp"

#include "courses/web_address.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::courses {

namespace bj = boost::json;

namespace {

enum class slot : std::uint8_t { document, block, item, inline_text };

// The nodes of a document: where one may stand, and what it holds.
struct node_kind {
    std::string_view type;
    slot stands;
    std::optional<slot> holds;
};
constexpr std::array<node_kind, 10> kinds{{
    {"doc", slot::document, slot::block},
    {"paragraph", slot::block, slot::inline_text},
    {"heading", slot::block, slot::inline_text},
    {"codeBlock", slot::block, slot::inline_text},
    {"blockquote", slot::block, slot::block},
    {"bulletList", slot::block, slot::item},
    {"orderedList", slot::block, slot::item},
    {"horizontalRule", slot::block, {}},
    {"listItem", slot::item, slot::block},
    {"hardBreak", slot::inline_text, {}},
}};
constexpr std::array<std::string_view, 5> plain_marks{"bold", "italic", "underline", "strike", "code"};

std::string_view text_at(const bj::object& in, std::string_view name)
{
    const auto* found = in.if_contains(name);
    const auto* text = found ? found->if_string() : nullptr;
    return text ? std::string_view{*text} : std::string_view{};
}

class document_reader {
public:
    explicit document_reader(json::reader& at) : at_{at} {}

    bj::object node(const bj::value& in, slot here)
    {
        bj::object out;
        const auto* object = in.if_object();
        if (!object) {
            json::mistake::type(at_, {"객체", "an object"});
            return out;
        }
        if (++nodes_ > most_rich_nodes) {
            if (nodes_ == most_rich_nodes + 1)
                at_.fail("too_long", {"글이 너무 깁니다. 여러 차시로 나누세요.",
                                      "The text is too long; make several lessons of it."});
            return out;
        }
        const auto type = text_at(*object, "type");
        if (type == "text" && here == slot::inline_text)
            return text(*object);
        const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) { return each.type == type; });
        if (kind == kinds.end() || kind->stands != here) {
            at_.within("type", [&] {
                at_.fail("unknown_node", {"이 자리에 쓸 수 없는 글 요소입니다.", "This element is not allowed here."});
            });
            return out;
        }
        out["type"] = type;
        attributes(*object, type, out);
        if (kind->holds)
            children(*object, *kind->holds, out);
        return out;
    }

    std::size_t characters() const { return characters_; }

private:
    void children(const bj::object& in, slot inside, bj::object& out)
    {
        const auto* content = in.if_contains("content");
        if (!content)
            return;
        const auto* list = content->if_array();
        at_.within("content", [&] {
            if (!list)
                return json::mistake::type(at_, {"목록", "a list"});
            bj::array read;
            for (std::size_t i = 0; i < list->size() && nodes_ <= most_rich_nodes; ++i)
                at_.within(std::to_string(i), [&] { read.push_back(node((*list)[i], inside)); });
            if (!read.empty())
                out["content"] = std::move(read);
        });
    }

    void attributes(const bj::object& in, std::string_view type, bj::object& out)
    {
        const auto* given = in.if_contains("attrs");
        const auto* attributes = given ? given->if_object() : nullptr;
        const auto whole = [&](std::string_view name, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
            const auto* value = attributes ? attributes->if_contains(name) : nullptr;
            const auto number = value && value->is_int64() ? value->as_int64() : otherwise;
            out["attrs"] = bj::object{{name, std::clamp(number, least, most)}};
        };
        if (type == "heading")
            whole("level", 2, 4, 2);
        if (type == "orderedList")
            whole("start", 0, 100'000, 1);
    }

    bj::object text(const bj::object& in)
    {
        bj::object out{{"type", "text"}};
        at_.within("text", [&] {
            const auto* given = in.if_contains("text");
            std::string said;
            if (!given || !json::read_text(*given, said, at_))
                return given ? void() : json::mistake::required(at_);
            if (said.empty() || std::any_of(said.begin(), said.end(), [](char c) {
                    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
                }))
                return at_.fail("text", {"빈 글이거나 쓸 수 없는 글자가 있습니다.",
                                         "The text is empty or has characters that are not allowed."});
            characters_ += code_points(said);
            out["text"] = said;
        });
        if (const auto* given = in.if_contains("marks"))
            at_.within("marks", [&] { marks(*given, out); });
        return out;
    }

    void marks(const bj::value& in, bj::object& out)
    {
        const auto* list = in.if_array();
        if (!list || list->size() > 8)
            return json::mistake::type(at_, {"표시의 목록", "a list of marks"});
        bj::array read;
        for (std::size_t i = 0; i < list->size(); ++i)
            at_.within(std::to_string(i), [&] { read.push_back(mark((*list)[i])); });
        if (!read.empty())
            out["marks"] = std::move(read);
    }

    bj::object mark(const bj::value& in)
    {
        const auto* object = in.if_object();
        const auto type = object ? text_at(*object, "type") : std::string_view{};
        if (type == "link") {
            const auto* given = object->if_contains("attrs");
            const auto* attributes = given ? given->if_object() : nullptr;
            const auto href = attributes ? text_at(*attributes, "href") : std::string_view{};
            if (!is_web_address(href))
                at_.within("attrs", [&] {
                    at_.within("href", [&] {
                        at_.fail("address", {"https://로 시작하는 주소만 쓸 수 있습니다.",
                                             "Only addresses that begin with https:// can be used."});
                    });
                });
            return {{"type", "link"}, {"attrs", {{"href", href}}}};
        }
        if (std::find(plain_marks.begin(), plain_marks.end(), type) == plain_marks.end())
            at_.within("type",
                       [&] { at_.fail("unknown_mark", {"쓸 수 없는 글자 모양입니다.", "This mark is not allowed."}); });
        return {{"type", type}};
    }

    json::reader& at_;
    std::size_t nodes_ = 0;
    std::size_t characters_ = 0;
};

void gather(const bj::object& node, std::string& out)
{
    if (const auto* text = node.if_contains("text"))
        out += std::string_view{text->as_string()};
    const auto* content = node.if_contains("content");
    if (content)
        for (const auto& each : content->as_array())
            gather(each.as_object(), out);
    const auto type = text_at(node, "type");
    if (type == "hardBreak" || type == "paragraph" || type == "heading" || type == "codeBlock")
        out += '\n';
}

} // namespace

void read_rich_text(const bj::value& in, rich_text& out, json::reader& at)
{
    document_reader reading{at};
    const auto read = reading.node(in, slot::document);
    if (reading.characters() > most_rich_text)
        at.fail("too_long", say("글은 {}자까지입니다.", "The text has at most {} characters.", most_rich_text));
    out.json = bj::serialize(read);
}

rich_text rich_text_of(std::string_view plain)
{
    bj::array blocks;
    while (!plain.empty()) {
        const auto end = std::min(plain.find('\n'), plain.size());
        bj::object block{{"type", "paragraph"}};
        if (end > 0)
            block["content"] = bj::array{bj::object{{"type", "text"}, {"text", plain.substr(0, end)}}};
        blocks.push_back(std::move(block));
        plain.remove_prefix(std::min(end + 1, plain.size()));
    }
    return {bj::serialize(bj::object{{"type", "doc"}, {"content", std::move(blocks)}})};
}

std::string plain_text_of(const rich_text& document)
{
    std::string out;
    const auto parsed = bj::parse(document.json);
    if (const auto* object = parsed.if_object())
        gather(*object, out);
    while (!out.empty() && (out.back() == '\n' || out.back() == ' '))
        out.pop_back();
    return out;
}

} // namespace ahimmoyak::courses
