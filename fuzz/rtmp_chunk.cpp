#include "media/rtmp/chunk_reader.hpp"

#include <vector>

using namespace ahimmoyak::media;

namespace {

std::vector<std::string> payloads(std::string_view bytes, std::size_t step)
{
    rtmp::chunk_reader reader{{.message_bytes = 4'096, .chunk_streams = 8}};
    std::vector<std::string> all;
    while (!bytes.empty()) {
        reader.feed(bytes.substr(0, step));
        bytes.remove_prefix(std::min(step, bytes.size()));
        while (true) {
            auto one = reader.next();
            if (!one)
                return all;
            if (!*one)
                break;
            all.push_back(std::move((*one)->payload));
        }
    }
    return all;
}

} // namespace

// Where the network splits the bytes changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    const std::string_view bytes{data, size};
    if (payloads(bytes, size ? size : 1) != payloads(bytes, 1))
        __builtin_trap();
    return 0;
}
