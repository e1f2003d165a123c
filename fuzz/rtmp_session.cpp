#include "media/rtmp/session.hpp"

using namespace ahimmoyak::media;

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    rtmp::session session{{.message_bytes = 65'536}, std::string(1'528, 'r')};
    session.feed(std::string(1, '\3') + std::string(3'072, 'c'));
    session.feed({data, size});
    while (true) {
        const auto happened = session.next();
        if (!happened || !*happened)
            return 0;
        if (std::holds_alternative<rtmp::publish_asked>(**happened))
            session.accept_publish();
    }
}
