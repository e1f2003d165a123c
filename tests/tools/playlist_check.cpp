#include "media/hls/validator.hpp"

#include <iostream>
#include <iterator>
#include <string>

using namespace ahimmoyak::media;

// Whole media playlists of one address on standard input, in the order they were fetched, a zero byte between them.
// What they break is written a line each; 1 when there is any.
int main()
{
    const std::string all{std::istreambuf_iterator<char>{std::cin}, {}};
    std::string_view rest{all};
    std::string_view earlier;
    std::size_t broken = 0;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const auto text = rest.substr(0, rest.find('\0'));
        rest.remove_prefix(std::min(text.size() + 1, rest.size()));
        for (const auto& each : hls::check_playlist(text)) {
            std::cout << number << ": " << each << '\n';
            ++broken;
        }
        if (!earlier.empty())
            for (const auto& each : hls::check_update(earlier, text)) {
                std::cout << number - 1 << " to " << number << ": " << each << '\n';
                ++broken;
            }
        earlier = text;
    }
    return broken == 0 ? 0 : 1;
}
