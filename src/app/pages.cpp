#include "app/pages.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"

#include <charconv>
#include <cstring>

// The archive becomes part of the read-only data; WEB_ARCHIVE is set by CMake.
__asm__(".section .rodata.ahimmoyak_web,\"a\",@progbits\n"
        ".global ahimmoyak_web_begin\nahimmoyak_web_begin:\n"
        ".incbin \"" WEB_ARCHIVE "\"\n"
        ".global ahimmoyak_web_end\nahimmoyak_web_end:\n"
        ".byte 0\n.text\n");

extern "C" {
extern const char ahimmoyak_web_begin[];
extern const char ahimmoyak_web_end[];
}

namespace ahimmoyak::app {

namespace {

std::string_view type_of(std::string_view path)
{
    static constexpr std::pair<std::string_view, std::string_view> types[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".webmanifest", "application/manifest+json"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
        {".map", "application/json"},
    };
    for (const auto& [ending, type] : types)
        if (path.ends_with(ending))
            return type;
    return "application/octet-stream";
}

// POSIX.1-1988 ustar: name at 0, size (octal) at 124, type at 156, prefix at 345, blocks of 512 bytes.
template <class F>
void each_file(std::string_view archive, F&& f)
{
    const auto field = [&](std::size_t at, std::size_t size) {
        const auto raw = archive.substr(at, size);
        return raw.substr(0, raw.find('\0'));
    };
    while (archive.size() >= 512 && archive[0] != '\0') {
        std::size_t size = 0;
        const auto octal = field(124, 12);
        std::from_chars(octal.data(), octal.data() + octal.size(), size, 8);
        std::string name{field(0, 100)};
        if (const auto prefix = field(345, 155); !prefix.empty())
            name.insert(0, "/").insert(0, prefix);
        if (archive[156] == '0' && archive.size() >= 512 + size)
            f(name, archive.substr(512, size));
        archive.remove_prefix(std::min(archive.size(), 512 + (size + 511) / 512 * 512));
    }
}

task<http::response> ready(http::response made) { co_return made; }

http::response bytes_of(std::string_view bytes)
{
    http::response out;
    http::gathered body;
    body.buffers.emplace_back(bytes.data(), bytes.size());
    out.body = std::move(body);
    return out;
}

} // namespace

pages::pages() : pages{{ahimmoyak_web_begin, static_cast<std::size_t>(ahimmoyak_web_end - ahimmoyak_web_begin)}} {}

pages::pages(std::string_view archive)
{
    files_at({});
    each_file(archive, [this](std::string name, std::string_view bytes) {
        if (name.starts_with("./"))
            name.erase(0, 2);
        const bool brotli = name.ends_with(".br");
        const bool gzip = name.ends_with(".gz");
        if (brotli || gzip)
            name.resize(name.size() - 3);
        auto& entry = files_["/" + name];
        (brotli ? entry.brotli : gzip ? entry.gzip : entry.bytes) = bytes;
        if (!brotli && !gzip)
            entry.tag = "\"" + hex(sha256(bytes)).substr(0, 16) + "\"";
    });
}

http::response pages::serve(const http::request& in) const
{
    auto at = files_.find(in.path);
    if (at == files_.end())
        at = files_.find(std::string{in.path} + (in.path.ends_with('/') ? "index.html" : "/index.html"));
    const bool wants_page = in.header("accept").find("text/html") != std::string_view::npos;
    const auto name = in.path.substr(in.path.rfind('/') + 1);
    if (at == files_.end() && wants_page && name.find('.') == std::string_view::npos)
        at = files_.find("/index.html");
    if (at == files_.end())
        throw not_found({"이 주소", "this address"});

    const auto& [path, found] = *at;
    const bool immutable = path.starts_with("/assets/");
    http::response out;
    if (in.header("if-none-match") == found.tag) {
        out.status = 304;
    } else {
        const auto accepts = in.header("accept-encoding");
        const bool brotli = !found.brotli.empty() && accepts.find("br") != std::string_view::npos;
        const bool gzip = !brotli && !found.gzip.empty() && accepts.find("gzip") != std::string_view::npos;
        out = bytes_of(brotli ? found.brotli : gzip ? found.gzip : found.bytes);
        if (brotli || gzip)
            out.with("Content-Encoding", brotli ? "br" : "gzip");
    }
    out.content_type = type_of(path);
    out.with("Vary", "Accept-Encoding").with("ETag", found.tag);
    out.with("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (path.ends_with(".html"))
        out.with("Content-Security-Policy", policy_).with("Referrer-Policy", "same-origin");
    return out;
}

void pages::files_at(std::string_view origin)
{
    policy_ = fmt::format("default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: "
                          "blob:{0}; media-src 'self' blob:{0}; connect-src 'self' ws: wss:{0}; frame-src 'self'{0}; "
                          "worker-src 'self' blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; "
                          "form-action 'self'; frame-ancestors 'self'",
                          origin.empty() ? std::string{} : " " + std::string{origin});
}

void pages::add_to(http::router& site)
{
    site.otherwise([this](const http::exchange& x) { return ready(serve(x.in)); });
}

} // namespace ahimmoyak::app
