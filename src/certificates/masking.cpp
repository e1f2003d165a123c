#include "certificates/masking.hpp"

#include <vector>

namespace ahimmoyak::certificates {

std::string masked(std::string_view name)
{
    std::vector<std::string_view> letters;
    for (std::size_t at = 0; at < name.size();) {
        std::size_t end = at + 1;
        while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U)
            ++end;
        letters.push_back(name.substr(at, end - at));
        at = end;
    }
    std::string out;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const bool kept = i == 0 || (i + 1 == letters.size() && letters.size() > 2) || letters[i] == " ";
        out += kept ? letters[i] : "*";
    }
    return out;
}

} // namespace ahimmoyak::certificates
