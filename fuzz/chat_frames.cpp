#include "chat/frames.hpp"
#include "chat/word_filter.hpp"

using namespace ahimmoyak;

// Whatever a client sends is read without harm; what was taken can be sent on, and is within the limits of the
// protocol.
extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    const std::string_view text{data, size};
    const auto read = chat::parse_request(text);
    if (const auto* said = std::get_if<chat::send_message>(&read.what)) {
        if (said->content.empty() || code_points(said->content) > chat::longest_content)
            __builtin_trap();
        chat::message shown;
        shown.id = "abcdefghijkl";
        shown.content = said->content;
        shown.attributes = said->attributes;
        if (chat::message_frame(shown, read.request_id)->empty())
            __builtin_trap();
    }
    static const chat::word_filter words{{"바보", "spam"}};
    words.allows(text);
    if (chat::word_filter::bare(text).size() > size)
        __builtin_trap();
    return 0;
}
