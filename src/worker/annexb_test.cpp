#include "worker/annexb.hpp"

#include <doctest/doctest.h>

#include <string_view>

using namespace ahimmoyak::worker;
using namespace std::string_literals;

namespace {

std::span<const std::uint8_t> bytes(const std::string& of)
{
    return {reinterpret_cast<const std::uint8_t*>(of.data()), of.size()};
}

const std::string parameters = "\0\0\0\1\x67\x4d\x40\x0c\xaa"s + "\0\0\0\1\x68\xee\x3c"s;

} // namespace

TEST_CASE("NAL units get lengths; what the initialization segment has is left out")
{
    const auto unit = "\0\0\0\1\x09\xf0"s + parameters + "\0\0\1\x65" "first"s + "\0\0\0\1\x65" "second"s;
    CHECK(length_prefixed(bytes(unit)) == "\0\0\0\6\x65"s + "first" + "\0\0\0\7\x65"s + "second");
    CHECK(length_prefixed({}).empty());
    CHECK(length_prefixed(bytes("no start code"s)).empty());
}

TEST_CASE("the record of an encoder's parameter sets")
{
    CHECK(configuration_record(bytes(parameters)) ==
          "\1\x4d\x40\x0c\xff\xe1\0\5\x67\x4d\x40\x0c\xaa\1\0\3\x68\xee\x3c"s);
    CHECK(configuration_record(bytes("\0\0\0\1\x67\x4d\x40\x0c\xaa"s)).empty());
}
