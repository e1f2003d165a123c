#pragma once

#include "base/problem.hpp"
#include "http/router.hpp"
#include "objects/embedded_store.hpp"

#include <string>
#include <string_view>

// What the routes of /s3 share.

namespace ahimmoyak::objects {

/// A request to the store, once its signature has been found good.
struct s3_request {
    const http::exchange& x;
    std::string bucket;
    std::string key;
    parameters query;
    proof by;
    std::string secret;
    std::string signer; ///< the name of the access key; empty: an address of our own
    bool only_reads = false;

    const http::request& in() const { return x.in; }
    /// Of the query; empty when it is not there.
    std::string_view value(std::string_view name) const;
    bool has(std::string_view name) const;
    /// A header field; of a signed address, also what stands for one in the query.
    std::string_view field(std::string_view name) const;
};

/// Throws what S3 says of a request that may not be.
task<s3_request> admit(embedded_store& store, const http::exchange& x);

using s3_handler = task<http::response> (*)(embedded_store&, const s3_request&);

/// Who it is goes before, S3's words for a refusal after the handler.
http::endpoint s3_endpoint(embedded_store& store, s3_handler handle);

http::response xml_reply(std::string body);
http::response xml_error(const problem& why, const http::request& in);

/// The body in memory, verified.
task<std::string> small_body(const s3_request& r, std::size_t most, bool sums_are_of_body = true);

/// Throws for what cannot be a key: empty, too long, not UTF-8.
void check_key(std::string_view key);
/// The header fields that are kept with an object and come back with it.
kept_fields fields_of(const s3_request& r);
write_condition condition_of(const s3_request& r);
std::string in_quotes(std::string_view etag);

std::string http_date_of(timestamp at);
std::optional<timestamp> from_http_date(std::string_view text);

/// The object that x-amz-copy-source names, opened; its conditions hold.
task<opened_object> copy_source(embedded_store& store, const s3_request& r);
/// Copies a stretch of it.
void copy_bytes(const opened_object& from, std::uint64_t offset, std::uint64_t length, arrival& to);

// The operations.
task<http::response> list_buckets(embedded_store& store, const s3_request& r);
task<http::response> read_bucket(embedded_store& store, const s3_request& r);
task<http::response> delete_objects(embedded_store& store, const s3_request& r);
task<http::response> get_object(embedded_store& store, const s3_request& r);
task<http::response> put_object(embedded_store& store, const s3_request& r);
task<http::response> copy_object(embedded_store& store, const s3_request& r);
task<http::response> delete_object(embedded_store& store, const s3_request& r);
task<http::response> begin_upload(embedded_store& store, const s3_request& r);
task<http::response> put_part(embedded_store& store, const s3_request& r);
task<http::response> list_parts(embedded_store& store, const s3_request& r);
task<http::response> complete_upload(embedded_store& store, const s3_request& r);
task<http::response> abort_upload(embedded_store& store, const s3_request& r);

} // namespace ahimmoyak::objects
