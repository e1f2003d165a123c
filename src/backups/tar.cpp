#include "backups/tar.hpp"

#include "base/random.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace ahimmoyak::backups {

namespace {

constexpr std::size_t block = 512;
constexpr std::size_t piece = 1024 * 1024;
constexpr std::uint64_t octal_limit = 1ULL << 33; // eleven octal digits

// The fields of a header: POSIX.1-1988, "ustar interchange format".
struct header {
    char name[100];
    char mode[8];
    char uid[8];
    char gid[8];
    char size[12];
    char mtime[12];
    char checksum[8];
    char type;
    char link[100];
    char magic[8];
    char user[32];
    char group[32];
    char major[8];
    char minor[8];
    char prefix[155];
    char rest[12];
};
static_assert(sizeof(header) == block);

std::uint64_t sum_of(const header& of)
{
    header blank = of;
    std::memset(blank.checksum, ' ', sizeof blank.checksum);
    const auto* const bytes = reinterpret_cast<const unsigned char*>(&blank);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < block; ++i)
        sum += bytes[i];
    return sum;
}

template <std::size_t N>
void put_octal(char (&into)[N], std::uint64_t value)
{
    for (std::size_t i = N - 1; i-- > 0; value >>= 3U)
        into[i] = static_cast<char>('0' + (value & 7U));
    into[N - 1] = '\0';
}

template <std::size_t N>
std::uint64_t octal(const char (&from)[N])
{
    std::uint64_t value = 0;
    for (const char c : from) {
        if (c == '\0' || c == ' ')
            break;
        if (c < '0' || c > '7')
            throw damaged("a number");
        value = value << 3U | static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

std::uint64_t size_in(const header& of)
{
    if ((static_cast<unsigned char>(of.size[0]) & 0x80U) == 0)
        return octal(of.size);
    std::uint64_t value = 0;
    for (std::size_t i = sizeof of.size - 8; i < sizeof of.size; ++i)
        value = value << 8U | static_cast<unsigned char>(of.size[i]);
    if (value >> 62U != 0)
        throw damaged("a size");
    return value;
}

template <std::size_t N>
std::string_view text_in(const char (&from)[N])
{
    return {from, static_cast<std::size_t>(std::find(from, from + N, '\0') - from)};
}

// Nothing of a strange archive reaches a path outside of its folder.
bool is_safe(std::string_view name)
{
    if (name.empty() || name.size() > 255 || name.front() == '/' || name.back() == '/')
        return false;
    while (!name.empty()) {
        const auto part = name.substr(0, name.find('/'));
        name.remove_prefix(std::min(name.size(), part.size() + 1));
        if (part.empty() || part == "." || part == ".." || part.find('\0') != std::string_view::npos)
            return false;
    }
    return true;
}

std::uint64_t padding_of(std::uint64_t size) { return (block - size % block) % block; }

} // namespace

problem damaged(std::string_view because)
{
    return {422, "damaged_backup",
            say("이 백업은 손상되었거나 아힘모약의 백업이 아닙니다 ({}). 다른 백업을 쓰세요.",
                "This backup is damaged, or none of Ahimmoyak's ({}); use another one.", because)};
}

digest::digest() : context_{EVP_MD_CTX_new()}
{
    if (!context_ || EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), EVP_sha256(), nullptr) != 1)
        throw std::runtime_error{"SHA-256 is not available"};
}

digest::~digest() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

void digest::add(std::span<const char> bytes)
{
    EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes.data(), bytes.size());
}

std::string digest::hex()
{
    std::string out(32, '\0');
    EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), reinterpret_cast<unsigned char*>(out.data()), nullptr);
    return ahimmoyak::hex(out);
}

tar_writer::tar_writer(const std::filesystem::path& at) : out_{at, O_WRONLY | O_CREAT | O_TRUNC}
{
    if (::fchmod(out_.descriptor(), 0600) != 0)
        objects::refuse(errno, "chmod");
}

void tar_writer::begin(const std::string& name, std::uint64_t size)
{
    header one{};
    std::string_view last = name;
    if (name.size() > sizeof one.name) {
        // The longest tail that fits; what comes before is the prefix.
        const auto slash = name.find('/', name.size() - sizeof one.name - 1);
        if (!is_safe(name) || slash == std::string::npos || slash > sizeof one.prefix)
            throw std::runtime_error{"the name " + name + " is too long for a backup"};
        std::memcpy(one.prefix, name.data(), slash);
        last.remove_prefix(slash + 1);
    }
    std::memcpy(one.name, last.data(), last.size());
    put_octal(one.mode, 0600);
    put_octal(one.uid, 0);
    put_octal(one.gid, 0);
    put_octal(one.mtime, 0);
    if (size < octal_limit) {
        put_octal(one.size, size);
    } else {
        one.size[0] = static_cast<char>(0x80);
        auto value = size;
        for (std::size_t i = sizeof one.size; i-- > sizeof one.size - 8; value >>= 8U)
            one.size[i] = static_cast<char>(value & 0xFFU);
    }
    one.type = '0';
    std::memcpy(one.magic, "ustar\00000", 8);
    put_octal(one.checksum, sum_of(one));
    out_.write({reinterpret_cast<const char*>(&one), block});
}

