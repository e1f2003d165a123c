#include "mail/letter.hpp"

namespace ahimmoyak::mail {

namespace {

constexpr std::string_view font =
    "font-family:-apple-system,BlinkMacSystemFont,'Apple SD Gothic Neo','Malgun Gothic','Segoe UI',sans-serif;";

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        case '\n':
            out += "<br>";
            break;
        case '\r':
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string paragraph(std::string_view style, std::string_view text)
{
    return fmt::format("<p style=\"margin:0 0 14px;{}{}\">{}</p>\n", font, style, escaped(text));
}

std::string anchor(const letter_link& to, std::string_view style)
{
    return fmt::format("<a href=\"{}\" style=\"{}\">{}</a>", escaped(to.address), style, escaped(to.label));
}

std::string button_of(const letter_link& to)
{
    const auto look = fmt::format("display:inline-block;padding:12px 22px;{}font-size:15px;font-weight:bold;"
                                  "color:#ffffff;text-decoration:none;",
                                  font);
    return fmt::format("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
                       "style=\"margin:8px 0 18px;\"><tr><td bgcolor=\"#0f766e\" style=\"border-radius:6px;\">{}"
                       "</td></tr></table>\n",
                       anchor(to, look));
}

} // namespace

std::string plain_text(const letter_content& of)
{
    std::string out = of.greeting + "\n";
    for (const auto& each : of.paragraphs)
        out += "\n" + each + "\n";
    for (const auto& each : of.button)
        out += "\n" + each.label + ":\n" + each.address + "\n";
    if (!of.why.empty() || !of.below.empty())
        out += "\n-- \n" + of.why + "\n";
    for (const auto& each : of.below)
        out += each.label + ": " + each.address + "\n";
    return out;
}

std::string html_of(const letter_content& of, std::string_view title)
{
    constexpr std::string_view said = "font-size:16px;line-height:1.65;color:#1f2933;";
    constexpr std::string_view small = "font-size:13px;line-height:1.6;color:#5a6469;";
    std::string out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{0}\">\n<head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\"><title>{1}</title></head>\n"
        "<body style=\"margin:0;padding:0;background-color:#f3f5f6;\">\n"
        "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
        "bgcolor=\"#f3f5f6\"><tr><td align=\"center\" style=\"padding:24px 12px;\">\n"
        "<table role=\"presentation\" width=\"560\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
        "style=\"width:100%;max-width:560px;\">\n"
        "<tr><td style=\"padding:0 4px 12px;{2}font-size:15px;font-weight:bold;color:#0f766e;\">{3}</td></tr>\n"
        "<tr><td bgcolor=\"#ffffff\" style=\"padding:26px 26px 12px;border:1px solid #dde3e6;border-radius:8px;\">\n",
        of.speaks == language::ko ? "ko" : "en", escaped(title), font,
        of.speaks == language::ko ? "아힘모약" : "Ahimmoyak");
    out += paragraph(said, of.greeting);
    for (const auto& each : of.paragraphs)
        out += paragraph(said, each);
    for (const auto& each : of.button) {
        out += button_of(each);
        out += fmt::format("<p style=\"margin:0 0 14px;{}{}word-break:break-all;\">{}</p>\n", font, small,
                           anchor({each.address, each.address}, "color:#5a6469;"));
    }
    out += "</td></tr>\n<tr><td style=\"padding:14px 4px;\">\n";
    if (!of.why.empty())
        out += paragraph(small, of.why);
    std::string links;
    for (const auto& each : of.below)
        links += (links.empty() ? "" : " &nbsp; ") + anchor(each, "color:#0f766e;");
    if (!links.empty())
        out += fmt::format("<p style=\"margin:0 0 14px;{}{}\">{}</p>\n", font, small, links);
    return out + "</td></tr>\n</table>\n</td></tr></table>\n</body>\n</html>\n";
}

} // namespace ahimmoyak::mail
