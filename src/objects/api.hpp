#pragma once

#include "http/router.hpp"
#include "objects/embedded_store.hpp"

namespace ahimmoyak::objects {

/// The S3 subset at /s3/{bucket}/{key}: for whoever holds a signed address, and for programs that sign with an
/// access key. Refusals are S3's XML documents. The store outlives the router.
void add_routes(http::router& to, embedded_store& store);

} // namespace ahimmoyak::objects