void tar_writer::pad(std::uint64_t size)
{
    static constexpr std::array<char, block> zeros{};
    out_.write({zeros.data(), static_cast<std::size_t>(padding_of(size))});
}

packed_file tar_writer::add_file(const std::string& name, const std::filesystem::path& from, const told& done)
{
    const objects::file in{from, O_RDONLY};
    struct stat is {};
    if (::fstat(in.descriptor(), &is) != 0)
        objects::refuse(errno, "stat");
    const auto size = static_cast<std::uint64_t>(is.st_size);
    begin(name, size);
    digest sum;
    std::vector<char> buffer(piece);
    for (auto left = size; left > 0;) {
        const auto got = ::read(in.descriptor(), buffer.data(), std::min<std::uint64_t>(left, buffer.size()));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            throw std::runtime_error{from.string() + " became shorter while it was read"};
        const std::span<const char> bytes{buffer.data(), static_cast<std::size_t>(got)};
        out_.write(bytes);
        sum.add(bytes);
        left -= static_cast<std::uint64_t>(got);
        done(static_cast<std::uint64_t>(got));
    }
    pad(size);
    return {name, is.st_size, sum.hex()};
}

packed_file tar_writer::add_text(const std::string& name, std::string_view text)
{
    begin(name, text.size());
    out_.write({text.data(), text.size()});
    pad(text.size());
    return {name, static_cast<std::int64_t>(text.size()), hex(sha256(text))};
}

void tar_writer::finish()
{
    static constexpr std::array<char, 2 * block> zeros{};
    out_.write(zeros);
    out_.sync();
}

tar_reader::tar_reader(const std::filesystem::path& at) : in_{at, O_RDONLY} {}

void tar_reader::fill(std::span<char> into)
{
    while (!into.empty()) {
        const auto got = ::read(in_.descriptor(), into.data(), into.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            objects::refuse(errno, "read");
        if (got == 0)
            throw damaged("its end is missing");
        into = into.subspan(static_cast<std::size_t>(got));
    }
}

void tar_reader::skip(std::uint64_t bytes)
{
    if (::lseek(in_.descriptor(), static_cast<off_t>(bytes), SEEK_CUR) < 0)
        objects::refuse(errno, "seek");
}

std::optional<tar_reader::entry> tar_reader::next()
{
    skip(left_ + padding_);
    left_ = padding_ = 0;
    header one{};
    const std::span<char> whole{reinterpret_cast<char*>(&one), block};
    const auto blank = [&] { return std::ranges::all_of(whole, [](char c) { return c == '\0'; }); };
    fill(whole);
    if (blank()) {
        fill(whole);
        if (!blank())
            throw damaged("its end");
        return std::nullopt;
    }
    if (octal(one.checksum) != sum_of(one) || std::memcmp(one.magic, "ustar", 5) != 0)
        throw damaged("a header");
    if (one.type != '0')
        throw damaged("something that is no file");
    entry is{std::string{text_in(one.name)}, size_in(one)};
    if (const auto prefix = text_in(one.prefix); !prefix.empty())
        is.name = std::string{prefix} + "/" + is.name;
    if (!is_safe(is.name))
        throw damaged("a name");
    left_ = is.size;
    padding_ = padding_of(is.size);
    return is;
}

void tar_reader::read(const std::function<void(std::span<const char>)>& take)
{
    std::vector<char> buffer(static_cast<std::size_t>(std::min<std::uint64_t>(std::max<std::uint64_t>(left_, 1), piece)));
    while (left_ > 0) {
        const auto part = std::span{buffer}.first(static_cast<std::size_t>(std::min<std::uint64_t>(left_, buffer.size())));
        fill(part);
        left_ -= part.size();
        take(part);
    }
}

std::string tar_reader::text(std::size_t most)
{
    if (left_ > most)
        throw damaged("a list that is too long");
    std::string all;
    read([&](std::span<const char> bytes) { all.append(bytes.data(), bytes.size()); });
    return all;
}

} // namespace ahimmoyak::backups
