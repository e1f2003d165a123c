#include "organisations/business_number.hpp"

#include <array>

namespace ahimmoyak::organisations {

// The National Tax Service's checksum: the first nine digits weighted, the carry of the ninth's
// product added, and the last digit fills up to a multiple of ten.
std::optional<business_number> business_number::from(std::string_view text)
{
    constexpr std::array weights{1, 3, 7, 1, 3, 7, 1, 3, 5};
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        // Hyphens stand where people write them: 123-45-67890.
        if (text[i] == '-' && text.size() == 12 && (i == 3 || i == 6))
            continue;
        if (text[i] < '0' || text[i] > '9')
            return std::nullopt;
        digits += text[i];
    }
    if (digits.size() != 10 || digits == "0000000000")
        return std::nullopt;
    const auto digit = [&](std::size_t i) { return digits[i] - '0'; };
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += digit(i) * weights[i];
    sum += digit(8) * 5 / 10;
    if ((10 - sum % 10) % 10 != digit(9))
        return std::nullopt;
    return business_number{std::move(digits)};
}

} // namespace ahimmoyak::organisations

namespace ahimmoyak::json {

void codec<organisations::business_number>::read(const bj::value& in, organisations::business_number& value, reader& at)
{
    std::string text;
    if (!read_text(in, text, at))
        return;
    if (auto made = organisations::business_number::from(text))
        value = std::move(*made);
    else
        at.fail("business_number", {"사업자등록번호 10자리를 확인하세요. 예: 123-45-67891",
                                    "Check the ten digits of the business registration number, such as 123-45-67891."});
}

bj::value codec<organisations::business_number>::schema(schema_book&)
{
    return bj::object{{"type", "string"}, {"pattern", "^[0-9]{3}-?[0-9]{2}-?[0-9]{5}$"}};
}

} // namespace ahimmoyak::json
