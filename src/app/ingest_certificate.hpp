#pragma once

#include "app/options.hpp"
#include "media/rtmp/certificate.hpp"

namespace ahimmoyak::app {

/// What broadcasts over TLS are shown: the files that were given, or what the front (Caddy in DATA/front) has got for
/// the public address. Null where neither can be. Blocks a moment where it looks.
std::shared_ptr<media::rtmp::certificate> ingest_certificate(const options& with);

} // namespace ahimmoyak::app
