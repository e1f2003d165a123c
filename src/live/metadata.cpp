#include "live/metadata.hpp"

#include "base/problem.hpp"
#include "base/values.hpp"

namespace ahimmoyak::live {

media::media_moment metadata_desk::put(std::string_view channel, std::string text)
{
    if (text.size() > longest)
        throw problem{413,
                      "metadata_too_large",
                      {"메타데이터는 UTF-8로 1,024바이트까지입니다. 줄여서 다시 보내세요.",
                       "Metadata has at most 1,024 bytes of UTF-8. Make it shorter."}};
    if (text.empty() || text.find('\0') != std::string::npos || !is_utf8(text))
        throw invalid("/metadata", "not_text",
                      {"비어 있지 않은 UTF-8 글이어야 합니다.", "This must be text in UTF-8, and not empty."});
    const problem nobody = conflict("not_broadcasting", "OFFLINE",
                                    {"지금 송출되고 있지 않습니다. 방송이 시작된 뒤에 보내세요.",
                                     "Nobody broadcasts here now. Send it once the broadcast is on."});
    const auto stream = hub_.find(channel);
    if (!stream || !stream->stats().publishing) // before it counts
        throw nobody;
    counts_.count(channel, clock_.now());
    const auto placed = stream->put_metadata(std::move(text));
    if (!placed)
        throw nobody;
    return *placed;
}

} // namespace ahimmoyak::live
