#include "media/hls/validator.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>

// playlist-check URI=FILE…: says what is wrong with media playlists of one broadcast, fetched at about the same time.
// For the tests.
int main(int argc, char** argv)
{
    namespace hls = ahimmoyak::media::hls;
    std::vector<hls::named_playlist> all;
    std::vector<std::string> broken;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto split = word.find('=');
        std::ifstream in{split == word.npos ? word : word.substr(split + 1), std::ios::binary};
        all.push_back({word.substr(0, split), std::string{std::istreambuf_iterator<char>{in}, {}}});
        for (auto& each : hls::check_playlist(all.back().text))
            broken.push_back(all.back().uri + ": " + std::move(each));
    }
    for (auto& each : hls::check_renditions(all))
        broken.push_back(std::move(each));
    for (const auto& each : broken)
        std::printf("%s\n", each.c_str());
    return broken.empty() ? 0 : 1;
}
