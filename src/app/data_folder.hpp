#pragma once

#include "app/options.hpp"
#include "backups/place.hpp"

#include <filesystem>
#include <stdexcept>

namespace ahimmoyak::app {

/// Somebody else uses the folder, or it cannot be used; says what to do.
struct data_folder_error : std::runtime_error {
    using runtime_error::runtime_error;
};

/// The folder of everything kept, made if it is not there (readable by its owner only) and locked:
/// one server on the same data at a time. The lock goes with the object, or with the process.
class data_folder {
public:
    /// Throws data_folder_error.
    explicit data_folder(std::filesystem::path where);
    ~data_folder();
    data_folder(data_folder&&) = delete;

    const std::filesystem::path& path() const { return where_; }

private:
    std::filesystem::path where_;
    int lock_ = -1;
};

/// What backups are made of and restored to.
backups::place place_of(const options& with);

/// Completes a restore that was begun; call it with the folder locked, before anything in it is opened.
void settle(const options& with);

} // namespace ahimmoyak::app
