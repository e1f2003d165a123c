#include "tables/xml.hpp"

#include <charconv>
#include <expat.h>
#include <memory>
#include <type_traits>

namespace ahimmoyak::tables::xml {

namespace {

constexpr std::size_t piece = std::size_t{16} * 1024;
constexpr int deepest = 64;
// Expat looks at an unfinished token from its beginning with every piece that comes: without a bound,
// one endless attribute would take time by the square of its length.
constexpr std::size_t longest_token = std::size_t{256} * 1024;

std::string_view bare(std::string_view name)
{
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

refusal malformed()
{
    return {"malformed",
            {"엑셀 파일이 손상되었습니다. 엑셀에서 열어 다시 저장한 뒤 올리세요.",
             "The Excel file is damaged. Open it in Excel, save it again, and try once more."}};
}

struct closer {
    void operator()(XML_Parser which) const { XML_ParserFree(which); }
};

struct listening {
    XML_Parser parser;
    reader& into;
    int depth = 0;
    std::size_t silent = 0; ///< bytes given since expat last understood something
    bool unsafe = false;

    void stop_if_done() const
    {
        if (into.done() || unsafe)
            XML_StopParser(parser, XML_FALSE);
    }
};

listening& of(void* data) { return *static_cast<listening*>(data); }

void XMLCALL on_start(void* data, const char* name, const char** raw)
{
    auto& to = of(data);
    to.silent = 0;
    if (to.into.done())
        return;
    if (++to.depth > deepest)
        to.unsafe = true;
    else
        to.into.opened(bare(name), attributes{raw});
    to.stop_if_done();
}

void XMLCALL on_end(void* data, const char* name)
{
    auto& to = of(data);
    to.silent = 0;
    if (to.into.done())
        return;
    --to.depth;
    to.into.closed(bare(name));
    to.stop_if_done();
}

void XMLCALL on_text(void* data, const char* text, int length)
{
    auto& to = of(data);
    to.silent = 0;
    if (to.into.done())
        return;
    to.into.text({text, static_cast<std::size_t>(length)});
    to.stop_if_done();
}

void XMLCALL on_anything_else(void* data, const char*, int) { of(data).silent = 0; }

void XMLCALL on_document_type(void* data, const char*, const char*, const char*, int)
{
    of(data).unsafe = true;
    of(data).stop_if_done();
}

} // namespace

std::optional<std::string_view> attributes::find(std::string_view name) const
{
    for (const char** each = raw_; each[0]; each += 2)
        if (bare(each[0]) == name)
            return each[1];
    return std::nullopt;
}

std::optional<std::int64_t> attributes::number(std::string_view name) const
{
    const auto text = find(name);
    std::int32_t value = 0;
    if (!text)
        return std::nullopt;
    const auto [end, ec] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (ec != std::errc{} || end != text->data() + text->size() || value < 0)
        return std::nullopt;
    return value;
}

result<> read(const source& from, reader& into)
{
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, closer> parser{XML_ParserCreate(nullptr)};
    if (!parser)
        return malformed();
    listening state{parser.get(), into};
    XML_SetUserData(parser.get(), &state);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetDefaultHandlerExpand(parser.get(), on_anything_else);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);
    for (;;) {
        void* buffer = XML_GetBuffer(parser.get(), static_cast<int>(piece));
        if (!buffer)
            return malformed();
        const auto got = from({static_cast<char*>(buffer), piece});
        if (!got)
            return got.error();
        state.silent += *got;
        const auto status = XML_ParseBuffer(parser.get(), static_cast<int>(*got), *got == 0 ? XML_TRUE : XML_FALSE);
        if (into.refused())
            return *into.refused();
        if (into.done())
            return {};
        if (state.unsafe || status != XML_STATUS_OK || state.silent > longest_token)
            return malformed();
        if (*got == 0)
            return {};
    }
}

} // namespace ahimmoyak::tables::xml
