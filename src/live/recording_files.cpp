#include "live/recording_files.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace ahimmoyak::live {

std::string read_part(const file_part& which)
{
    std::string bytes(which.length, '\0');
    std::ifstream in{which.from, std::ios::binary};
    in.seekg(static_cast<std::streamoff>(which.offset));
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (static_cast<std::size_t>(in.gcount()) != bytes.size())
        throw std::system_error{EIO, std::generic_category(), which.from.string()};
    return bytes;
}

} // namespace ahimmoyak::live
