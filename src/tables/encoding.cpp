#include "tables/encoding.hpp"

#include "base/values.hpp"

#include <iconv.h>
#include <memory>
#include <optional>
#include <type_traits>

namespace ahimmoyak::tables {

namespace {

struct closer {
    void operator()(iconv_t which) const { iconv_close(which); }
};

// All of it or nothing: a file with one wrong byte is a file in another encoding.
std::optional<std::string> converted(std::string_view bytes, const char* from)
{
    const iconv_t opened = iconv_open("UTF-8", from);
    if (opened == reinterpret_cast<iconv_t>(-1)) // NOLINT(performance-no-int-to-ptr)
        return std::nullopt;
    const std::unique_ptr<std::remove_pointer_t<iconv_t>, closer> conversion{opened};
    // Neither of the two encodings has a character that takes more than one and a half times as much in UTF-8.
    std::string text(bytes.size() * 2 + 16, '\0');
    char* in = const_cast<char*>(bytes.data()); // iconv does not write there; POSIX left the const out
    std::size_t in_left = bytes.size();
    char* out = text.data();
    std::size_t out_left = text.size();
    if (iconv(conversion.get(), &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1) || in_left != 0)
        return std::nullopt;
    text.resize(text.size() - out_left);
    return text;
}

} // namespace

result<std::string> to_utf8(std::string_view bytes)
{
    using namespace std::string_view_literals;
    std::optional<std::string> text;
    if (bytes.starts_with("\xEF\xBB\xBF"sv))
        bytes.remove_prefix(3);
    if (bytes.starts_with("\xFF\xFE"sv))
        text = converted(bytes.substr(2), "UTF-16LE");
    else if (bytes.starts_with("\xFE\xFF"sv))
        text = converted(bytes.substr(2), "UTF-16BE");
    else if (is_utf8(bytes))
        text = std::string{bytes};
    else
        text = converted(bytes, "CP949");
    if (!text || text->find('\0') != std::string::npos)
        return refusal{"encoding",
                       {"글자를 읽을 수 없는 파일입니다. 엑셀에서 ‘Excel 통합 문서(.xlsx)’나 ‘CSV UTF-8’로 저장해 다시 "
                        "올리세요.",
                        "The characters of this file cannot be read. Save it as an Excel workbook (.xlsx) or as "
                        "\"CSV UTF-8\" and try again."}};
    return std::move(*text);
}

} // namespace ahimmoyak::tables
