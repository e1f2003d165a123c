#include "contents/receiving.hpp"

#include "base/problem.hpp"
#include "contents/duration_probe.hpp"
#include "contents/file_type.hpp"
#include "contents/storage.hpp"

namespace ahimmoyak::contents {

namespace {

constexpr std::chrono::hours part_addresses_valid{24}; // as long as an unfinished upload is kept

// Some browsers sent whole paths once; only the name itself is kept.
std::string_view name_only(std::string_view filename)
{
    const auto slash = filename.find_last_of("/\\");
    return slash == std::string_view::npos ? filename : filename.substr(slash + 1);
}

std::vector<std::string> addresses_of(module& m, std::string_view host, const std::string& key,
                                      const std::string& upload_id, std::int64_t size)
{
    const auto part_size = static_cast<std::int64_t>(objects::part_size_of(static_cast<std::uint64_t>(size)));
    const auto parts = static_cast<int>((size + part_size - 1) / part_size);
    std::vector<std::string> all;
    all.reserve(static_cast<std::size_t>(parts));
    for (int number = 1; number <= parts; ++number)
        all.push_back(m.store.part_address(host, key, upload_id, number, part_addresses_valid));
    return all;
}

task<std::optional<std::int64_t>> duration_of(objects::store& store, std::string key, file_type::container holds,
                                              std::uint64_t size)
{
    duration_probe probe{holds, size};
    while (const auto wanted = probe.wants()) {
        const auto bytes = co_await store.read(key, wanted->offset, wanted->length);
        probe.take(bytes);
    }
    co_return probe.seconds();
}

// The file is of no use: it goes now, or, should that fail, with the hourly tidying.
task<> discard(module& m, const upload& which)
{
    const auto now = m.time.now();
    co_await m.database.write([&](db::connection& on) { mark_stale(on, which.id, now); });
    co_await m.store.remove(which.object_key);
    co_await m.database.write([&](db::connection& on) { remove_upload(on, which.id); });
}

problem wrong_size(std::int64_t declared, std::uint64_t received)
{
    return invalid("/etags", "size_mismatch",
                   say("파일 크기가 처음에 알린 것과 다릅니다({}바이트가 아니라 {}바이트). 파일을 다시 올리세요.",
                       "The file is not as large as announced ({} bytes, received {}); upload it again.", declared,
                       received));
}

problem unknown_type()
{
    return invalid(
        "/key", "unknown_type",
        {"지원하지 않는 파일 형식입니다. 동영상은 MP4, MOV, WebM, MKV, AVI로, 자료는 PDF, 이미지, 문서, 텍스트 "
         "파일로 올리세요.",
         "This kind of file is not supported; upload videos as MP4, MOV, WebM, MKV or AVI, and materials as PDF, "
         "images, office documents or plain text."});
}

uploaded_file as_answer(const upload& done)
{
    return {done.object_key, done.size_bytes, done.mime_type.value_or(""), done.time_amount};
}

} // namespace

task<upload_begun> begin_upload(module& m, institution_id of, user_id by, announced_file file)
{
    const auto name = name_only(file.filename);
    if (name.empty())
        throw invalid("/filename", "filename", {"파일 이름을 보내세요.", "Send the file's name."});
    const auto size = file.size;
    co_await m.database.read([&](db::connection& on) { check_room(on, of, size); });
    const auto part_size = objects::part_size_of(static_cast<std::uint64_t>(size));
    upload_begun made;
    made.key = objects::new_key(suffix_of(name));
    made.part_size = static_cast<std::int64_t>(part_size);
    made.upload_id = co_await m.store.begin(made.key, static_cast<std::uint64_t>(size), part_size);
    const auto now = m.time.now();
    std::exception_ptr refused;
    try {
        co_await m.database.write([&](db::connection& on) {
            check_room(on, of, size); // two that begin at once have room for one
            add_upload(on, of, by, {made.key, made.upload_id, name, file.declared_type, size}, now);
        });
    } catch (...) {
        refused = std::current_exception();
    }
    if (refused) {
        co_await m.store.abort(made.key, made.upload_id);
        std::rethrow_exception(refused);
    }
    made.presigned_urls = addresses_of(m, file.host, made.key, made.upload_id, size);
    co_return made;
}

task<uploaded_file> complete_upload(module& m, upload which, std::vector<std::string> etags)
{
    if (which.state != upload_state::BEGUN) // asked again because the answer was lost
        co_return as_answer(which);

    const auto there = co_await m.store.complete(which.object_key, which.upload_id, std::move(etags));
    if (there.size != static_cast<std::uint64_t>(which.size_bytes)) {
        co_await discard(m, which);
        throw wrong_size(which.size_bytes, there.size);
    }
    const auto head = co_await m.store.read(which.object_key, 0, telling_bytes);
    auto type = type_of(head, suffix_of(which.origin_name));
    if (!type) {
        co_await discard(m, which);
        throw unknown_type();
    }
    which.time_amount = co_await duration_of(m.store, which.object_key, type->holds, there.size);
    which.mime_type = std::move(type->mime);
    const auto now = m.time.now();
    co_await m.database.write(
        [&](db::connection& on) { mark_completed(on, which.id, *which.mime_type, which.time_amount, now); });
    co_return as_answer(which);
}

task<> remove_given_up(module& m, upload which)
{
    // What fails here goes with the hourly tidying.
    co_await m.store.abort(which.object_key, which.upload_id);
    co_await m.store.remove(which.object_key);
    co_await m.database.write([&](db::connection& on) { remove_upload(on, which.id); });
}

std::vector<std::string> part_addresses(module& m, std::string_view host, const upload& of)
{
    return addresses_of(m, host, of.object_key, of.upload_id, of.size_bytes);
}

} // namespace ahimmoyak::contents
